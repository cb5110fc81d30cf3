"""Reads the XML of an answer: what is left out is unknown, what is `xsi:nil` is known to be none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml.etree import _Element

from housing.facts_json import day

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def part_of(data: _Element, name: str) -> _Element | None:
    """The one element of that name, None where it was left out. Raises ValueError where there are several."""
    found = data.findall(name)
    if len(found) > 1:
        raise ValueError(f"{name} stands there more than once")
    return found[0] if found else None


def is_nil(element: _Element) -> bool:
    return TRUTHS.get(element.get(NIL, "false"), False)


def said_none(data: _Element, name: str) -> bool:
    """Did the source say that there is none? False where it named one, and where it said nothing."""
    found = part_of(data, name)
    return found is not None and is_nil(found)


def field_of(data: _Element | None, name: str, convert: Callable[[str], Any]) -> Any:
    """The converted value; None where it was left out or is nil. Raises what `convert` raises."""
    found = None if data is None else part_of(data, name)
    return None if found is None or is_nil(found) else convert(words(found))


def needed(data: _Element, name: str, convert: Callable[[str], Any]) -> Any:
    """As `field_of`, but without it the data break the schema: raises LookupError."""
    value = field_of(data, name, convert)
    if value is None:
        raise LookupError(name)
    return value


def parts_of(data: _Element, name: str, one: str) -> list[_Element]:
    """Every `one` of the list `name`, which may be empty but not left out. Raises LookupError and ValueError."""
    listed = part_of(data, name)
    if listed is None or is_nil(listed):
        raise LookupError(name)
    if any(part.tag != one for part in listed):
        raise ValueError(f"{name} holds something else than {one}")
    return list(listed)


def words(element: _Element) -> str:
    if len(element):
        raise ValueError(f"{element.tag} is no value")
    return (element.text or "").strip()


def truth(value: str) -> bool:
    """As XML Schema writes it. Raises LookupError."""
    return TRUTHS[value]


def iso_day(value: str) -> str:
    """A date like 1990-01-01, checked. Raises ValueError."""
    return day(value).isoformat()
