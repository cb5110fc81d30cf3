"""Every door with what nobody should send: `python3 app.py bench fuzz [TIMES] [--seed N]`.

Each route and method is asked so many times as a visitor, a citizen and an official of each role: forms as the pages
show them, spoiled; other people's numbers; broken files; wrong tokens; addresses that are none (`hostile_input.py`).
Nothing may answer 5xx, no name and no IIN may come into the log; afterwards the jobs run, and all that always has to
hold does, and every row fits its seal. Each role begins with the same database. The seed makes it the same again.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections import Counter
from contextvars import Context
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from werkzeug.exceptions import HTTPException  # noqa: E402
from werkzeug.test import EnvironBuilder  # noqa: E402

from bench.bench import Line, require, table  # noqa: E402
from bench.hostile_input import Attacker, Form  # noqa: E402
from bench.kill_verdict import none, some  # noqa: E402
from bench.measure_desk import others  # noqa: E402
from bench.measure_pages import world as world_of_tests  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from housing.demo.people import PEOPLE  # noqa: E402
from housing.nightly_jobs import KEPT_COUNTS  # noqa: E402
from housing.queries.journal.invariants import find_violations  # noqa: E402
from housing.queries.journal.proof import prove_records  # noqa: E402
from housing.storage.extensions import db  # noqa: E402
from housing.storage.query_cache import query_cache  # noqa: E402
from housing.web.sessions import CachedSessionInterface  # noqa: E402
from tests.house.doors import ANYONE, DOORS, DRAFTING, LOGINS, Door  # noqa: E402
from tests.house.places import make_places  # noqa: E402
from tests.house.read_walk import ENDS, address_of, fill  # noqa: E402
from tests.house.staff_doors import STAFF_DOORS  # noqa: E402
from tests.judge import Browser, Page, read_form  # noqa: E402
from tests.shared_app import BY_ROUNDS  # noqa: E402
from tests.world import World  # noqa: E402

OPTIONS = (
    Option("times", 12, 1, "of each door, method and role"),
    Option("--seed", 1, 1, "of all that is sent"),
    Option("--every", 1, 9, "only each so-many-th door"),
    Option("--roles", ",".join(ANYONE), "citizen,supervisor", "who asks, with commas between"),
)
#: Doors of whoever goes out by them: what comes after would be asked as nobody.
LAST = {*ENDS, "signin.sign_out", "operator.sign_out"}
#: The clock of the tests' world stands still: a demo's is moved there.
ALL: dict[str, Door] = {name: door for name, door in {**DOORS, **STAFF_DOORS}.items() if name != "demo.clock"}
#: What must never be written down: of every invented person the numbers, surnames and given names together.
SHORTEST = 4


class Listener(logging.Handler):
    """Lines of the log that name somebody, and those that tell of a fault."""

    def __init__(self, words: set[str]) -> None:
        super().__init__(logging.INFO)
        self.words, self.naming, self.faults, self.lines = words, list[str](), list[str](), 0

    def emit(self, record: logging.LogRecord) -> None:
        line, self.lines = self.format(record), self.lines + 1
        if any(word in line for word in self.words):
            self.naming.append(line)
        if record.levelno >= logging.ERROR:
            self.faults.append(line)


def secrets_of_people() -> set[str]:
    found = set()
    for person in PEOPLE.values():
        found |= {person.iin, f"{person.surname_kk} {person.given_kk}", f"{person.surname_ru} {person.given_ru}"}
        found |= {
            person.phone,
            *(one for member in person.family for one in (member.iin, member.name_kk, member.name_ru)),
        }
    return {word for word in found if len(word) >= SHORTEST}


class Fuzz:
    """`places`: what lies behind the doors; `forms`: of each door for forms, as some page shows it."""

    def __init__(self, world: World, places: dict[str, Any], asked: Any) -> None:
        self.world, self.places, self.asked, self.app = world, places, asked, world.app
        self.database = Path(self.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
        self.begun = self.database.with_name("begun.db")
        self.listener = Listener(secrets_of_people())
        self.statuses: Counter[int] = Counter()
        self.faults: list[str] = []
        self.broken: list[str] = []
        self.forms: dict[str, Form] = {}
        self.browsers: dict[tuple[str, str], Browser] = {}

    # -------------------------------------------------------------------------------------------------- the database

    def keep(self) -> None:
        self.let_go()
        shutil.copyfile(self.database, self.begun)

    def begin(self) -> None:
        """As it was when it was kept."""
        self.let_go()
        for log in ("-wal", "-shm"):
            Path(f"{self.database}{log}").unlink(missing_ok=True)
        shutil.copyfile(self.begun, self.database)
        (self.database.parent / "journal-head").unlink(missing_ok=True)
        query_cache.invalidate()
        self.app.session_interface = CachedSessionInterface()

    def let_go(self) -> None:
        with self.app.app_context():
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()

    # ----------------------------------------------------------------------------------------------------- the doors

    def doors(self) -> list[tuple[str, Door]]:
        """Those by which one goes out come last."""
        named = sorted(ALL.items(), key=lambda one: (one[0] in LAST, one[0]))
        return named[:: self.asked.every]

    def browser(self, role: str, key: str) -> Browser:
        """Signed in, and again where what was sent has ended that."""
        who = role, key if role == "citizen" else ""
        if who not in self.browsers:
            signed = (
                (lambda: self.world.citizen(key)) if role == "citizen" else lambda: self.world.official(LOGINS[role])
            )
            self.browsers[who] = self.world.visitor() if role == "anonymous" else signed()
        return self.browsers[who]

    def find_forms(self) -> None:
        """On all pages, as whoever may pass first."""
        for name, door in self.doors():
            for role in door.who[:1] if "GET" in self.methods(name) and name not in LAST else ():
                page = self.browser(role, door.key).client.get(address_of(name, door, self.places))
                if page.mimetype == "text/html":
                    self.read_forms(Page(page))
                page.close()

    def read_forms(self, page: Page) -> None:
        for form in page.select("form[action]"):
            if endpoint := endpoint_of(self.app, str(form["action"]).partition("?")[0]):
                kept = self.forms.setdefault(endpoint, Form())
                kept.given |= read_form(form)
                kept.files |= {str(one["name"]) for one in form.select("input[type=file][name]")}
                for one in form.select("input[type=radio][name], input[type=checkbox][name]"):
                    kept.choices.setdefault(str(one["name"]), []).append(str(one.get("value", "y")))
                for one in form.select("select[name] option"):
                    name = str(one.find_parent("select")["name"])  # type: ignore[index]
                    kept.choices.setdefault(name, []).append(str(one.get("value", "")))

    def methods(self, name: str) -> set[str]:
        rules = [rule.methods or set() for rule in self.app.url_map.iter_rules() if rule.endpoint == name]
        return set().union(*rules) & {"GET", "POST"}

    # --------------------------------------------------------------------------------------------------- the requests

    def run(self) -> None:
        """Every role, each from the same beginning."""
        self.find_forms()
        self.keep()
        logging.getLogger().addHandler(self.listener)
        logging.getLogger().setLevel(logging.INFO)
        for role in self.asked.roles.split(","):
            self.begin()
            attacker = Attacker(Random(f"{self.asked.seed} {role}"), self.others())  # noqa: S311
            for name, door in self.doors():
                for method in sorted(self.methods(name)):
                    for nth in range(self.asked.times):
                        self.ask(attacker, role, f"{method} {name}", door, nth)
            self.judge(role)

    def others(self) -> list[str]:
        """Numbers and ids of whoever there is."""
        return [str(one) for one in self.places.values() if isinstance(one, str | int)] + [
            person.iin for person in PEOPLE.values()
        ]

    def ask(self, attacker: Attacker, role: str, what: str, door: Door, nth: int) -> None:
        """The first request of each goes to the door's own address."""
        method, name = what.split()
        key = door.key if role == "citizen" else DRAFTING
        browser, path = self.browser(role, key), address_of(name, door, self.places).partition("?")[0]
        sent = attacker.body(self.forms.get(name, self.any_form(attacker)), browser.csrf()) if method == "POST" else {}
        headers = {"HX-Request": "true"} if attacker.chance(10) else {}
        query = attacker.query()
        try:
            request = EnvironBuilder(
                attacker.path(path) if nth else path, method=method, query_string=query, headers=headers, **sent
            )
        except (UnicodeError, ValueError):  # it is the client that cannot send it
            return
        if self.take(browser, request, f"{role}, {what}, the {nth}th"):
            self.browsers = {who: one for who, one in self.browsers.items() if one is not browser}

    def any_form(self, attacker: Attacker) -> Form:
        return self.forms[attacker.random.choice(sorted(self.forms))]

    def take(self, browser: Browser, request: EnvironBuilder, told: str) -> bool:
        """Whether this browser is signed in no more."""
        answer = Context().run(browser.client.open, request)
        self.note(answer, told)
        location = answer.headers.get("Location", "")
        if answer.status_code == 303 and "answer=" in location:
            self.note(Context().run(browser.client.get, location), told)
        return answer.status_code == 302 and "sign-in" in location

    def note(self, answer: Any, told: str) -> None:
        answer.get_data()
        answer.close()
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500 and "health_ready" not in told:  # no job runs here: it is never ready
            self.faults.append(f"{told}: {answer.status_code}")

    def judge(self, role: str) -> None:
        """What was written by all that is worked on, and held against what always holds."""
        self.world.work()
        with self.app.app_context():
            broken = find_violations(self.world.clock(), KEPT_COUNTS).keys() - BY_ROUNDS
            self.broken += [f"{role}: {one}" for one in sorted(broken)]
            self.broken += [f"{role}: {one}" for one in prove_records(True).faults]
            db.session.remove()


def endpoint_of(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(path, method="POST")[0])
    except HTTPException:
        return ""


def lines(fuzz: Fuzz) -> list[Line]:
    doors = [(name, method) for name, _ in fuzz.doors() for method in fuzz.methods(name)]
    kinds = Counter(status // 100 for status in fuzz.statuses.elements())
    told = ", ".join(f"{kind}xx {many:,}" for kind, many in sorted(kinds.items()))
    return [
        some("doors, each with its method", len(doors)),
        some("forms that pages show", len(fuzz.forms)),
        Line("roles", str(len(fuzz.asked.roles.split(","))), "", True),
        some("requests", fuzz.statuses.total()),
        Line("answers", told, "", True),
        none("answers 5xx", len(fuzz.faults)),
        none("lines of the log that name somebody", len(fuzz.listener.naming)),
        none("lines of the log that tell of a fault", len(fuzz.listener.faults)),
        none("rules broken and rows that do not fit, afterwards", len(fuzz.broken)),
    ]


def main() -> None:
    asked, busy = parse_options("fuzz", *OPTIONS), others()
    with world_of_tests(0) as world:
        fuzz = Fuzz(world, fill(world, make_places(world)), asked)
        fuzz.run()
    found = lines(fuzz)
    for what in (fuzz.faults, fuzz.listener.naming, fuzz.listener.faults, fuzz.broken):
        for line in what[:20]:
            print(line, file=sys.stderr)
    table([busy, Line("seed", str(asked.seed), "", True), *found])
    require(asked, found)


if __name__ == "__main__":
    main()
