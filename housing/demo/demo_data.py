"""`flask demo-data`: a crowd into the tables, all of it or none, the lists of past months, and the newest, whole cases.

It begins a new folder by itself, as the first start of the demo would, and works beside a server that is running.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import click
from flask import current_app
from sqlalchemy import delete, event, func, select, text

from housing import demo
from housing.actions.journal.rebuild_counts import recount
from housing.actions.register.publish_list import finish_month, last_month, publish_list
from housing.config import current_services
from housing.demo.crowd import Crowd, Days
from housing.demo.crowd_rows import insert_lot, lots
from housing.demo.departures import confirming_staff, insert_departures
from housing.demo.desk import branches_with_staff
from housing.demo.invented import keep_invented
from housing.law.working_time import ALMATY, DAY, local_datetime
from housing.ops.schema_guard import schema_or_none
from housing.ops.upgrade import upgrade_database
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.reference.calendar import calendar
from housing.queries.reference.law import load_law_periods
from housing.queries.reference.settlements import branch_for, load_settlements
from housing.queries.register.published import list_unpublished
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage import audit
from housing.storage.extensions import db as database
from housing.storage.extensions import execute_core
from housing.storage.models import Application, DailyFigures, Decision, Event, RegisterEntry
from housing.storage.transaction import DbSession, transaction
from housing.web.current import now

UNUSABLE, KIND = 2, "demo.crowd_added"
#: With more, two applications of one month could bear one number.
MOST = 3_000_000
#: Whole cases: so many at most, and of a small demo every second person.
WHOLE, EVERY = 200, 2
#: With more people the lists of past months, each of the whole country, would take longer than all the rest.
MOST_LISTED = 100_000
#: Whole cases are younger than that: no list that a demo begins with could lack them.
SETTLED = timedelta(days=14)
#: Kilobytes of pages kept in memory, also while indexes are sorted.
CACHE = 32_000
#: What grows by the crowd. Indexes that grow in every corner at once, and counts that triggers keep, are made anew when
#: all rows are there: 2 instead of 4 seconds for 200,000 entries of the register.
GROWING = ("application", "register_entry", "register_movement", "decision", "removal")
MADE_ANEW = f"""
SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql <> '' AND tbl_name IN {GROWING}
"""  # noqa: S608
#: Milliseconds for which it waits for a server that is writing.
PATIENCE = 600_000


class CrowdThere(Exception):
    """The crowd was added before: its people would stand in the database twice."""


@click.command("demo-data")
@click.option("--people", type=click.IntRange(1, MOST), required=True, help="how many applications")
@click.option("--seed", type=int, default=1, show_default=True, help="the same seed makes the same people")
@click.option("--branch", help="all of them in the settlements of one branch, by its code")
@schema_or_none
def demo_data_command(people: int, seed: int, branch: str | None) -> None:
    """Fill a demo with invented applications, decisions, register entries; the newest few hundred are whole cases."""
    if not current_app.config["DEMO"]:
        unusable("This is no demo: invented people have no place here.")
    be_patient()
    upgrade_database()
    demo.settle_in(current_app._get_current_object())  # type: ignore[attr-defined]
    homes = homes_of(branch)
    if not homes:
        unusable("--branch: no such branch")
    whole = min(WHOLE, people // EVERY)
    try:
        with click.progressbar(length=people, label="people", file=sys.stderr) as bar:
            entries = add_crowd(people - whole, seed, homes, bar.update)
            if people <= MOST_LISTED:
                publish_past_lists(now())
            if whole:
                add_whole_cases(whole, seed, homes, bar.update)
    except CrowdThere:
        unusable("The crowd is there already: begin with a new database.")
    print(f"{people} applications, {whole} of them whole cases; {entries} more entries on the register")


def unusable(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(UNUSABLE)


def be_patient() -> None:
    """A server beside this command may be writing: it is waited for."""

    @event.listens_for(database.engine, "connect")
    def wait_longer(connection: Any, record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
        # A demo that lost its last second to a power cut is made again; the file itself stays sound.
        connection.execute("PRAGMA synchronous=NORMAL")

    database.session.remove()
    database.engine.dispose()


def homes_of(branch: str | None) -> list[tuple[str, str]]:
    """Settlements for which one may apply, each with its branch; of one branch, where that is wanted."""
    homes = [(place.code, branch_for(place.code)) for place in load_settlements().values() if place.applies]
    return [home for home in homes if branch in (None, home[1])]


def add_whole_cases(whole: int, seed: int, homes: list[tuple[str, str]], progress: Callable[[int], Any]) -> None:
    """So many, in the settlements of branches that have staff, where there are any."""
    # Late: what draws the documents of their stories is for this command alone.
    from housing.demo.running_inventory import run_inventory
    from housing.demo.whole_cases import StoryClock, Teller

    staffed = branches_with_staff()
    where = by_turns([home for home in homes if home[1] in staffed] or homes)
    before = database.session.scalar(select(func.max(Application.id))) or 0
    app, at = current_app._get_current_object(), now()  # type: ignore[attr-defined]
    world, clock = current_services(), StoryClock(at)
    people = keep_invented(world.settings.instance / "demo", whole, seed, where, at.astimezone(ALMATY).date())
    app.extensions["services"] = replace(world, clock=clock)
    stage = demo.raise_stage(app)
    try:
        Teller(app, current_services(), clock, at, Random(seed)).tell(people, progress)  # noqa: S311
        told = database.session.scalars(select(Application.id).where(Application.id > before))
        run_inventory(list(told), current_services(), at)
    finally:
        stage.stop()
        app.extensions["services"] = world


def by_turns(homes: list[tuple[str, str]]) -> list[str]:
    """Codes of settlements, a branch after another: one with many settlements has no more cases than one with few."""
    of_branch = {branch: [code for code, of in homes if of == branch] for _, branch in homes}
    longest = max(map(len, of_branch.values()))
    return [codes[nth % len(codes)] for nth in range(longest) for codes in of_branch.values()]


def publish_past_lists(now: datetime) -> None:
    """The lists of every month that has been over for some time, each as the first moment after it would have."""
    for end in reversed([end for end in month_ends(now) if now - end >= SETTLED]):
        for listed in list_unpublished(last_month(end)[0], end):
            publish_list(listed, current_services().notice_key, end)
        finish_month(end)


def month_ends(now: datetime) -> Iterator[datetime]:
    """Of the months since the Order is in force, the last one first."""
    end = last_month(now)[2]
    while end > local_datetime(calendar().hours[0].since):
        yield end
        end = last_month(end - DAY)[2]


def days() -> Days:
    """As the catalogs have them."""
    return calendar(), load_law_periods()


def add_crowd(people: int, seed: int, homes: list[tuple[str, str]], progress: Any = lambda many: None) -> int:
    """How many stand on the register. One transaction. Raises CrowdThere."""
    at, entries, seen = now(), 0, hashlib.sha256()
    crowd = Crowd(people, seed, homes, at, days())
    with transaction() as db:
        if db.scalar(select(Event.id).where(Event.kind == KIND)):
            raise CrowdThere
        first = max(db.scalar(select(func.max(table.id))) or 0 for table in (Application, Decision, RegisterEntry)) + 1
        cursor = db.connection().connection.cursor()
        cursor.execute(f"PRAGMA cache_size=-{CACHE}")
        with indexed_afterwards(cursor):
            staff, working_days = confirming_staff(db), calendar()
            for lot in lots(crowd.rows(first)):
                entries += insert_lot(cursor, lot)
                insert_departures(cursor, [made.departure for made in lot if made.departure], staff, working_days)
                seen.update(repr(lot).encode())
                progress(len(lot))
        recount_everything(db)
        audit.record(KIND, "system", at, people=people, entries=entries, seed=seed, sha256=seen.hexdigest())
    return entries


def recount_everything(db: DbSession) -> None:
    """What the triggers would have kept."""
    for kept in (REGISTER_COUNTS, OPEN_COUNTS):
        recount(db, kept)
    db.execute(delete(DailyFigures))


@contextmanager
def indexed_afterwards(cursor: Any) -> Iterator[None]:
    """Tables that grow have no trigger meanwhile, and no index but those of their keys."""
    made_anew = execute_core(text(MADE_ANEW)).all()
    for one in made_anew:
        cursor.execute(f"DROP {one.type} {one.name}")
    yield
    for one in made_anew:
        cursor.execute(one.sql)
