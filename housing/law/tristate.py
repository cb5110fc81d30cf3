"""What can be said of facts: true, false or unknown, and which facts that rests on.

Unknown is never taken for false. Whoever asks several things begins with the one that answers for most, and ends there
where it is false: `all_of` would say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Tristate(NamedTuple):
    """A three-valued answer and the dotted names of the facts that it rests on; of an unknown one, those it lacks."""

    value: bool | None
    names: tuple[str, ...] = ()


NO = Tristate(False)
#: Names and answers repeat from case to case: the same few thousand are made once.
CACHE_SIZE = 4096


@lru_cache(CACHE_SIZE)
def from_fact(name: str, value: bool | None) -> Tristate:
    """An answer that rests on one fact. `name`: its dotted name; `value` None: it is unknown."""
    return Tristate(value, (name,))


@lru_cache(CACHE_SIZE)
def negate(part: Tristate) -> Tristate:
    """True becomes false and false true, on the same facts; unknown stays unknown."""
    return part if part.value is None else Tristate(not part.value, part.names)


def all_of(*parts: Tristate) -> Tristate:
    """True when all hold; false when one does not; else unknown, naming only what could still change the answer."""
    value: bool | None = True
    for part in parts:
        if part[0] is False:
            return part
        if part[0] is None:
            value = None
    return Tristate(value, names_of(parts, value))


def any_of(*parts: Tristate) -> Tristate:
    """True when one holds (naming all that do); false when none does; else unknown."""
    if len(parts) < 2:
        return parts[0] if parts else NO
    value: bool | None = False
    for part in parts:
        if part[0]:
            value = True
            break
        if part[0] is None:
            value = None
    return Tristate(value, names_of(parts, value))


def names_of(parts: tuple[Tristate, ...], value: bool | None) -> tuple[str, ...]:
    """The names of those parts that have the value."""
    found: list[str] = []
    for part in parts:
        if part[0] is value:
            found += part[1]
    return tuple(found)


def in_two_places(ones: Sequence[Tristate], others: Sequence[Tristate]) -> Tristate:
    """Does one of `ones` hold in one place and one of `others` in another? Places are the same in both.

    As any_of over all pairs of places would answer, without walking the pairs: there may be hundreds of places.
    """
    if len(ones) > 1:
        pairs = parts_with_partner(ones, others, True), parts_with_partner(others, ones, True)
        if any(pairs):
            return Tristate(True, distinct_names(part for found in pairs for part in found if part.value))
        open_ones = parts_with_partner(ones, others, None), parts_with_partner(others, ones, None)
        lacking = distinct_names(part for found in open_ones for part in found if part.value is None)
        if lacking:
            return Tristate(None, lacking)
    return Tristate(False, distinct_names(part for part in (*ones, *others) if part.value is False))


def parts_with_partner(parts: Sequence[Tristate], partners: Sequence[Tristate], value: bool | None) -> list[Tristate]:
    """The parts that are so in one place while a partner is so in another. `value` None: so, or unknown."""

    def is_so(part: Tristate) -> bool:
        return part.value is True or (value is None and part.value is None)

    there = [is_so(partner) for partner in partners]
    count = sum(there)
    return [part for part, here in zip(parts, there, strict=True) if is_so(part) and count > here]


def distinct_names(parts: Iterable[Tristate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.names))
