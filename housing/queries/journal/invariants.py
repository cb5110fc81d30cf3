"""What always has to hold over the whole database, and which cases break it: one statement each, read row by row.

A statement gives the numbers of the cases that break it. It is one snapshot, and every act is one transaction: what it
finds was never half of something. People of a demo's crowd (`demo.crowd_added`) were put into the tables past the acts;
what only an act leaves behind is not asked of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, text

from housing.queries.journal.invariant_rules import RULES
from housing.queries.journal.kept_counts import KeptCounts, compare_counts, list_differing_counts
from housing.queries.journal.restores import are_messages_held
from housing.storage.dialect import write_in
from housing.storage.extensions import UtcDateTime, db
from housing.storage.models import InvariantCheck

#: So many numbers of cases are kept of each.
FIRST = 5
#: The clock of the last event may be so far ahead; a case so long beyond its term without a word about it.
CLOCK_TOLERANCE, ALERT_TOLERANCE = timedelta(minutes=1), timedelta(hours=1)
#: A message that should have gone out so long ago.
MESSAGE_TOLERANCE = timedelta(days=1)
CROWD = """
SELECT min(a.id) AS first, sum(CAST(json_extract(e.detail, '$.people') AS INTEGER)) AS people FROM event e, (
 SELECT id FROM application WHERE number IS NOT NULL AND basis <> 'former_base'
 AND NOT EXISTS (SELECT 1 FROM event WHERE event.application_id = application.id) ORDER BY id LIMIT 1) a
WHERE e.kind = 'demo.crowd_added'
"""
COUNTS, DAYS, REFERENCES = "counts_differ", "days_differ", "reference_broken"
#: All of them, in the order in which they are shown.
NAMES = (*RULES, REFERENCES, COUNTS, DAYS)


class Violation(NamedTuple):
    """`found`: how many break it; `first`: numbers of the first few cases, or what else names them."""

    found: int
    first: list[str]


class LastInvariantCheck(NamedTuple):
    """When all of them were last looked at, for how many seconds, and which were broken, by name."""

    at: datetime
    seconds: float
    violations: dict[str, Violation]


def find_violations(now: datetime, counts: tuple[KeptCounts, ...]) -> dict[str, Violation]:
    """Those that are broken. `counts`: what is kept of the records and compared with them. Reads every table."""
    given = {**load_crowd(), **name_moments(now)}
    found = {name: count_rows(iter_numbers(rule, given)) for name, rule in RULES.items()}
    found[REFERENCES] = count_rows(iter_broken_references())
    differing = {kept.name: compare_counts(kept).differing for kept in counts}
    found[COUNTS] = Violation(sum(differing.values()), [name for name, many in differing.items() if many])
    days = [name for name in list_differing_counts() if name not in differing]
    found[DAYS] = Violation(len(days), days)
    return {name: one for name, one in found.items() if one.found}


def load_crowd() -> dict[str, int]:
    """The ids between which the crowd of a demo lies; elsewhere there are none."""
    row = db.session.execute(text(write_in(db.engine.dialect.name, CROWD))).one()
    first, people = row.first or 0, row.people or 0
    return {"crowd_from": first, "crowd_to": first + people - 1}


def name_moments(now: datetime) -> dict[str, Any]:
    held = are_messages_held()
    return {
        "ahead": now + CLOCK_TOLERANCE,
        "late": now - ALERT_TOLERANCE,
        "stuck": datetime.min.replace(tzinfo=now.tzinfo) + MESSAGE_TOLERANCE if held else now - MESSAGE_TOLERANCE,
    }


def iter_numbers(rule: str, given: dict[str, Any]) -> Iterator[str]:
    """In a snapshot of its own: a long one would keep the log of the database from being taken over."""
    db.session.rollback()
    rule = write_in(db.engine.dialect.name, rule)
    bound = [
        bindparam(name, type_=UtcDateTime if isinstance(value, datetime) else None)
        for name, value in given.items()
        if f":{name}" in rule
    ]
    values = {one.key: given[one.key] for one in bound}
    yield from map(str, db.session.connection().execute(text(rule).bindparams(*bound), values).scalars())


def iter_broken_references() -> Iterator[str]:
    """Rows that name a row of another table that is not there; by their table. PostgreSQL lets none in."""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return
    yield from map(str, db.session.connection().execute(text("PRAGMA foreign_key_check")).scalars())


def count_rows(numbers: Iterator[str]) -> Violation:
    first = list(islice(numbers, FIRST))
    return Violation(len(first) + sum(1 for _ in numbers), first)


def load_last_invariant_check() -> LastInvariantCheck | None:
    """None where nobody has looked yet."""
    c = InvariantCheck
    row = db.session.execute(select(c.at, c.milliseconds, c.found).order_by(c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return LastInvariantCheck(
        row.at, row.milliseconds / 1000, {name: Violation(*one) for name, one in row.found.items()}
    )


def list_broken_invariants() -> list[str]:
    """The names of those that were broken when they were last looked at."""
    last = load_last_invariant_check()
    return list(last.violations) if last else []
