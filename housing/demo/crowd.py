"""A crowd of invented applicants, any number of them; the same ones for the same seed and the same moment.

Names come from a list of common ones, put together at random; the IINs are valid. Where they live follows from the
inhabitants of the cities. About two in a hundred are open, filed within the last working days; the others were decided
since the Order is in force, for before it there is no law to decide by, each by the law from facts of their own. Some
of those who were registered have left the register since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

from housing import VERSION
from housing.demo.country import Homes
from housing.demo.crowd_facts import Applicant, FactsMaker
from housing.demo.departures import Departure, draw_ground
from housing.demo.iins import iins
from housing.demo.stamps import stamp
from housing.labels import GENERAL_LIST
from housing.law.lifecycle import reached_level
from housing.law.parameters import Law, LawPeriods
from housing.law.working_time import ALMATY, Calendar, due_time, local_datetime, minutes_left, term_days
from housing.queries.reference.names import list_ordered_rows
from housing.queries.reference.steps import load_escalation_steps
from housing.text.name_search import name_keys

IN_A_HUNDRED_OPEN, OPEN_DAYS = 2, 4
BASES = {"no_housing": 80, "emergency_housing": 15, "orphan_documents": 5}
OPEN = {"with_operator": 60, "source_awaited": 25, "checking": 10, "accepted": 5}
DECIDED = {"registered": 82, "refused": 14, "withdrawn": 4}
#: In a hundred, who belongs to persons of the Law, article 74(1).
OF_CATEGORY = 15
NAMES = Path(__file__).with_name("names.json")
PARTS = ("surname", "given", "patronymic")
OUTCOMES = {"registered": "register", "refused": "refuse"}
#: Of a row of `application` and of `register_entry`, in this order; what is not among them keeps its default.
APPLICATION = (
    "id", "number", "iin", "name", "name_key", "given_key", "name_order", "language", "status", "version", "answers",
    "answered", "basis", "settlement", "category", "branch_code", "created_at", "filed_at", "accepted_at", "due_at",
    "decided_at", "escalation",
)  # fmt: skip
ENTRY = (
    "id",
    "application_id",
    "number",
    "iin",
    "settlement",
    "list_code",
    "category_declared",
    "registered_at",
)
DECISION = (
    "id",
    "application_id",
    "outcome",
    "facts",
    "grounds",
    "unknown",
    "parameters",
    "code_version",
    "note",
    "decided_at",
)
#: Seconds from the opening of a day until the last of the crowd has filed, and from filing until the decision.
FILING, DECIDING = 9 * 3600, 2 * 3600
#: Working days for which everybody stays on the register.
STAYED = 5


T = TypeVar("T")
#: Working days, and the law of every day.
Days = tuple[Calendar, LawPeriods]


class Filing(NamedTuple):
    """A working day, and by basis: when what is filed on it is due, which step that has reached by now, and the first
    as the database has it."""

    date: date
    opens: datetime
    due: dict[str, tuple[datetime, int, str]]
    law: Law


class Made(NamedTuple):
    """Rows of `application`, and of `register_entry` and `decision`, or None. All of one person bear one id.

    `departure`: who has left the register; None: who stands there, or never did.
    """

    application: tuple[Any, ...]
    entry: tuple[Any, ...] | None
    decision: tuple[Any, ...] | None
    departure: Departure | None = None


class Named(NamedTuple):
    """A part of a name, or a whole one, with its keys."""

    name: str
    name_key: str
    name_order: str


def filings(now: datetime, calendar: Calendar, law: LawPeriods) -> list[Filing]:
    """The working days since the Order is in force, the last of which has begun."""
    today = now.astimezone(ALMATY).date()
    first = calendar.hours[0].since
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    found = []
    for day in filter(calendar.is_working_day, days):
        opens = local_datetime(day, calendar.hours_on(day).opens)
        if opens < now:
            until = {basis: due_time(opens, opens, basis, calendar) for basis in BASES}
            found.append(
                Filing(
                    day, opens, {basis: (moment, 0, stamp(moment)) for basis, moment in until.items()}, law.law_on(day)
                )
            )
    return found[: -OPEN_DAYS - 1] + [timed(one, now, calendar) for one in found[-OPEN_DAYS - 1 :]]


def timed(filing: Filing, now: datetime, calendar: Calendar) -> Filing:
    """With the escalation step that what is still open has reached."""
    due = {
        basis: (
            until,
            reached_level(
                term_days(filing.opens, basis, calendar), minutes_left(now, until, calendar), load_escalation_steps(now)
            ),
            text,
        )
        for basis, (until, _, text) in filing.due.items()
    }
    return filing._replace(due=due)


def chooser(weights: dict[str, int]) -> Sequence[str]:
    """A hundred codes of which one is drawn, each as often as it weighs."""
    return [code for code, weight in weights.items() for _ in range(weight)]


class Crowd:
    """`homes`: pairs of a settlement and the branch that serves it; `law`: of the days on which they file."""

    def __init__(self, people: int, seed: int, homes: Sequence[tuple[str, str]], now: datetime, days: Days):
        self.random, self.people, self.homes = Random(seed), people, Homes(homes)  # noqa: S311
        self.open, self.now = max(people * IN_A_HUNDRED_OPEN // 100, 1), now
        #: Whether some of them leave the register again.
        self.leaves = True
        self.days, self.categories = filings(now, *days), list(list_ordered_rows("categories"))
        said = json.loads(NAMES.read_text(encoding="utf-8"))
        self.names = {sex: [[named(word) for word in said[sex][part]] for part in PARTS] for sex in said}
        self.facts = FactsMaker(self.random, {sex: said[sex]["given"] for sex in said})
        self.draws = {"basis": chooser(BASES), "open": chooser(OPEN), "decided": chooser(DECIDED)}

    def rows(self, first: int) -> Iterator[Made]:
        """In the order of filing; numbers begin at `first`."""
        people = iins(self.random)
        for nth in range(self.people):
            yield self.row(first + nth, nth, *next(people))

    def draw(self, among: Sequence[T]) -> T:
        return among[int(self.random.random() * len(among))]

    def row(self, id: int, nth: int, iin: str, sex: str) -> Made:
        is_open, day = nth >= self.people - self.open, self.days[self.day_of(nth)]
        filed = min(day.opens + timedelta(seconds=int(self.random.random() * FILING)), self.now)
        basis, (settlement, branch) = self.draw(self.draws["basis"]), self.homes.draw(self.random.random())
        status = self.draw(self.draws["open" if is_open else "decided"])
        due, step, due_stamp = day.due[basis]
        category = self.draw(self.categories) if self.random.random() * 100 < OF_CATEGORY else None
        left = self.draw_leaving(self.day_of(nth)) if status == "registered" else None
        surname, *others = (self.draw(words) for words in self.names[sex])
        at_once = stamp(filed)
        decided = None if is_open else stamp(min(filed + timedelta(seconds=DECIDING), due))
        application = (
            id,
            f"{day.date:%y%m}{id % 1_000_000:06d}",
            iin,
            *joined(surname, *others),
            self.draw(("kk", "kk", "ru")),
            "removed" if left else status,
            3,
            "{}",
            "{}",
            basis,
            settlement,
            category,
            branch,
            *[at_once] * 3,
            due_stamp,
            decided,
            0 if decided else step,
        )
        if status not in OUTCOMES:
            return Made(application, None, None)
        who = Applicant(iin, basis, settlement, filed.astimezone(ALMATY).isoformat(), surname.name, day.law)
        decision = self.decision(id, who, status, decided)
        if status != "registered":
            return Made(application, None, decision)
        number, listed = f"{settlement[:4]}{id:06d}", category or GENERAL_LIST
        entry = id, id, number, iin, settlement, listed, category, decided
        return Made(application, entry, decision, Departure(entry, branch, *left) if left else None)

    def draw_leaving(self, day_index: int) -> tuple[str, datetime] | None:
        """On which ground and when somebody left who was registered on that day; None: they still stand."""
        ground = draw_ground(self.random) if self.leaves and day_index + STAYED < len(self.days) else ""
        if not ground:
            return None
        day = self.days[self.random.randrange(day_index + STAYED, len(self.days))]
        return ground, min(day.opens + timedelta(seconds=int(self.random.random() * FILING)), self.now)

    def decision(self, id: int, who: Applicant, status: str, decided: str | None) -> tuple[Any, ...]:
        found = self.facts.make(who, status == "registered")
        assert found.outcome == OUTCOMES[status], f"{status}, and the law says {found}"
        return id, id, found.outcome, found.facts, found.grounds, "[]", found.parameters, VERSION, "", decided

    def day_of(self, nth: int) -> int:
        """Which of the days: the open ones were filed on the last of them, the others evenly over those before."""
        closed = self.people - self.open
        if nth >= closed:
            return len(self.days) - OPEN_DAYS + (nth - closed) * OPEN_DAYS // self.open
        return nth * (len(self.days) - OPEN_DAYS) // closed


def named(word: str) -> Named:
    keys = name_keys(word)
    return Named(word, keys.name_key, keys.name_order)


def joined(surname: Named, given: Named, patronymic: Named) -> tuple[str, str, str, str]:
    """A name with its keys, as `name_keys` makes them of the whole: letter by letter, so part by part."""
    parts = surname, given, patronymic
    name, key, order = (" ".join(words) for words in zip(*parts, strict=True))
    return name, key, f"{given.name_key} {surname.name_key} {patronymic.name_key}", order
