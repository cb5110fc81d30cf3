"""A crowd of invented applicants, any number of them; the same ones for the same seed and the same moment.

Names come from a list of common ones, put together at random; the IINs are valid, and their serials go from 9899
downwards, where the demo's own people (9900 and above) do not stand. About two in a hundred are open, filed within the
last working days; the others were decided since the Order is in force, for before it there is no law to decide by.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from housing.labels import GENERAL_LIST
from housing.law.iin import FIRST_PASS, SECOND_PASS, weighted_remainder
from housing.law.lifecycle import reached_level
from housing.law.working_time import ALMATY, Calendar, due_time, local_datetime, minutes_left, term_days
from housing.queries.reference.names import list_ordered_rows
from housing.queries.reference.steps import load_escalation_steps
from housing.text.name_search import name_keys

IN_A_HUNDRED_OPEN, OPEN_DAYS = 2, 4
SERIALS = range(9899, 8999, -1)
BORN = date(1950, 1, 1), date(2008, 1, 1)
BASES = {"no_housing": 80, "emergency_housing": 15, "orphan_documents": 5}
OPEN = {"with_operator": 60, "source_awaited": 25, "checking": 10, "accepted": 5}
DECIDED = {"registered": 62, "refused": 30, "withdrawn": 8}
NAMES = Path(__file__).with_name("names.json")
#: Of a row of `application` and of `register_entry`, in this order; what is not among them keeps its default.
APPLICATION = (
    "id", "number", "iin", "name", "name_key", "given_key", "name_order", "language", "status", "version", "answers",
    "answered", "basis", "settlement", "category", "branch_code", "created_at", "filed_at", "accepted_at", "due_at",
    "decided_at", "escalation",
)  # fmt: skip
ENTRY = (
    "application_id",
    "number",
    "iin",
    "settlement",
    "list_code",
    "category_declared",
    "registered_at",
)


class Filing(NamedTuple):
    """A working day, and by basis: when what is filed on it is due, and which step that has reached by now."""

    date: date
    opens: datetime
    due: dict[str, tuple[datetime, int]]


class Named(NamedTuple):
    name: str
    name_key: str
    given_key: str
    name_order: str


def stamp(moment: datetime | None) -> str | None:
    """As a moment stands in the database."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if moment else None


def iins(random: Random) -> Iterator[tuple[str, str]]:
    """(IIN, sex), each once: a serial of every day of birth, then the next serial."""
    days = [BORN[0] + timedelta(days=n) for n in range((BORN[1] - BORN[0]).days)]
    random.shuffle(days)
    for serial in SERIALS:
        for nth, day in enumerate(days):
            female = (nth + serial) % 2
            if iin := iin_of(day, bool(female), serial):
                yield iin, "female" if female else "male"


def iin_of(born: date, female: bool, serial: int) -> str | None:
    """With its check digit; None where this serial has none."""
    base = f"{born:%y%m%d}{(3 if born.year < 2000 else 5) + female}{serial:04}"
    digits = [int(digit) for digit in base]
    check = weighted_remainder(digits, FIRST_PASS)
    check = weighted_remainder(digits, SECOND_PASS) if check == 10 else check
    return f"{base}{check}" if check != 10 else None


def filings(now: datetime, calendar: Calendar) -> list[Filing]:
    """The working days since the Order is in force, the last of which has begun."""
    today = now.astimezone(ALMATY).date()
    first = calendar.hours[0].since
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    found = []
    for day in filter(calendar.is_working_day, days):
        opens = local_datetime(day, calendar.hours_on(day).opens)
        if opens < now:
            until = {basis: due_time(opens, opens, basis, calendar) for basis in BASES}
            found.append(Filing(day, opens, {basis: (moment, 0) for basis, moment in until.items()}))
    return found[: -OPEN_DAYS - 1] + [timed(one, now, calendar) for one in found[-OPEN_DAYS - 1 :]]


def timed(filing: Filing, now: datetime, calendar: Calendar) -> Filing:
    """With the escalation step that what is still open has reached."""
    due = {
        basis: (
            until,
            reached_level(
                term_days(filing.opens, basis, calendar), minutes_left(now, until, calendar), load_escalation_steps(now)
            ),
        )
        for basis, (until, _) in filing.due.items()
    }
    return filing._replace(due=due)


def chooser(random: Random, weights: dict[str, int]) -> Sequence[str]:
    """A hundred codes of which one is drawn, each as often as it weighs."""
    return [code for code, weight in weights.items() for _ in range(weight)]


class Crowd:
    """`homes`: pairs of a settlement and the branch that serves it; `first`: the number of the first row."""

    def __init__(self, people: int, seed: int, homes: Sequence[tuple[str, str]], now: datetime, calendar: Calendar):
        self.random, self.people, self.homes, self.now = Random(seed), people, homes, now  # noqa: S311
        self.open = max(people * IN_A_HUNDRED_OPEN // 100, 1)
        self.days, self.categories = filings(now, calendar), list(list_ordered_rows("categories"))
        self.names = json.loads(NAMES.read_text(encoding="utf-8"))
        self.draws = {
            "basis": chooser(self.random, BASES),
            "open": chooser(self.random, OPEN),
            "decided": chooser(self.random, DECIDED),
        }

    def rows(self, first: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...] | None]]:
        """(application, its entry on the register or None), in the order of filing; numbers begin at `first`."""
        people = iins(self.random)
        for nth in range(self.people):
            yield self.row(first + nth, nth, *next(people))

    def row(self, id: int, nth: int, iin: str, sex: str) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
        choice, is_open = self.random.choice, nth >= self.people - self.open
        day = self.day_of(nth)
        filed = min(day.opens + timedelta(seconds=self.random.randrange(9 * 3600)), self.now)
        basis, (settlement, branch) = choice(self.draws["basis"]), choice(self.homes)
        status = choice(self.draws["open" if is_open else "decided"])
        due, step = day.due[basis]
        category = choice(self.categories) if self.random.random() < 0.3 else None
        decided = None if is_open else min(filed + timedelta(hours=2), due)
        at_once = stamp(filed)
        application = (
            id,
            f"{day.date:%y%m}{id % 1_000_000:06d}",
            iin,
            *self.named(sex),
            choice(("kk", "kk", "ru")),
            status,
            3,
            "{}",
            "{}",
            basis,
            settlement,
            category,
            branch,
            at_once,
            at_once,
            at_once,
            stamp(due),
            stamp(decided),
            step if is_open else 0,
        )
        if status != "registered":
            return application, None
        entry = (id, f"{settlement[:4]}{id:06d}", iin, settlement, category or GENERAL_LIST, category, stamp(decided))
        return application, entry

    def day_of(self, nth: int) -> Filing:
        """The open ones were filed on the last working days; the others evenly over those before."""
        closed = self.people - self.open
        if nth >= closed:
            return self.days[-OPEN_DAYS + (nth - closed) * OPEN_DAYS // self.open]
        return self.days[nth * (len(self.days) - OPEN_DAYS) // closed]

    def named(self, sex: str) -> Named:
        said = self.names[sex]
        name = " ".join(self.random.choice(said[part]) for part in ("surname", "given", "patronymic"))
        return Named(name, *name_keys(name))
