"""The part of `app.py bench table` over a whole country: the place of one among very many, the figures of all."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bench.builds import Build, Server, official, settle, window
from bench.desk_clients import Window
from bench.measure_served import Page, getter, milliseconds_of
from bench.measure_submissions import SIGN_IN, Person, signed
from bench.report import Row, compared, ms
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
        with closing(sqlite3.connect(build.database())) as raw, raw:
            raw.execute(SHORTEN, (settlement, code, to))


def ends_of_list(build: Build) -> tuple[str, str]:
    """IINs of who stands last, and first, in the longest list."""
    settlement, code, _ = longest_list(build)
    with closing(sqlite3.connect(build.database())) as raw:
        found = [raw.execute(OF_LIST.format(way, way), (settlement, code)).fetchone()[0] for way in ("DESC", "ASC")]
    return found[0], found[1]


def signed_in(build: Build, server: Server, iin: str) -> Window:
    browser, authority = window(server.port), Authority.open(build.instance / "demo" / "eds")
    browser.post("sign in", SIGN_IN, signed(browser, authority, Person(0, iin), SIGN_IN, "sign-in"))
    return browser


def measure_country(builds: list[Build], asked: Asked) -> tuple[list[Row], list[str]]:
    """The place of the last of the longest list, and the dashboard of the head office.

    What a place costs is what the cabinet of the last one takes more than the same page where nobody is counted: that
    of the one who filed no application.
    """
    spent, notes = list[dict[str, float]](), list[str]()
    length = longest_list(builds[0])[2]
    for build in builds:
        make_ready(build)
        if build is not builds[0]:
            shorten(build, length)
            with closing(sqlite3.connect(build.database())) as raw, raw:
                raw.execute(DECIDE, (DECISIONS,))
        spent.append(country_of(build, asked))
        with closing(sqlite3.connect(build.database())) as raw:
            many = raw.execute("SELECT count(*) FROM decision").fetchone()[0]
        figures = ", ".join(f"{what} {value:.2f} ms" for what, value in spent[-1].items())
        notes.append(f"{build.name}: {figures}; longest list {longest_list(build)[2]:,}, decisions {many:,}")
    own = spent[0]
    rows = [
        Row(f"cabinet of the last in a list of {length:,}", ms(own["last"])),
        Row("dashboard of the head office", ms(own["dashboard"])),
    ]
    for build, other in zip(builds[1:], spent[1:], strict=True):
        rows = [
            compared(f"cabinet of the last of {length:,} beside {build.name}", own["last"], other["last"], ""),
            compared(f"of it the place, beside {build.name}", max(own["last"] - own["nobody"], 0.0),
                     other["last"] - other["nobody"], "<= 0.01"),
            compared(f"dashboard of the head office beside {build.name}", own["dashboard"], other["dashboard"],
                     "<= 0.05"),
        ]  # fmt: skip
    return rows, notes


def country_of(build: Build, asked: Asked) -> dict[str, float]:
    last, first = ends_of_list(build)
    with build.served() as server:
        settle(server)
        browsers = {"last": signed_in(build, server, last), "first": signed_in(build, server, first)}
        pages = [Page(server, name, getter(browser, CABINET)) for name, browser in browsers.items()]
        head = official(server.port, "head-office")
        pages += [
            Page(server, "nobody", getter(signed_in(build, server, "900101399998"), CABINET)),
            Page(server, "dashboard", getter(head, DASHBOARD)),
        ]
        return milliseconds_of(pages, asked.spells, asked.calls)
