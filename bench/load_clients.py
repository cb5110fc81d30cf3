"""Those who work at a demo at once, by HTTP, each in a thread: citizens who apply, officials who decide, editors of
reference data who draft and publish. Whatever they were told is noted as soon as they are; a step of which nothing was
heard is taken again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from bench.builds import official, window
from bench.desk_cases import Account
from bench.desk_clients import QUEUE, Answer, Operator, Seat, Window, token_of
from bench.load_world import LoadWorld
from bench.measure_submissions import CHECK, SIGN_IN, signed
from housing.demo.people import CertificateSubject, Person
from tests.judge import read_form

#: Seconds until a client asks again who was not answered.
PAUSE = 0.1
CATALOG = "/reference/causes"
SEEN = {"compared": "y", "touched": "y"}
TOLD = "/receipt/"


@dataclass
class Ledger:
    """What was acknowledged: numbers of applications filed and decided, codes drafted and published, files of backups.

    `asked`: of all clients, (what, status, seconds); status 0: the line broke.
    """

    filed: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    asked: list[tuple[str, int, float]] = field(default_factory=list)


class Lost(Exception):
    """Nothing was heard, or what came is no page of ours."""


class Applicant(NamedTuple):
    """As the signer of a demo wants it."""

    subject: CertificateSubject


def read_page(browser: Window, what: str, path: str) -> Answer:
    """Raises Lost."""
    answer = browser.get(what, path)
    if answer.status == 0 or answer.status >= 500:
        raise Lost
    return answer


class Citizen:
    """Applies for one person after another. `pause`: seconds between two steps."""

    def __init__(self, world: LoadWorld, ledger: Ledger, pause: float = 0.0) -> None:
        self.world, self.ledger, self.pause = world, ledger, pause
        self.browser = window(world.port)

    def work(self, stop: Event) -> None:
        while not stop.is_set():
            self.apply(self.world.applicant(), stop)
            self.browser.line.close()
        self.ledger.asked += self.browser.log.asked

    def apply(self, person: Person, stop: Event) -> None:
        self.browser.cookies = {}
        for step in (self.sign_in, *self.answers_of(person), self.submit, self.look):
            while not stop.is_set():
                try:
                    step(person)
                    break
                except (Lost, KeyError, StopIteration):
                    time.sleep(PAUSE)
            stop.wait(self.pause)

    def sign_in(self, person: Person) -> None:
        answer = self.browser.post("sign in", SIGN_IN, self.signed(person, SIGN_IN, "sign-in"))
        if answer.status not in (302, 303):
            raise Lost

    def signed(self, person: Person, path: str, purpose: str) -> dict[str, str]:
        applicant = Applicant(person.certificate_subject)
        return signed(self.browser, self.world.authority, applicant, path, purpose)  # type: ignore[arg-type]

    def answers_of(self, person: Person) -> list[Callable[[Person], None]]:
        """The questions of an application, one after another."""
        given = {
            "": {"consent": "y"},
            "/basis": {"basis": person.basis},
            "/settlement": {"settlement": person.settlement},
            "/category": {"category": person.category or "none"},
            "/dwelling": {"agrees_smaller": "yes"},
            "/contact": {"phone": person.phone},
        }
        return [lambda _, at=path, said=said: self.answer(at, said) for path, said in given.items()]  # type: ignore[misc]

    def answer(self, path: str, said: dict[str, str]) -> None:
        page = read_page(self.browser, f"apply{path}", f"/apply{path}")
        if page.status in (302, 303):  # it was answered, though nothing was heard of it
            return
        answer = self.browser.post(f"answer{path}", f"/apply{path}", {"csrf_token": token_of(page.text), **said})
        if answer.status == 0 or answer.status >= 500:
            raise Lost

    def submit(self, person: Person) -> None:
        page = read_page(self.browser, "check", CHECK)
        if page.status != 200:  # it was filed, though nothing was heard of it
            return
        answer = self.browser.post("submit", CHECK, self.signed(person, CHECK, "signing"))
        if TOLD in answer.location:
            self.ledger.filed.append(answer.location.rpartition("/")[2])
        elif answer.status == 0 or answer.status >= 500:
            raise Lost

    def look(self, person: Person) -> None:
        read_page(self.browser, "cabinet", "/cabinet")


class Official(Operator):
    """As in the rush of `bench desk`; whoever hears nothing goes on with the next case."""

    def __init__(self, world: LoadWorld, ledger: Ledger, seats: tuple[Seat, Seat], pause: float) -> None:
        super().__init__(world.port, *seats, pause)
        self.ledger = ledger

    def work(self, stop: Event) -> None:
        while not stop.is_set():
            self.think()
            try:
                self.one_case()
            except StopIteration:
                stop.wait(PAUSE)
        self.ledger.asked += self.log.asked

    def send(self, window: Window, number: str, form: dict[str, str]) -> None:
        answer = window.post("decide", f"/operator/case/{number}/decide", form)
        if answer.location == f"{QUEUE}?done={number}":
            self.ledger.decided.append(number)


class Editor:
    """Two who may change reference data: one drafts a row, the other publishes it."""

    def __init__(self, world: LoadWorld, ledger: Ledger, name: str) -> None:
        self.ledger, self.name, self.count = ledger, name, 0
        self.drafter, self.publisher = official(world.port, "head-office"), official(world.port, "administrator")
        self.drafted: list[str] = []

    def work(self, stop: Event, pause: float = 0.3) -> None:
        while not stop.is_set():
            try:
                self.draft()
                self.publish()
            except Lost:
                stop.wait(PAUSE)
            stop.wait(pause)
        self.ledger.asked += self.drafter.log.asked + self.publisher.log.asked

    def form_of(self, browser: Window, what: str, path: str, selector: str) -> dict[str, str]:
        """Raises Lost where there is none."""
        form = BeautifulSoup(read_page(browser, what, path).text, "lxml").select_one(selector)
        if form is None:
            raise Lost
        return read_form(form)

    def draft(self) -> None:
        self.count += 1
        code = f"{self.name}_{self.count}"
        said = {"code": code, "position": "9", **{f"name_{language}": code for language in ("kk", "ru", "en")}}
        form = self.form_of(self.drafter, "catalog", CATALOG, "#catalog-form form")
        answer = self.drafter.post("draft", f"{CATALOG}/draft", {**form, **said})
        if answer.location.endswith(CATALOG):
            self.drafted.append(code)

    def publish(self) -> None:
        form = self.form_of(self.publisher, "difference", f"{CATALOG}/difference", "form[action$='/publish']")
        drafted = list(self.drafted)
        answer = self.publisher.post("publish", f"{CATALOG}/publish", {**form, **SEEN})
        if answer.location.endswith(CATALOG):
            self.ledger.published += drafted
            self.drafted = [code for code in self.drafted if code not in drafted]


class Seeker:
    """A supervisor who looks for people, at cases that are due, and at the figures of the branch."""

    def __init__(self, world: LoadWorld, ledger: Ledger, login: str) -> None:
        self.ledger, self.random, self.browser = ledger, world.random, official(world.port, login)
        self.words = sorted({person.surname_kk for person in list(world.known.values())})

    def work(self, stop: Event, pause: float = 1.0) -> None:
        while not stop.is_set():
            try:
                self.find(self.random.choice(self.words))
                for what in ("dashboard", "queue"):
                    read_page(self.browser, what, f"/operator/{what}")
            except (Lost, StopIteration):
                stop.wait(PAUSE)
            stop.wait(pause)
        self.ledger.asked += self.browser.log.asked

    def find(self, word: str) -> None:
        page = read_page(self.browser, "queue", QUEUE)
        answer = self.browser.post("search", f"{QUEUE}/find", {"q": word, "csrf_token": token_of(page.text)})
        if answer.status in (302, 303):
            read_page(self.browser, "found", answer.location)


class Visitor:
    """Somebody who is not signed in."""

    PATHS = ("/", "/lists", "/help", "/data", "/healthz")

    def __init__(self, world: LoadWorld, ledger: Ledger) -> None:
        self.ledger, self.browser = ledger, window(world.port)

    def work(self, stop: Event, pause: float = 1.0) -> None:
        while not stop.is_set():
            for path in self.PATHS:
                self.browser.get("public", path)
                stop.wait(pause)
        self.ledger.asked += self.browser.log.asked


class BackupMaker:
    """Makes one backup after another from the console, beside the server. `pause`: seconds between two."""

    def __init__(self, world: LoadWorld, ledger: Ledger, name: str, pause: float = 0.0) -> None:
        self.world, self.ledger, self.name, self.pause = world, ledger, name, pause
        self.process: subprocess.Popen[bytes] | None = None

    def work(self, stop: Event) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            file = self.world.backups / f"by-hand-{self.name}-{number}.kezek"
            self.process = self.world.console("backup", str(file))
            if self.process.wait() == 0:
                self.ledger.backups.append(file)
            stop.wait(self.pause)

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)


@contextmanager
def at_work(workers: Sequence[Any]) -> Iterator[None]:
    """All of them, each in a thread, until this is left."""
    stop = Event()
    threads = [Thread(target=one.work, args=(stop,), daemon=True) for one in workers]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join()


def officials_of(world: LoadWorld, ledger: Ledger, accounts: Sequence[Account], pause: float) -> list[Official]:
    """One for each account, who looks into a case beside the next one."""
    seats = [seat_of(world, one.login, one.password, number) for number, one in enumerate(accounts)]
    beside = [*seats[1:], seats[0]]
    return [Official(world, ledger, pair, pause) for pair in zip(seats, beside, strict=True)]


def seat_of(world: LoadWorld, login: str, password: str, number: int) -> Seat:
    """Where an official is signed in."""
    browser = official(world.port, login, password)
    browser.line.close()
    return Seat(number, "127.0.0.1", browser.cookies)
