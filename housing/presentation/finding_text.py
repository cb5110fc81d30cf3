"""What an inventory found, as people read it: what speaks against an entry, and the facts on which it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask_babel import gettext as _

from housing.law.eligibility import GROUNDS, Ground
from housing.law.inventory import DEATH_FACT, DIED
from housing.presentation.fact_text import CatalogLabel, describe_fact, format_value, parent_fact

BY_KEY = {ground.key: ground for ground in GROUNDS}


class FindingText(NamedTuple):
    """`lines`: the facts, each once."""

    words: str
    lines: list[str]


def describe_findings(
    found: Iterable[tuple[str, tuple[str, ...]]],
    given: dict[str, Any],
    named: CatalogLabel,
    ground_words: Callable[[Ground], str],
) -> list[FindingText]:
    """`ground_words`: what is wrong, as the catalog of grounds says it today."""
    return [
        FindingText(
            _("The civil registry holds a record of the death") if ground == DIED else ground_words(BY_KEY[ground]),
            list(dict.fromkeys(describe_line(fact, given, named) for fact in facts)),
        )
        for ground, facts in found
    ]


def describe_line(fact: str, given: dict[str, Any], named: CatalogLabel) -> str:
    if fact == DEATH_FACT:
        day = given.get("applicant", {}).get("died_on")
        return _("Day of the death: %(day)s", day=format_value(day or None, named))
    return describe_fact(given, parent_fact(fact), named)
