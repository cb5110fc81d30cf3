"""The working time that is left, and the escalation level that it has reached."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from housing.law.lifecycle import URGENCY_LEVELS, reached_level
from housing.law.working_time import Calendar, minutes_left
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps


class TimeLeft(NamedTuple):
    """Working minutes, negative once late; `level`: calm, soon, urgent, late."""

    minutes: int
    level: str


def case_time_left(now: datetime, due_at: datetime, term: int, days: Calendar | None = None) -> TimeLeft:
    """`term`: of the basis, in working days; `days`: the calendar, where a page asks more than once."""
    minutes = minutes_left(now, due_at, days or calendar())
    return TimeLeft(minutes, URGENCY_LEVELS[reached_level(term, minutes, load_escalation_steps(now))].key)
