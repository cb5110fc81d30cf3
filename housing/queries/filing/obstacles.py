"""What stands in somebody's way by the records, and from which day it no longer would: of a draft, of a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from housing.law.facts import BASES, Facts
from housing.law.facts_json import read_facts
from housing.law.parameters import Law
from housing.law.reapplication import Obstacle, earliest_filing_day, find_obstacles
from housing.law.self_assessment import CHECKED_LATER
from housing.law.working_time import ALMATY
from housing.queries.filing.facts import load_case_facts
from housing.queries.reference.law import list_laws, load_effective_law, load_law_or_first
from housing.storage.extensions import db
from housing.storage.models import Decision

#: By which a draft is judged while its basis is open: what most people apply on.
DEFAULT_BASIS = "no_housing"


@dataclass(frozen=True, slots=True)
class Obstacles:
    """`found`: grounds that hold, with their days; `day`: from which none would, None where waiting is not enough.

    `elsewhere`: keys of those that do not hold on another basis, while none is chosen.
    """

    found: tuple[Obstacle, ...]
    day: date | None
    elsewhere: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.found)

    def day_of(self, key: str) -> date | None:
        return next((one.day for one in self.found if one.ground.key == key), None)


def build_obstacles(given: dict[str, Any]) -> Obstacles:
    """Of the facts of a decision, by the numbers in force on the day of filing and by those published to follow."""
    facts, changes = read_facts(given), list_law_changes()
    return Obstacles(
        tuple(find_obstacles(facts, load_effective_law, changes)),
        earliest_filing_day(facts, load_effective_law, changes),
    )


def load_decision_obstacles(application_id: int) -> Obstacles | None:
    """None where nothing was decided."""
    taken = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    given = db.session.scalar(select(Decision.facts).where(*taken))
    return build_obstacles(given) if given else None


def load_draft_obstacles(draft_id: int, now: datetime) -> Obstacles:
    """What the law would refuse a draft for, filed now, by what the state bases told.

    A record that is disputed or was not told stands in nobody's way; papers and consents come with the application.
    """
    given = load_case_facts(draft_id).given
    asked, changes = given["application"], list_law_changes()
    filed = {**asked, "filed_at": now.astimezone(ALMATY).isoformat()}
    ways: dict[str, Facts] = {basis: read_facts({**given, "application": {**filed, "basis": basis}}) for basis in BASES}
    facts = ways[asked["basis"] or DEFAULT_BASIS]
    found = tuple(
        one for one in find_obstacles(facts, load_law_for_draft, changes) if one.ground.key not in CHECKED_LATER
    )
    day = earliest_filing_day(facts, load_law_for_draft, changes, CHECKED_LATER) if found else None
    return Obstacles(found, day, frozenset() if asked["basis"] else basis_dependent_grounds(found, list(ways.values())))


def basis_dependent_grounds(found: tuple[Obstacle, ...], ways: list[Any]) -> frozenset[str]:
    return frozenset(
        one.ground.key
        for one in found
        if not all(one.ground.evaluate(way, load_law_for_draft(way.filed_on)).value for way in ways)
    )


def load_law_for_draft(day: date) -> Law:
    """A draft may be filled in before the first set of numbers applies."""
    known = list_laws()
    return load_effective_law(day) if known and day >= known[0].since else load_law_or_first(day)


def list_law_changes() -> tuple[date, ...]:
    return tuple(law.since for law in list_laws())
