"""The stage: everything outside Kezek, simulated on loopback, and the people who walk on it. Never in production."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask, g

from housing.config import KEY_FILE_OF_DEMO, Services, Settings
from housing.config import current_services as world
from housing.demo import responder
from housing.demo.authority import Authority
from housing.demo.clock import DemoClock
from housing.demo.invented import invented_of
from housing.demo.pages import pages
from housing.demo.people import PEOPLE, STAFF, Person, Staff, people
from housing.demo.post import Post
from housing.demo.staff import make_staff
from housing.demo.stage import OCSP_PATH, SYNC_PATH, Stage
from housing.demo.xmldsig import make_key
from housing.gateways.mail import Mailer
from housing.gateways.pades import load_notice_key
from housing.gateways.seal import make_seal, write_new_file
from housing.gateways.sms import provider_of
from housing.law.working_time import ALMATY
from housing.registries.gateway import Gateway, GatewayAccount
from housing.registries.signature import load_signer
from housing.services import build_services as reach_out
from housing.services import verifier_of

#: Of the bank at the gateway that the stage plays: no secret.
PASSWORD = "demo"  # noqa: S105


@dataclass(frozen=True)
class Banner:
    """What the line on top of every page says."""

    now: datetime
    shifted: bool
    began: bool
    #: Whom the sign-in page of staff names.
    staff: tuple[Staff, ...] = STAFF


def load_secret(settings: Settings) -> str:
    """A demo signs its cookies with a key made at first start and kept beside its database."""
    file = settings.instance / KEY_FILE_OF_DEMO
    if not file.exists():
        write_new_file(file, os.urandom(32).hex().encode("ascii"))
    return file.read_text(encoding="ascii")


def reach(settings: Settings) -> Services:
    """The world as the stage will play it; its loopback addresses are known once it stands."""
    folder = settings.instance / "demo"
    key = load_notice_key(Authority.open(folder / "eds").bank())
    world = reach_out(settings, DemoClock(folder / "clock.json"))
    return replace(world, seal=make_seal(folder / "seal.pem"), notice_key=key)


def init_app(app: Flask) -> None:
    folder = world_of(app).settings.instance / "demo" / "eds"
    app.extensions["demo"] = {"authority": Authority.open(folder), "people": lambda: list(everybody().values())}
    app.register_blueprint(pages)
    app.before_request(banner)


def everybody() -> dict[str, Person]:
    """The people as they are on the demo's day."""
    return people(world().clock().astimezone(ALMATY).date())


def world_of(app: Flask) -> Services:
    found: Services = app.extensions["services"]
    return found


def banner() -> None:
    clock = world().clock
    ahead = getattr(clock, "ahead", None)
    g.demo = Banner(clock(), bool(ahead), getattr(clock, "began", False))


def start(app: Flask) -> None:
    """Raises the stage, makes staff once, sets the clock into working hours, prints who may sign in."""
    raise_stage(app)
    introduce(settle_in(app))


def settle_in(app: Flask) -> bool:
    """Staff, and a clock in working hours; whether it had to be moved."""
    clock = world_of(app).clock
    with app.app_context():
        make_staff()
        return isinstance(clock, DemoClock) and clock.begin()


def raise_stage(app: Flask) -> Stage:
    """All of the world outside on loopback, and the application's ways to it."""
    outside = world_of(app)
    authority: Authority = app.extensions["demo"]["authority"]
    folder = outside.settings.instance / "demo"
    stage = Stage(
        lambda: outside.clock().astimezone(ALMATY).date(),
        lambda question: responder.answer(authority, question, outside.clock(), {}),
        password=PASSWORD,
        certificate=load_signer(make_key(folder / "gateway.pem", outside.clock())).certificate,
        everybody=lambda today: {**people(today), **invented_of(folder)},
    )
    stage.start()
    stage.post = Post(folder)
    stage.post.start()
    app.extensions["demo"]["stage"] = stage
    connect_stage(app, stage.root)
    mail = Mailer(stage.post.url, "kezek@demo.example", tls=stage.post.trust)
    app.extensions["services"] = replace(world_of(app), mail=mail)
    return stage


def connect_stage(app: Flask, root: str) -> None:
    """The application's ways to the state bases, the SMS provider and the responder of the stage at this address."""
    outside = world_of(app)
    account = GatewayAccount(outside.settings.registries_sender, PASSWORD)
    signer = load_signer(make_key(outside.settings.instance / "demo" / "gateway.pem", outside.clock()))
    signatures = replace(outside.settings.signatures, ocsp_url=f"{root}/{OCSP_PATH}")
    app.extensions["services"] = replace(
        outside,
        gateway=Gateway(f"{root}/{SYNC_PATH}", account, outside.clock, signer=signer),
        sms=provider_of(outside.settings.messages.sms_provider, root, "demo", "demo"),
        verifier=verifier_of(signatures, outside.verifier.trust, outside.clock),
    )


def introduce(moved: bool) -> None:
    print("\nThis is a demo: everything outside Kezek is simulated, people are invented.")
    if moved:
        print("It is outside working hours: the demo clock begins at 10:00 of the next working day.")
    print("\nCitizens sign in at /sign-in with a demo signature:")
    for person in PEOPLE.values():
        print(f"  {person.name_kk}: {person.story}")
    print("\nStaff sign in at /operator/sign-in:")
    for staff in STAFF:
        print(f"  {staff.login:16} {staff.password:22} {staff.role} {staff.branch}")
