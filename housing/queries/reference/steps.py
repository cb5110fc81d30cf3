"""The escalation steps in force: when somebody is told that a term comes to its end, and who."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from housing.law.lifecycle import EscalationStep, EscalationSteps
from housing.law.working_time import ALMATY
from housing.queries.reference.reference import load_effective_values
from housing.storage.query_cache import cached_query

#: The level at which the term is broken, and in what order the roles are told.
BREACH_LEVEL, ROLE_ORDER = 3, ("operator", "supervisor", "head_office")


def load_escalation_steps(now: datetime) -> EscalationSteps:
    """By the term in working days, as the catalog has them on the day of that moment."""
    day = now.astimezone(ALMATY).date()
    found: EscalationSteps = cached_query(("steps", day), lambda: build_steps(load_effective_values("steps", day)))
    return found


def build_steps(rows: Mapping[str, Mapping[str, Any]]) -> dict[int, tuple[EscalationStep, ...]]:
    """Keys are as in the catalog: the term, then the level."""
    steps: dict[int, tuple[EscalationStep, ...]] = {}
    for key, values in sorted(rows.items()):
        term, level = (int(part) for part in key.removeprefix("term_").split("_"))
        roles = tuple(role for role in ROLE_ORDER if values[role])
        steps[term] = (*steps.get(term, ()), EscalationStep(level, values["minutes"], roles, level == BREACH_LEVEL))
    return steps
