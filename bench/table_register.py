"""The part of `app.py bench table` over a whole country: the place of one among very many, the figures of all."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing

from bench.builds import Build, Server, official, settle, window
from bench.desk_clients import Window
from bench.kept_rows import iin_reader
from bench.measure_served import Page, getter, milliseconds_of
from bench.measure_submissions import SIGN_IN, Person, signed
from bench.report import Row, compared, ms
from bench.sealed_writes import write_rows
from bench.table_pages import Asked, make_ready
from housing.demo.authority import Authority

DASHBOARD, CABINET = "/operator/dashboard", "/cabinet"
#: Decisions that a build's own demo-data does not make are given to it, so many of the newest.
DECISIONS = 100_000
LISTS = (
    "SELECT settlement, list_code, count(*) FROM register_entry GROUP BY settlement, list_code ORDER BY 3 DESC, 1, 2"
)
OF_LIST = """
SELECT iin FROM register_entry WHERE settlement = ? AND list_code = ? ORDER BY registered_at {}, number {} LIMIT 1
"""
#: Of a list longer than the other build's, the last go: a place is as long as what stands before it.
SHORTEN = """
DELETE FROM register_entry WHERE id IN (SELECT id FROM register_entry WHERE settlement = ? AND list_code = ?
 ORDER BY registered_at, number LIMIT -1 OFFSET ?)
"""
DECIDE = """
INSERT INTO decision (application_id, outcome, facts, grounds, unknown, parameters, code_version, note, decided_at)
SELECT id, CASE status WHEN 'registered' THEN 'register' ELSE 'refuse' END, '{}', '[]', '[]', '2026-07-12', '1.0.0', '',
 decided_at FROM application WHERE status IN ('registered', 'refused')
 AND id NOT IN (SELECT application_id FROM decision) ORDER BY decided_at DESC LIMIT ?
"""

# ---------------------------------------------------------------------------------------------------------- the place


def longest_list(build: Build) -> tuple[str, str, int]:
    """Settlement, list, how many stand there."""
    with closing(sqlite3.connect(build.database())) as raw:
        return tuple(raw.execute(LISTS).fetchone())  # type: ignore[return-value]


def shorten(build: Build, to: int) -> None:
    settlement, code, many = longest_list(build)
    if many > to:
        write_rows(build, (SHORTEN, (settlement, code, to)))


def last_and_first(build: Build) -> tuple[str, str]:
    """IINs of who stands last in the longest list, and of who stands first in the shortest."""
    with closing(sqlite3.connect(build.database())) as raw:
        lists = raw.execute(LISTS).fetchall()
        ways = (("DESC", lists[0]), ("ASC", lists[-1]))
        found = [raw.execute(OF_LIST.format(way, way), (place, code)).fetchone()[0] for way, (place, code, _) in ways]
    plain = iin_reader(build.instance)
    return plain(found[0]), plain(found[1])


def signed_in(build: Build, server: Server, iin: str) -> Window:
    browser, authority = window(server.port), Authority.open(build.instance / "demo" / "eds")
    browser.post("sign in", SIGN_IN, signed(browser, authority, Person(0, iin), SIGN_IN, "sign-in"))
    return browser


def measure_country(builds: list[Build], asked: Asked) -> tuple[list[Row], list[str]]:
    """The place of the last of the longest list, and the dashboard of the head office, the builds in turn.

    What a place costs is what the cabinet of the last one takes more than that of the first one in the shortest list.
    """
    length = longest_list(builds[0])[2]
    for build in builds:
        make_ready(build)
        if build is not builds[0]:
            shorten(build, length)
            write_rows(build, (DECIDE, (DECISIONS,)))
    with ExitStack() as open_:
        servers = [open_.enter_context(build.served()) for build in builds]
        settle(*servers)
        both = zip(builds, servers, strict=True)
        pages = [page for build, server in both for page in pages_of(build, server)]
        spent = milliseconds_of(pages, asked.spells, asked.calls)
    notes = [f"{what}: {value:.2f} ms" for what, value in spent.items()]
    notes += [
        f"{build.name}: longest list {longest_list(build)[2]:,}, decisions {decisions(build):,}" for build in builds
    ]
    own, others = builds[0].name, [build.name for build in builds[1:]]
    rows = [
        Row(f"cabinet of the last in a list of {length:,}", ms(spent[f"{own}: last"])),
        Row("dashboard of the head office", ms(spent[f"{own}: dashboard"])),
    ]
    return rows + [row for other in others for row in country_rows(spent, own, other)], notes


def country_rows(spent: dict[str, float], own: str, other: str) -> list[Row]:
    last, first, dashboard = (
        (spent[f"{own}: {page}"], spent[f"{other}: {page}"]) for page in ("last", "first", "dashboard")
    )
    place = max(last[0] - first[0], 0.0), last[1] - first[1]
    return [
        compared(f"cabinet of the last of the longest list beside {other}", *last, ""),
        compared(f"of it the place, beside {other}", *place, "<= 0.01"),
        compared(f"dashboard of the head office beside {other}", *dashboard, "<= 0.05"),
    ]


def decisions(build: Build) -> int:
    with closing(sqlite3.connect(build.database())) as raw:
        return int(raw.execute("SELECT count(*) FROM decision").fetchone()[0])


def pages_of(build: Build, server: Server) -> list[Page]:
    people = zip(("last", "first"), last_and_first(build), strict=True)
    asked = {name: (signed_in(build, server, iin), CABINET) for name, iin in people}
    asked["dashboard"] = official(server.port, "head-office"), DASHBOARD
    return [Page(server, f"{build.name}: {name}", getter(*ways)) for name, ways in asked.items()]
