"""The steps of a citizen in the browser: to begin, to answer, to sign. English, so that words can be compared."""

from __future__ import annotations

import base64
import io
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from housing.demo.people import CertificateSubject
from housing.storage.extensions import db
from housing.storage.models import Application
from tests.judge import Browser, Page
from tests.world import PDF, World

ANSWERS = {
    "settlement": {"settlement": "750000000"},
    "category": {"category": "none"},
    "dwelling": {"agrees_smaller": "yes"},
    "contact": {"phone": "+7 700 000 00 01"},
}


def english(world: World, key: str) -> Browser:
    """A browser in which this person is signed in and reads English."""
    return world.citizen(key, "en")


def begun(world: World, key: str = "aigerim") -> Browser:
    """With consent given and the bases asked."""

    def play() -> Browser:
        browser = english(world, key)
        browser.post("/apply", {"consent": "y"})
        return browser

    return world.again("begun", key, "", play=play)


def answered(world: World, key: str = "aigerim", **changed: dict[str, Any]) -> Browser:
    """Every topic answered in the browser; `changed`: what to send to a screen instead."""
    browser = begun(world, key)
    browser.post("/apply/basis", {"basis": world.person(key).basis})
    for screen, sent in {**ANSWERS, **changed}.items():
        browser.post(f"/apply/{screen}", sent)
    return browser


def upload(content: bytes = PDF, name: str = "қорытынды.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def attached(browser: Browser, kind: str, content: bytes = PDF, name: str = "қорытынды.pdf", status: int = 303) -> Page:
    """A document sent from the page of documents."""
    return browser.post(f"/apply/documents/{kind}", {f"{kind}-file": upload(content, name)}, status)


def signed(
    world: World, browser: Browser, key: str, purpose: str = "signing", page: Page | None = None
) -> dict[str, str]:
    """What the page sends once this person's key has signed what it shows."""
    form = (page or browser.get("/apply/check")).form("form[data-eds]")
    cms = world.sign(key, base64.b64decode(form["challenge"]), purpose)
    return {**form, "cms": base64.b64encode(cms).decode()}


def refused(world: World, key: str, **answers: Any) -> int:
    """Filed and refused: by the machine, as a bank may allow, or by two officials where the rules want two."""

    def play() -> int:
        application_id = world.settled(key, **answers)
        if world.status(application_id) == "with_operator":
            world.refused_by_two(application_id)
        assert world.status(application_id) == "refused"
        return application_id

    world.set_up(automatic_refusal=True)
    return world.tell("refused", key, repr(answers), play=play)


def number_of(world: World, key: str) -> str:
    """The number of the application that this person filed last."""
    with world.app.app_context():
        wanted = select(Application.number).where(Application.iin == world.person(key).iin)
        return str(db.session.scalars(wanted.order_by(Application.id.desc())).first())


def rows(world: World, key: str) -> list[str]:
    """The statuses of this person's applications in the database."""
    with world.app.app_context():
        return list(db.session.scalars(select(Application.status).where(Application.iin == world.person(key).iin)))


def member_signs_in(world: World, browser: Browser, key: str) -> Page:
    """The first family member of this person signs in by EDS; where that leads."""
    him = world.person(key).family[0]
    form = browser.get("/sign-in").form("form[data-eds]")
    subject = CertificateSubject(him.iin, "Байжанов", "Данияр")
    cms = world.authority.sign(subject, base64.b64decode(form["challenge"]), "sign-in")
    return browser.post("/sign-in", {**form, "cms": base64.b64encode(cms).decode()})


def consent_link(world: World, key: str) -> str:
    """The path of the link that this person copies for the family member they wait for."""
    page = english(world, key).get(f"/cabinet/awaited-consents/{number_of(world, key)}")
    return urlsplit(page.select("input[readonly]")[0]["value"]).path


#: What is reported where nothing else is said.
REPORT = {"what": "family", "since": "20.11.2026", "text": "Балам туды. Родился сын."}


def report_change(world: World, key: str, by: Browser | None = None, **said: Any) -> Page:
    """Written, read once more and signed by this person; the page that says that it is filed."""
    browser, number = by or english(world, key), number_of(world, key)
    checking = browser.get(browser.post(f"/cabinet/change/{number}", {**REPORT, **said}).location)
    sent = signed(world, browser, key, page=checking)
    return browser.get(browser.post(f"/cabinet/change-check/{number}", sent).location)
