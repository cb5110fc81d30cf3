"""A ground of refusal in words, and from which day it stands in the way no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from housing.law.eligibility import Ground
from housing.presentation.formats import format_datetime, language
from housing.reference_data.law_numbers import Numbers, fill_numbers


class GroundText(NamedTuple):
    """A ground of refusal as people read it: what the law asks, what is wrong, what would mend it, where it stands."""

    requirement: str
    words: str
    mend: str
    point: str


def describe_waiting(day: date | None) -> str:
    """From which day a ground stands in the way no more, the facts being as they are; None: waiting mends nothing."""
    if day is None:
        return _("Waiting alone does not mend this.")
    return _("If nothing else changes, this no longer stands in the way from %(day)s.", day=format_datetime(day, "num"))


def describe_waiting_for_all(day: date | None) -> str:
    """The same of everything that stands in the way at once."""
    if day is None:
        return _("Waiting alone is not enough: do what stands at each ground.")
    return _("With all of it taken together, you may apply from %(day)s.", day=format_datetime(day, "num"))


def describe_ground(ground: Ground, rows: Mapping[str, Mapping[str, Any]], numbers: Numbers) -> GroundText:
    """`rows`: the words in force, `queries.ground_words`; `numbers`: those of the law by which the case is judged.

    A ground without a row is told as the law module has it.
    """
    row, said_in = rows.get(ground.key), language()
    ours = [ground.requirement, ground.words, ground.mend, ground.point]
    words = [row[part][said_in] for part in GroundText._fields] if row else [_(one) for one in ours]
    return GroundText(*(fill_numbers(one, numbers, said_in) for one in words))


class GroundTexts:
    """The same of many grounds, each put together when it is asked for first; of one language, one day, one law."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], numbers: Numbers) -> None:
        self.rows, self.numbers, self.told = rows, numbers, dict[str, GroundText]()

    def of(self, ground: Ground) -> GroundText:
        if (told := self.told.get(ground.key)) is None:
            told = self.told[ground.key] = describe_ground(ground, self.rows, self.numbers)
        return told
