"""What the law asks of a case, a line each, in words."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from housing.queries.cases.proposal import Proposal, State
from housing.web.templating import describe_ground


class RequirementLine(NamedTuple):
    """`points`: where the law asks it; `violations`: what is wrong, of each ground that holds."""

    state: State
    words: str
    points: str
    violations: list[str]


def list_requirement_lines(law: Proposal, filed_at: datetime) -> list[RequirementLine]:
    """In the order of the law; in the numbers of the day of filing."""
    lines = []
    for one in law.requirements:
        texts = [describe_ground(ground, None, filed_at) for ground in one.grounds]
        points = "; ".join(dict.fromkeys(text.point for text in texts))
        violations = [describe_ground(ground, None, filed_at).words for ground in one.violations]
        lines.append(RequirementLine(one.state, texts[0].requirement, points, violations))
    return lines
