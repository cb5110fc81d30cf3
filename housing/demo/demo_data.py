"""`flask demo-data`: a crowd into the tables, all of it or none, with one row of the journal that says so."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import click
from flask import current_app
from sqlalchemy import func, select

from housing import audit
from housing.demo.crowd import APPLICATION, ENTRY, Crowd
from housing.models import Application, Event
from housing.queries.calendar import calendar
from housing.queries.settlements import branch_for, places
from housing.schema_guard import schema_needed
from housing.transaction import transaction
from housing.web import now

UNUSABLE, KIND, LOT = 2, "demo.crowd_added", 20_000
#: With more, two applications of one month could bear one number.
MOST = 3_000_000
#: Kilobytes of pages kept in memory while indexes grow in every corner at once.
CACHE = 400_000


class CrowdThere(Exception):
    """The crowd was added before: its people would stand in the database twice."""


@click.command("demo-data")
@click.option("--people", type=click.IntRange(1, MOST), required=True, help="how many applications")
@click.option("--seed", type=int, default=1, show_default=True, help="the same seed makes the same people")
@click.option("--branch", help="all of them in the settlements of one branch, by its code")
@schema_needed
def demo_data_command(people: int, seed: int, branch: str | None) -> None:
    """Fill a demo with invented applications and register entries; about two in a hundred are open."""
    if not current_app.config["DEMO"]:
        unusable("This is no demo: invented people have no place here.")
    homes = homes_of(branch)
    if not homes:
        unusable("--branch: no such branch")
    try:
        with click.progressbar(length=people, label="people", file=sys.stderr) as bar:
            entries = add_crowd(people, seed, homes, bar.update)
    except CrowdThere:
        unusable("The crowd is there already: begin with a new database.")
    print(f"{people} applications, {entries} entries on the register")


def unusable(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(UNUSABLE)


def homes_of(branch: str | None) -> list[tuple[str, str]]:
    """Settlements for which one may apply, each with its branch; of one branch, where that is wanted."""
    homes = [(place.code, branch_for(place.code)) for place in places().values() if place.applies]
    return [home for home in homes if branch in (None, home[1])]


def add_crowd(people: int, seed: int, homes: list[tuple[str, str]], progress: Any = lambda many: None) -> int:
    """How many stand on the register. One transaction. Raises CrowdThere."""
    at, entries, seen = now(), 0, hashlib.sha256()
    crowd = Crowd(people, seed, homes, at, calendar())
    with transaction() as db:
        if db.scalar(select(Event.id).where(Event.kind == KIND)):
            raise CrowdThere
        first = (db.scalar(select(func.max(Application.id))) or 0) + 1
        cursor = db.connection().connection.cursor()
        cursor.execute(f"PRAGMA cache_size=-{CACHE}")
        for lot in lots(crowd.rows(first)):
            registered = [entry for _, entry in lot if entry]
            cursor.executemany(insert("application", APPLICATION), [row for row, _ in lot])
            cursor.executemany(insert("register_entry", ENTRY), registered)
            seen.update(repr(lot).encode())
            entries += len(registered)
            progress(len(lot))
        audit.record(KIND, "system", at, people=people, entries=entries, seed=seed, sha256=seen.hexdigest())
    return entries


def lots(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while lot := list(islice(rows, LOT)):
        yield lot


def insert(table: str, columns: tuple[str, ...]) -> str:
    """Both are constants of ours."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
