"""The world of a test: a fresh database, a clock that stands still, the stage on loopback, a demo authority."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import upgrade
from itsdangerous import TimestampSigner
from sqlalchemy import select, text
from werkzeug.security import generate_password_hash

from app import create_app
from housing.backups.settings import JournalFiles
from housing.config import Services, Settings
from housing.demo import responder
from housing.demo.authority import Authority
from housing.demo.staff import make_staff
from housing.demo.stage import Stage
from housing.encryption.data_keys import DataKeyRing
from housing.gateways import eds
from housing.gateways.pades import NoticeKey, load_notice_key
from housing.gateways.seal import make_seal
from housing.gateways.sms import provider_of
from housing.law.working_time import ALMATY
from housing.ops.http_server import create_http_server
from housing.registries.gateway import Gateway, GatewayAccount, RetryPolicy
from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.storage.row_seals.key_ring import KeyRing
from housing.storage.transaction import transaction
from tests.databases import DATABASES, SWITCH
from tests.gateways.gost_workshop import GostWorkshop
from tests.gateways.workshop import Workshop
from tests.served import served
from tests.shared_app import SharedApp
from tests.world import Clock, Story, World


def make_keys() -> JournalFiles:
    """Rings of keys in a folder that goes with this process, or the one that whoever started this process made."""
    if "KEZEK_JOURNAL_KEYS" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="kezek-keys-"))
        for ring in (KeyRing(folder / "journal-keys"), DataKeyRing(folder / "data-keys")):
            ring.create()
            os.environ[ring.SETTING] = str(ring.file)
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return JournalFiles.from_environment(os.environ)


#: Tuesday, in working hours.
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ALMATY).astimezone(UTC)
#: A rule of the second look, as it is in force.
RULE_IS = """UPDATE catalog_row SET "values" = json_set("values", '$.value', :value)
WHERE catalog = 'second_look' AND key LIKE :rule"""
if SWITCH:
    RULE_IS = RULE_IS.replace(
        """json_set("values", '$.value', :value)""",
        """CAST(CAST("values" AS jsonb) || jsonb_build_object('value', CAST(:value AS integer)) AS json)""",
    )
#: The database whose rules of the second look are those that ship.
AS_SHIPPED = "as_shipped.db"
#: Staff of the tests sign in by the hundred: their passwords are hashed as everybody's, but in no time.
QUICK = "scrypt:256:8:1"
#: Every database of a run bears the keys of one ring, for they are copies of one, also in processes that a test starts.
KEYS = make_keys()
#: Of the test at the gateway that the stage plays.
PASSWORD = "a test's own password"


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector of garbage, a tenth of all work, need not look at it again."""
    gc.collect()
    gc.freeze()


def settings_for(folder: Path) -> Settings:
    return Settings(
        demo=True,
        instance=folder,
        database_url=DATABASES.url(folder / "kezek.db"),
        secret_key="a test's own key",
        trust_dir=folder,
        signer_url="/demo/ncalayer",
        registries_url="http://127.0.0.1:9",
        journal=KEYS,
    )


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> Authority:
    return Authority.open(tmp_path_factory.mktemp("eds"))


@pytest.fixture(scope="session")
def bank_key(authority) -> NoticeKey:
    return load_notice_key(authority.bank())


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory, authority, bank_key) -> Path:
    """Migrated once, with the demo's staff; every test gets a copy."""
    folder = tmp_path_factory.mktemp("empty")
    if SWITCH:
        DATABASES.make(folder / "kezek.db")
    app = create_app(settings_for(folder), outside_for(settings_for(folder), Clock(TUESDAY), authority, None, bank_key))
    with app.app_context():
        upgrade()
        make_staff()
        with transaction() as session:
            for one in session.scalars(select(Staff)):
                one.password_hash = generate_password_hash(f"demo-{one.login}", QUICK)
        close_database()
        DATABASES.copy(folder / "kezek.db", folder / AS_SHIPPED)
        # The first refusal of a branch would wait for a supervisor in every test; whole stories keep it (AS_SHIPPED).
        with transaction() as session:
            session.execute(text(RULE_IS), {"value": 0, "rule": "%"})
        close_database()
    return folder / "kezek.db"


def close_database() -> None:
    """So that it can be copied."""
    if not SWITCH:
        db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.session.remove()
    db.engine.dispose()


@pytest.fixture(scope="session")
def stage():
    stage = Stage(lambda: TUESDAY.astimezone(ALMATY).date(), password=PASSWORD)
    stage.start()
    yield stage
    stage.stop()


def outside_for(settings, clock, authority, stage, bank_key=None) -> Services:
    url = stage.url if stage else settings.registries_url
    gateway = Gateway(url, GatewayAccount("TEST", PASSWORD), clock, retry=RetryPolicy(pauses=(0.0,)))
    sms = provider_of("smsc", stage.root if stage else settings.registries_url, "test", "test")
    verifier = eds.Verifier(eds.load_trust(authority.trust_folder))
    seal = make_seal(authority.folder / "seal.pem")
    return Services(settings, clock, verifier, gateway, sms, seal, bank_key or load_notice_key(authority.bank()))


def database_for(request: pytest.FixtureRequest, empty: Path) -> Path:
    """Journeys, and tests marked `as_shipped`, walk whole stories: by the rules of the second look as they ship."""
    story = "journeys" in request.path.parts or request.node.get_closest_marker("as_shipped")
    return empty.with_name(AS_SHIPPED) if story else empty


@pytest.fixture
def clock() -> Clock:
    return Clock(TUESDAY)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory, authority, bank_key) -> SharedApp:
    folder = tmp_path_factory.mktemp("app")
    settings = settings_for(folder)
    return SharedApp(folder, settings, outside_for(settings, Clock(TUESDAY), authority, None, bank_key))


@pytest.fixture
def app(request, tmp_path, empty_database, authority, bank_key, stage, clock, shared_app, monkeypatch):
    # A form's token bears the second in which it was made: two pages could not be compared across a second's end.
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(TUESDAY.timestamp()))
    begins = database_for(request, empty_database)
    DATABASES.copy(begins, tmp_path / "kezek.db")
    (tmp_path / "demo" / "eds").mkdir(parents=True)
    shutil.copy(authority.folder / "authority.pem", tmp_path / "demo" / "eds")
    stage.silent.clear()
    stage.faults.clear()
    stage.sms.fault = ""
    stage.messages.clear()
    outside = outside_for(settings_for(tmp_path), clock, authority, stage, bank_key)
    app = shared_app.take(tmp_path / "kezek.db", outside, begins.name)
    app.extensions["demo"].update(authority=authority, stage=stage)
    yield app
    shared_app.leave()


@pytest.fixture
def bare(tmp_path, authority):
    """An application of its own, within its context, whose database is not even there yet."""
    settings = settings_for(tmp_path)
    app = create_app(settings, outside_for(settings, Clock(TUESDAY), authority, None))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def second_looks(world):
    """Switches rules of the second look on: `second_looks(first_of_kind=1)`."""

    def write(values: dict[str, int]) -> None:
        with world.app.app_context():
            for rule, value in values.items():
                db.session.execute(text(RULE_IS), {"rule": rule, "value": value})
            db.session.commit()

    return lambda **values: world.tell("second looks", repr(values), play=lambda: write(values))


@pytest.fixture
def ocsp(app, clock, stage, authority):
    """The authority's responder on the stage is asked from now on. What it returns: when a serial was revoked."""
    revoked: dict[int, datetime] = {}
    stage.ocsp = lambda question: responder.answer(authority, question, clock(), revoked)
    outside = app.extensions["services"]
    revocation = eds.Revocation(None, eds.Responder(stage.ocsp_url, clock=clock))
    outside.verifier = replace(outside.verifier, revocation=revocation)
    yield revoked
    stage.ocsp = None


@pytest.fixture(scope="session", params=[Workshop, GostWorkshop], ids=["rsa", "gost"])
def workshop(request) -> Workshop:
    """Makes signatures, good and forged; what holds for one kind of key must hold for the other."""
    return request.param()


@pytest.fixture
def world(app, clock, stage, authority, shared_app, monkeypatch) -> World:
    return World(app, clock, stage, authority, Story(shared_app, stage, clock, monkeypatch))


@pytest.fixture
def sits(world):
    """Signs an official in: `sits("karaganda-1")`."""

    def sit(login):
        return world.official(login, "en")

    return sit


@pytest.fixture
def number(world):
    """The number of an application by its id."""

    def read(application_id):
        with world.app.app_context():
            return world.row(application_id).number

    return read


@pytest.fixture
def port(app):
    """The port of the server that production runs, in a thread of this process."""
    with served(create_http_server(app, "127.0.0.1", 0)) as found:
        yield found
