"""The part of `app.py bench table` in which people apply: a whole application, its bytes, its page, many at once."""

from __future__ import annotations

import itertools
import re
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.bench import Line
from bench.builds import Build, Server, idle_rate, official, settle
from bench.kept_rows import iin_reader
from bench.measure_served import AFTERGLOW, Page, getter, milliseconds_of
from bench.measure_submissions import CHECK, WARM, Person, Tree, add_applications, floor, lines, model_application
from bench.measure_submissions import prepare as sign_in_and_read
from bench.report import Row, compared
from bench.table_pages import Asked
from housing.demo.authority import Authority
from housing.demo.iins import iins
from housing.demo.people import PEOPLE

#: Of the demo's people those whom the machine alone registers.
WHOLE = ("aigerim", "dauren", "olzhas", "nurislam")
#: Seconds that a job may take to come round.
PATIENCE = 60.0
DECIDED = "SELECT count(*) FROM decision"
SEALED = "SELECT count(*) FROM sealed_notice"
TOLD = """
SELECT (SELECT count(*) FROM decision) - (SELECT count(*) FROM message WHERE kind = 'registered' AND state = 'waiting')
"""
PHASES = {"check": DECIDED, "seal": SEALED, "deliver": TOLD}


class Filed(NamedTuple):
    """Of one build: seconds of the processor by phase, one value a person; bytes of one; the number of the first."""

    spent: dict[str, list[float]]
    bytes: float
    page: float


def count_of(build: Build, question: str) -> int:
    with closing(sqlite3.connect(f"file:{build.database()}?mode=ro", uri=True)) as raw:
        return int(raw.execute(question).fetchone()[0])


def stored(build: Build) -> int:
    """Bytes of everything that its tables and indexes bear."""
    return count_of(build, "SELECT sum(payload) FROM dbstat")


class Filing:
    """People who apply one after another at a served build; what each part takes, less what an idle server does."""

    def __init__(self, build: Build, server: Server, watched: float) -> None:
        """`watched`: seconds for which it is watched that it has nothing to do."""
        self.build, self.server, self.idle = build, server, idle_rate(server, watched)
        self.authority = Authority.open(build.instance / "demo" / "eds")
        self.spent: dict[str, list[float]] = {}

    def file_one(self, number: int, key: str) -> None:
        person = person_of(number, key)
        browser, form = self.timed("read", lambda: sign_in_and_read(self.server.port, self.authority, person))
        answer = self.timed("submit", lambda: browser.post("submit", CHECK, form))
        assert "/receipt/" in answer.location, f"{self.build.name}: {answer.status} {answer.text[:300]}"
        for phase, question in PHASES.items():
            self.timed(phase, lambda question=question: self.wait_for(question, number + 1))
        browser.line.close()

    def wait_for(self, question: str, many: int) -> None:
        until = time.monotonic() + PATIENCE
        while count_of(self.build, question) < many:
            assert time.monotonic() < until, f"{self.build.name}: waited in vain for {question}"
            time.sleep(0.02)

    def timed(self, phase: str, do: Callable[[], object]) -> object:
        before, began = self.server.used(), time.perf_counter()
        found = do()
        time.sleep(AFTERGLOW)
        spent = self.server.used() - before - self.idle * (time.perf_counter() - began)
        self.spent.setdefault(phase, []).append(max(spent, 0.0))
        return found


def person_of(number: int, key: str) -> Person:
    who = PEOPLE[key]
    person = Person(number, who.iin)
    person.subject = who.certificate_subject
    return person


def file_all(build: Build, model: dict, asked: Asked) -> Filed:
    build.begin()
    keys = WHOLE[: asked.applicants]
    people = [person_of(number, key) for number, key in enumerate(keys)]
    before = stored(build)
    for person, key in zip(people, keys, strict=True):
        own = {**model["application"][0], "settlement": PEOPLE[key].settlement}
        add_applications(build, [person], {**model, "application": [own]})
    with build.served() as server:
        settle(server)
        filing = Filing(build, server, asked.seconds * 2)
        for number, key in enumerate(keys):
            filing.file_one(number, key)
        page = case_page(build, server, asked)
    return Filed(filing.spent, (stored(build) - before) / len(keys), page)


def case_page(build: Build, server: Server, asked: Asked) -> float:
    """Milliseconds of the page of the first of them, for an official of the branch."""
    with closing(sqlite3.connect(build.database())) as raw:
        plain, rows = iin_reader(build.instance), raw.execute("SELECT iin, number FROM application").fetchall()
        number = next(number for iin, number in rows if plain(iin) == PEOPLE[WHOLE[0]].iin)
    browser = official(server.port, "almaty-1")
    page = Page(server, "case", getter(browser, f"/operator/case/{number}"))
    return milliseconds_of([page], asked.spells, asked.calls)["case"]


def measure_applications(builds: list[Build], asked: Asked) -> tuple[list[Row], list[str]]:
    """Whole applications of people whom the machine registers: from signing in until the message is out."""
    model = model_application()
    found = [file_all(build, model, asked) for build in builds]
    own = found[0]
    rows, notes = [Row("case page of a whole case", f"{own.page:.2f} ms")], list[str]()
    for build, one in zip(builds, found, strict=True):
        parts = ", ".join(f"{what} {statistics.median(each) * 1000:.0f}" for what, each in one.spent.items())
        notes.append(f"{build.name}: ms of one, {parts}; whole {whole(one) * 1000:.0f}; {one.bytes / 1000:.1f} KB")
    for build, other in zip(builds[1:], found[1:], strict=True):
        rows = [
            compared(f"case page of a whole case beside {build.name}", own.page, other.page, "<= 0.3"),
            # Together: where the seal takes 20 ms it is done before the end of the check is seen.
            compared(f"check and seal beside {build.name}", check_and_seal(own), check_and_seal(other), "<= 0.25"),
            compared(f"whole application beside {build.name}", whole(own) * 1000, whole(other) * 1000, "<= 0.37"),
            compared(
                f"bytes of an application beside {build.name}",
                own.bytes / 1000,
                other.bytes / 1000,
                "<= 0.28",
                "{:.1f} KB",
            ),
        ]
    return rows, notes


def check_and_seal(filed: Filed) -> float:
    both = zip(filed.spent["check"], filed.spent["seal"], strict=True)
    return statistics.median(map(sum, both)) * 1000


def whole(filed: Filed) -> float:
    return sum(statistics.median(each) for each in filed.spent.values())


# ------------------------------------------------------------------------------------------------------- submissions


def measure_submissions(builds: list[Build], people: int, rounds: int, folder: Path) -> tuple[list[Row], list[str]]:
    """As `bench submissions` has it, the builds in turn."""
    model, numbers, clients = model_application(), iins(Random(1)), 8  # noqa: S311
    trees = [Tree(one.name, one.folder, one.python, folder / f"submissions-{n}") for n, one in enumerate(builds)]
    for tree in trees:
        with tree.served():
            pass
    lowest = []
    for many, _ in itertools.product((1, clients), range(rounds)):
        round_of = [Person(n, iin) for n, (iin, _) in enumerate(itertools.islice(numbers, WARM + people))]
        for tree in trees:
            add_applications(tree, round_of, model)
            tree.measure(round_of, many)
        lowest.append(floor(folder, people * rounds, clients))
    return [row_of(line) for line in lines(trees, lowest, clients) if line.wanted], [
        f"{line.what}: {line.measured}" for line in lines(trees, lowest, clients) if not line.wanted
    ]


def row_of(line: Line) -> Row:
    """A line of another form: its figure is the ratio."""
    figure = float(re.sub(r"[^\d.]", "", line.measured))
    return Row(line.what, line.measured, "", figure, line.wanted)
