"""The part of `app.py bench table` that is asked by HTTP over a full branch: pages, rates, idle lines, growth."""

from __future__ import annotations

import html
import itertools
import os
import re
import socket
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from bench import peer_servers
from bench.bench import ROOT, free_port
from bench.builds import Build, Server, official, settle, started, window
from bench.desk_clients import HTMX, QUEUE, Window, free_in, token_of
from bench.kept_rows import iin_reader
from bench.measure_served import Page, getter, insist, milliseconds_of, rate
from bench.peer_servers import Peer, Sought
from bench.report import Row, compared, ms
from bench.sealed_writes import write_rows

#: The branch that has everybody, and who works there.
BRANCH, OFFICIAL, COLLEAGUE = "almaty", "almaty-1", "almaty-2"
FAR, LETTERS = 700, 5
DECIDED = f"{QUEUE}?status=registered"
#: Statuses of open cases on which a server would go to work while it is measured.
BY_JOBS = "status IN ('accepted', 'checking', 'source_awaited')"
AT_WORK = f"UPDATE application SET status = 'with_operator' WHERE {BY_JOBS}"  # noqa: S608
UNDER_WAY = f"SELECT EXISTS (SELECT 1 FROM application WHERE {BY_JOBS})"  # noqa: S608


class Asked:
    """How much: spells of a page and visits of each, rounds and seconds of a rate, idle lines, whole applications."""

    def __init__(self, size: Any) -> None:
        self.spells, self.calls, self.lines = size.spells, size.calls, size.lines
        self.rounds, self.seconds, self.applicants = size.rounds, size.seconds, size.applicants


class Desk:
    """An official of the full branch at a server of Kezek. `browser`: theirs; `other`: a colleague's."""

    def __init__(self, build: Build, server: Server, far: int) -> None:
        self.name, self.build, self.server = build.name, build, server
        self.browser, self.other = official(server.port, OFFICIAL), official(server.port, COLLEAGUE)
        self.free: list[str] = []
        self.token = token_of(self.browser.get("queue", QUEUE).text)
        self.far = self.walk(far)

    def walk(self, pages: int) -> str:
        """The address of the page so many pages on, or of the last, as an official comes there."""
        path = DECIDED
        for _ in range(pages - 1):
            found = re.search(r'href="([^"]+)" rel="next"', self.browser.get("queue", path).text)
            if not found:
                break
            path = html.unescape(found[1])
        return path

    def write(self) -> None:
        """A colleague takes a case of the branch: the least that an official writes."""
        if not self.free:
            page = insist(lambda: self.other.get("queue", f"{QUEUE}?whose=unassigned&sort=-due")).text
            self.free, self.others_token = free_in(page), token_of(page)
            assert self.free, f"{self.name}: no case is free"
        number = self.free.pop()
        form = {"csrf_token": self.others_token}
        answer = insist(lambda: self.other.post("claim", f"{QUEUE}/{number}/claim", form, **HTMX))
        assert answer.status == 200, f"{self.name}: claim {answer.status}"

    def find(self, words: str) -> Callable[[], object]:
        def ask() -> None:
            form = {"q": words, "csrf_token": self.token}
            answer = insist(lambda: self.browser.post("find", f"{QUEUE}/find", form))
            if answer.status in (302, 303):
                answer = self.browser.get("found", answer.location)
            assert "queue-row-" in answer.text, f"{self.name}: {answer.status}"

        return ask

    def pages(self, sought: Sought) -> list[Page]:
        browser, server = self.browser, self.server
        return [
            Page(server, f"{self.name}: first", getter(browser, QUEUE)),
            Page(server, f"{self.name}: after", getter(browser, QUEUE), self.write),
            Page(server, f"{self.name}: decided", getter(browser, DECIDED)),
            Page(server, f"{self.name}: far", getter(browser, self.far)),
            Page(server, f"{self.name}: iin", self.find(sought.iin)),
            Page(server, f"{self.name}: surname", self.find(sought.surname.lower())),
        ]


def make_ready(build: Build) -> None:
    """Nothing is left for the jobs of a server but steps of escalation."""
    with closing(sqlite3.connect(build.database())) as raw:
        (left,) = raw.execute(UNDER_WAY).fetchone()
    if left:
        write_rows(build, (AT_WORK, ()))


def sought_of(database: Path) -> Sought:
    with closing(sqlite3.connect(database)) as raw:
        counted = "SELECT count(*) FROM application WHERE branch_code = ? AND status = 'registered'"
        decided = raw.execute(counted, (BRANCH,)).fetchone()[0]
        one = "SELECT iin, name FROM application WHERE status = 'registered' ORDER BY id LIMIT 1 OFFSET ?"
        iin, name = raw.execute(one, (decided // 2,)).fetchone()
    return Sought(BRANCH, iin_reader(database.parent)(iin), name[:LETTERS], max(min(FAR, decided // 50), 1))


@contextmanager
def floor_served(database: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "bench.served_floor", str(database), str(port), BRANCH]
    with started(command, ROOT, dict(os.environ), port) as server:
        yield server


@contextmanager
def desks(builds: list[Build], far: int) -> Iterator[list[Desk]]:
    with ExitStack() as open_:
        servers = [open_.enter_context(build.served()) for build in builds]
        settle(*servers)
        yield [Desk(build, server, far) for build, server in zip(builds, servers, strict=True)]


# ------------------------------------------------------------------------------------------------------------ pages


def measure_pages(builds: list[Build], peers: list[Peer], asked: Asked, folder: Path) -> tuple[list[Row], list[str]]:
    """Pages of the queue beside the floor, each build, each peer; and how many of the first a second."""
    for build in builds:
        make_ready(build)
    sought = sought_of(builds[0].database())
    rows, notes = list[Row](), list[str]()
    with ExitStack() as open_:
        at = open_.enter_context(desks(builds, sought.far))
        lowest = open_.enter_context(floor_served(builds[0].database()))
        plain = window(lowest.port)
        pages = [page for desk in at for page in desk.pages(sought_of(desk.build.database()))]
        pages += [Page(lowest, f"floor: {path}", getter(plain, path)) for path in ("/", "/queue")]
        beside = [(peer, *open_.enter_context(peer_servers.served(peer, folder / "peers.db"))) for peer in peers]
        for peer, server, browser in beside:
            for name, path in peer_servers.pages_of(peer, sought).items():
                pages.append(Page(server, f"{peer.title()}: {name}", getter(browser, path)))
        spent = milliseconds_of(pages, asked.spells, asked.calls)
        rows += page_rows(spent, [desk.name for desk in at], [peer.title() for peer in peers])
        notes += [f"{name}: {ms(value)}" for name, value in spent.items()]
        tuned = [
            (peer.title(), server, browser, peer_servers.pages_of(peer, sought)["first"])
            for peer, server, browser in beside
            if peer.how == "tuned"
        ]
        crowds = [(desk.name, desk.server, desk.browser, QUEUE) for desk in at] + tuned
        found, told = measure_rates(crowds, asked)
        rows += found
        notes += told
        rows += measure_idle_lines(at[0], asked)
    return rows, notes


def page_rows(spent: dict[str, float], builds: list[str], peers: list[str]) -> list[Row]:
    own, others = builds[0], builds[1:]
    nothing, floor = spent["floor: /"], spent["floor: /queue"]
    first = spent[f"{own}: first"]
    rows = [
        Row("queue, first page, packed, beside the floor", ms(first), ms(floor), first / floor),
        Row(
            "the same, without what the server itself costs",
            ms(first - nothing),
            ms(floor - nothing),
            (first - nothing) / (floor - nothing),
            "<= 1.8",
        ),
        compared("queue after a write beside itself", spent[f"{own}: after"], first, "<= 1.3"),
        compared(
            f"page {FAR} of what was decided, by key, beside its first",
            spent[f"{own}: far"],
            spent[f"{own}: decided"],
            "<= 1.3",
        ),
    ]
    for other in others:
        rows += [
            compared(f"{page}, beside {other}", spent[f"{own}: {page}"], spent[f"{other}: {page}"], "")
            for page in ("first", "after", "far", "iin", "surname")
        ]
    tuned = [peer for peer in peers if peer.endswith("tuned")]
    for peer in peers:
        wanted = {"fasthx-admin, tuned": ">= 6", "Flask-Admin, tuned": ">= 12"}.get(peer, "")
        rows.append(ahead(f"queue, first page: {peer}", first, spent[f"{peer}: first"], wanted))
    for page, wanted in (("iin", ">= 4"), ("surname", ">= 8"), ("far", "")) if tuned else ():
        best = min(tuned, key=lambda peer: spent[f"{peer}: {page}"])
        rows.append(
            ahead(f"{page}: the best tuned peer, {best}", spent[f"{own}: {page}"], spent[f"{best}: {page}"], wanted)
        )
    return rows


def ahead(what: str, own: float, beside: float, wanted: str) -> Row:
    """How many times as much another takes."""
    return Row(what, ms(own), ms(beside), beside / own, wanted)


# ------------------------------------------------------------------------------------------------------------ crowds


def measure_rates(crowds: list[tuple[str, Server, Window, str]], asked: Asked) -> tuple[list[Row], list[str]]:
    """Requests a second of one client and of eight, in turn, the median."""
    found: dict[tuple[str, int], list[float]] = {}
    for _, (name, server, browser, url), clients in itertools.product(range(asked.rounds), crowds, (1, 8)):
        found.setdefault((name, clients), []).append(rate(server, browser, url, clients, asked.seconds))
    middle = {key: statistics.median(values) for key, values in found.items()}
    own = crowds[0][0]
    one, eight = middle[own, 1], middle[own, 8]
    rows = [Row("requests a second, 8 clients beside 1", f"{eight:.0f} /s", f"{one:.0f} /s", eight / one, ">= 0.95")]
    peers = [name for name, *_ in crowds if name.endswith("tuned")]
    if peers:
        best = max(peers, key=lambda name: middle[name, 8])
        rate_of = middle[best, 8]
        rows.append(
            Row(
                f"requests a second, 8 clients: the best tuned peer, {best}",
                f"{eight:.0f} /s",
                f"{rate_of:.0f} /s",
                eight / rate_of,
                ">= 5",
            )
        )
    notes = [f"{name}, {clients} at once: {value:.0f} a second" for (name, clients), value in middle.items()]
    return rows, notes


def measure_idle_lines(desk: Desk, asked: Asked) -> list[Row]:
    """How long a visitor waits, with and without lines that are open and say nothing; the median of each."""
    without = waits(desk, asked.calls * 3)
    lines = [socket.create_connection(("127.0.0.1", desk.server.port)) for _ in range(asked.lines)]
    time.sleep(1)
    with_them = waits(desk, asked.calls * 3)
    for line in lines:
        line.close()
    return [
        compared(
            f"a visitor's wait with {asked.lines:,} idle lines open beside without",
            with_them * 1000,
            without * 1000,
            "<= 2",
        )
    ]


def waits(desk: Desk, calls: int) -> float:
    """Seconds of the wall, on a line that is opened for it."""
    found = []
    for _ in range(calls):
        desk.browser.line.close()
        began = time.perf_counter()
        desk.browser.get("page", QUEUE)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


# ------------------------------------------------------------------------------------------------------------ growth


def measure_growth(small: Build, large: Build, asked: Asked, people: tuple[int, int]) -> tuple[list[Row], list[str]]:
    """The same pages of this commit with few and with many people in one branch."""
    few, many = Build("few", small.folder, small.python, small.instance, small.begun), large
    make_ready(few)
    with desks([few, many], 10) as at:
        pages = [page for desk in at for page in desk.pages(sought_of(desk.build.database()))]
        spent = milliseconds_of(pages, asked.spells, asked.calls)
    names = ("first", "after", "decided", "far", "iin", "surname")
    ratios = {name: spent[f"{many.name}: {name}"] / spent[f"few: {name}"] for name in names}
    worst = max(ratios, key=lambda name: ratios[name])
    own, before = spent[f"{many.name}: {worst}"], spent[f"few: {worst}"]
    what = f"growth from {people[0]:,} to {people[1]:,} in one branch, the page that grows most ({worst})"
    return [Row(what, ms(own), ms(before), ratios[worst], "<= 1.3")], [f"{k}: {v:.2f}" for k, v in ratios.items()]
