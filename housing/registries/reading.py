"""Reads the XML of an answer: what is left out is unknown, what is `xsi:nil` is known to be none.

A value that is not understood (another code than the expected ones, half a date) is unknown as well, and leaves the
rest of the answer standing: nobody is refused, and no answer lost, for what somebody else wrote otherwise than assumed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection
from typing import Any

from lxml.etree import _Element

from housing.law.fact_fields import parse_day, parse_kato_code
from housing.law.parameters import REGIONS

log = logging.getLogger(__name__)

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TRUTHS = {"true": True, "1": True, "false": False, "0": False}
#: The zone that XML Schema lets a date have: it is the same day.
ZONE = re.compile(r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$")
#: What no value of a field can be read from raises.
FAULTS = (LookupError, TypeError, ValueError, ArithmeticError)


def part_of(data: _Element, name: str) -> _Element | None:
    """The one element of that name, None where it was left out. Raises ValueError where there are several."""
    found = data.findall(name)
    if len(found) > 1:
        raise ValueError(f"{name} stands there more than once")
    return found[0] if found else None


def is_nil(element: _Element) -> bool:
    return TRUTHS.get(element.get(NIL, "false"), False)


def says_none(data: _Element, name: str) -> bool:
    """Did the source say that there is none? False where it named one, and where it said nothing that is understood."""
    try:
        found = part_of(data, name)
    except ValueError:
        return False
    return found is not None and is_nil(found)


def field_of(data: _Element | None, name: str, convert: Callable[[str], Any]) -> Any:
    """The converted value; None where it was left out, is nil, or is not understood."""
    try:
        found = None if data is None else part_of(data, name)
    except ValueError:
        return None
    return None if found is None else value_of(found, convert)


def value_of(element: _Element, convert: Callable[[str], Any]) -> Any:
    """The same of an element that stands there."""
    try:
        return None if is_nil(element) else convert(required_text(element))
    except FAULTS as fault:
        log.warning("a value of %s is not understood: %s", element.tag, type(fault).__name__)
        return None


def is_readable(data: _Element, name: str, convert: Callable[[str], Any]) -> bool:
    """Is something said there that is understood? Nil is: there is none."""
    return says_none(data, name) or field_of(data, name, convert) is not None


def parts_of(data: _Element, name: str, one: str) -> list[_Element]:
    """Every `one` of the list `name`, which may be empty but not left out. Raises LookupError and ValueError."""
    listed = part_of(data, name)
    if listed is None or is_nil(listed):
        raise LookupError(name)
    if any(part.tag != one for part in listed):
        raise ValueError(f"{name} holds something else than {one}")
    return list(listed)


def element_text(element: _Element) -> str:
    if len(element):
        raise ValueError(f"{element.tag} is no value")
    return (element.text or "").strip()


def required_text(element: _Element) -> str:
    """The value that stands there; an empty one says nothing. Raises ValueError."""
    value = element_text(element)
    if not value:
        raise ValueError("empty")
    return value


def parse_boolean(value: str) -> bool:
    """As XML Schema writes it. Raises LookupError."""
    return TRUTHS[value]


def choice_of(expected: Collection[str]) -> Callable[[str], str]:
    """A code of the table that we know. What it makes raises LookupError for any other."""

    def convert(value: str) -> str:
        if value not in expected:
            raise LookupError("no code of the table")
        return value

    return convert


def parse_kato(value: str) -> str:
    """Nine digits of the classifier, in a region that there is. Raises ValueError, LookupError."""
    if parse_kato_code(value)[:2] not in REGIONS:
        raise LookupError("no region of the classifier")
    return value


def parse_iso_day(value: str) -> str:
    """A date like 1990-01-01, with a zone or without; a year alone is no day. Raises ValueError."""
    return parse_day(ZONE.sub("", value)).isoformat()
