"""People of the tests: who signs in, files, waits, decides; each through the real doors."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from housing import jobs
from housing.actions.filing.answer import answer_questions
from housing.actions.filing.attach import Examiners, attach_file
from housing.actions.filing.start import start_application
from housing.actions.filing.submit import submit_application
from housing.actions.signin.challenge import SignedChallenge, issue_challenge
from housing.demo.demo_data import add_crowd, homes_of
from housing.demo.people import PEOPLE, STAFF, Person
from housing.gateways import papers
from housing.law.working_time import ALMATY
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application
from tests.judge import Browser
from tests.papers import pdf

STATEMENTS = ["check", "data", "publish", "category"]
#: An invented document, as it is sent.
PDF = pdf()

#: Jobs that read the whole database, once a day.
NIGHTLY = ("verify", "invariants", "retention", "backup", "drill")

#: Of the fixture `app` itself; a test that exchanges more plays its story by itself.
PATCHES_OF_THE_APP = 1
CLEANED: dict[bytes, Any] = {}


def attach_once_cleaned(draft: int, kind: str, now: datetime, verifier: Any) -> None:
    """A document of the stories is cleaned once a run: that takes a process of its own."""
    real = papers.clean_paper

    def clean(content: bytes) -> Any:
        if content not in CLEANED:
            CLEANED[content] = real(content)
        return CLEANED[content]

    papers.clean_paper = clean
    try:
        attach_file(draft, kind, "document.pdf", PDF, now, Examiners(verifier))
    finally:
        papers.clean_paper = real


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def go(self, moment: datetime) -> None:
        self.moment = moment

    def ahead(self, **delta: int) -> None:
        self.moment += timedelta(**delta)


class Story:
    """What has happened in a test so far, as far as another test may begin in the same way."""

    def __init__(self, shared_app, stage, clock, monkeypatch) -> None:
        self.shared_app, self.stage, self.clock = shared_app, stage, clock
        self.patches = monkeypatch._setattr

    def tell(self, part: tuple[Any, ...], play: Callable[[], Any]) -> Any:
        stage = self.stage
        if len(self.patches) > PATCHES_OF_THE_APP or stage.ocsp:
            return play()
        wrong = (tuple(sorted(stage.silent)), tuple(sorted(stage.faults.items())), stage.sms.fault)
        return self.shared_app.tell((*part, wrong, self.clock()), play, stage.messages)


class World:
    """What happens in a story, in one line each. Without a `story` everything is played."""

    def __init__(self, app, clock, stage, authority, story: Story | None = None) -> None:
        self.app, self.clock, self.stage, self.authority, self.story = app, clock, stage, authority, story

    def tell(self, *part: Any, play: Callable[[], Any]) -> Any:
        return self.story.tell(part, play) if self.story else play()

    def set_up(self, **settings: Any) -> None:
        """Other settings from now on."""

        def change() -> None:
            services = self.app.extensions["services"]
            self.app.extensions["services"] = replace(services, settings=replace(services.settings, **settings))

        self.story.shared_app.exchange(("set up", repr(settings)), change) if self.story else change()

    def person(self, key: str) -> Person:
        return PEOPLE[key]

    def who(self, key: str) -> Who:
        """The person as a request of theirs would know them."""
        return Who("citizen", "", "citizen", "", self.clock().astimezone(ALMATY).date(), iin=PEOPLE[key].iin)

    def visitor(self) -> Browser:
        """A browser of nobody yet."""
        return Browser(self.app)

    def visitor_in(self, language: str) -> Browser:
        browser = self.visitor()
        browser.get(f"/?lang={language}")
        return browser

    def citizen(self, key: str, language: str = "") -> Browser:
        """A browser in which this person signed in by electronic signature."""
        return self.again("citizen", key, language, play=lambda: self.signed_in(key))

    def official(self, login: str, language: str = "") -> Browser:
        """A browser in which this official signed in by password."""
        return self.again("official", login, language, play=lambda: self.at_desk(login))

    def again(self, *part: str, play: Callable[[], Browser]) -> Browser:
        """The browser of a part of the story; the last word of the part is the language that was chosen there."""

        def played() -> list[tuple[str, str, str]]:
            browser = play()
            if part[-1]:
                browser.get(f"/?lang={part[-1]}")
            return browser.cookies()

        return Browser.again(self.app, self.tell(*part, play=played))

    def signed_in(self, key: str) -> Browser:
        browser = self.visitor()
        page = browser.get("/sign-in")
        form = page.form("form[data-eds]")
        payload = base64.b64decode(form["challenge"])
        browser.post("/sign-in", {**form, "cms": base64.b64encode(self.sign(key, payload, "sign-in")).decode()})
        return browser

    def at_desk(self, login: str) -> Browser:
        password = next(one.password for one in STAFF if one.login == login)
        browser = self.visitor()
        form = browser.get("/operator/sign-in").form("main form")
        browser.post("/operator/sign-in", {**form, "login": login, "password": password})
        return browser

    def sign(self, key: str, data: bytes, purpose: str) -> bytes:
        return self.authority.sign(PEOPLE[key].certificate_subject, data, purpose)

    def drafted(self, key: str, **answers: Any) -> int:
        """A draft with every answer given, not yet signed; the person's own story where nothing else is said."""
        return self.tell("drafted", key, repr(answers), play=lambda: self.draft(key, **answers))

    def draft(self, key: str, **answers: Any) -> int:
        who, now = PEOPLE[key], self.clock()
        given = {
            "basis": who.basis,
            "settlement": who.settlement,
            "category": who.category or "",
            "phone": who.phone,
            "agrees_smaller": "yes",
            "statements": STATEMENTS,
            **answers,
        }
        with self.app.app_context():
            outside = self.app.extensions["services"]
            draft = start_application(
                who.iin, f"{who.surname_kk} {who.given_kk}", who.language, True, outside.gateway, now
            )
            answer_questions(draft, given, now)
            kinds = {"emergency_housing": "technical_conclusion", "orphan_documents": "orphan_proof"}
            if given["basis"] in kinds:
                attach_once_cleaned(draft, kinds[given["basis"]], now, outside.verifier)
        return draft

    def filed(self, key: str, **answers: Any) -> int:
        """An application signed and submitted; the jobs have not run yet."""
        return self.tell("filed", key, repr(answers), play=lambda: self.signed(key, self.drafted(key, **answers)))

    def signed(self, key: str, draft: int) -> int:
        """A draft as it stands, signed and submitted."""
        who, outside = PEOPLE[key], self.app.extensions["services"]
        with self.app.app_context():
            version = self.row(draft).version
            secret = self.app.config["SECRET_KEY"]
            asked = issue_challenge(
                secret, "a browser", "signing", {"application": draft, "version": version}, self.clock()
            )
            evidence = SignedChallenge(asked, self.sign(key, asked.payload, "signing"))
            return submit_application(evidence, "a browser", secret, who.iin, outside.verifier, self.clock())

    def work(self) -> None:
        """One round of every job but those of the night, which read the whole database."""
        for job in jobs.JOBS:
            if job.name not in NIGHTLY:
                jobs.run_job(self.app, job)

    def work_by_night(self) -> None:
        """One round of every job."""
        jobs.run_all_jobs(self.app)

    def settled(self, key: str, **answers: Any) -> int:
        """Filed, and the jobs have done what they do."""
        return self.tell("settled", key, repr(answers), play=lambda: self.signed_and_worked(key, **answers))

    def signed_and_worked(self, key: str, **answers: Any) -> int:
        application_id = self.signed(key, self.drafted(key, **answers))
        self.work()
        return application_id

    def crowded(self, people: int, branch: str) -> None:
        """So many invented people, who live where this branch is."""

        def play() -> None:
            with self.app.app_context():
                add_crowd(people, 3, homes_of(branch))

        self.tell("crowded", people, branch, play=play)

    def refused_by_two(self, application_id: int) -> None:
        """An official of the branch proposes the refusal, the supervisor confirms it: each on the page of the case."""
        with self.app.app_context():
            row = self.row(application_id)
            case, branch = f"/operator/case/{row.number}", row.branch_code
        for login, form, action, sent in (
            (f"{branch}-1", "#case-form", f"{case}/decide", {"verdict": "refuse"}),
            (f"{branch}-head", "form[action$='/confirm']", f"{case}/second-look/confirm", {}),
        ):
            browser = self.official(login)
            browser.post(action, {**browser.get(case).form(form), **sent})

    def draft_in(self, key: str) -> int:
        """The person's draft, from outside the application."""
        with self.app.app_context():
            return self.draft_of(key)

    def draft_of(self, key: str) -> int:
        """The person's draft."""
        wanted = select(Application.id).where(Application.iin == PEOPLE[key].iin, Application.status == "draft")
        return db.session.scalars(wanted).one()

    def settled_as_drafted(self, key: str) -> int:
        """The draft under way, filed, and the jobs have done what they do."""
        with self.app.app_context():
            draft = self.draft_of(key)
        filed = self.signed(key, draft)
        self.work()
        return filed

    def row(self, application_id: int) -> Application:
        """The application as it stands in the database now."""
        db.session.rollback()
        return db.session.scalars(select(Application).where(Application.id == application_id)).one()

    def status(self, application_id: int) -> str:
        with self.app.app_context():
            return self.row(application_id).status
