"""The facts that a decision rests on, and what can be said of them: true, false or unknown.

Plain data, as the contract of `flask evaluate` names it. A value that is None is unknown: its source has not answered,
or nobody has read the paper yet. Unknown is never taken for false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

Basis = Literal["no_housing", "emergency_housing", "orphan_documents"]
BASES: tuple[Basis, ...] = ("no_housing", "emergency_housing", "orphan_documents")
#: Papers of which a basis asks for one at least (Annex 1, row 9), as the service began; a basis that is not here asks
#: for none.
REQUIRED_DOCUMENTS: dict[str, tuple[str, ...]] = {
    "emergency_housing": ("technical_conclusion",),
    "orphan_documents": ("orphan_proof", "representative_proof"),
}
#: What only an official can establish, with a date and a document (Annex 1, refusal 3), indents 3 to 5).
ESTABLISHABLE = ("worsened_damage", "worsened_moved_out", "worsened_settled_others")


@dataclass(frozen=True, slots=True)
class Document:
    """A paper filed. `reliable` is unknown until an official has read it."""

    kind: str | None = None
    reliable: bool | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Spouse, minor child, or somebody declared as living with the applicant. `consent`: Law 71(1)."""

    relation: str | None = None
    born: date | None = None
    consent: bool | None = None


@dataclass(frozen=True, slots=True)
class Dwelling:
    """A right of ownership in a dwelling. `ended` false means owned today; `share_counts` is an official's finding.

    `id`: the object's number in the registry; records with the same one are one dwelling (one_dwelling.py).
    `stands`: the record is right. None: the applicant disputes it and nobody has looked; false: found to be wrong.
    """

    owner: str | None = None
    settlement: str | None = None
    share: Fraction | None = None
    ended: bool | None = None
    until: date | None = None
    until_by: str | None = None
    fit: bool | None = None
    emergency: bool | None = None
    share_counts: bool | None = None
    stands: bool | None = True
    id: str | None = None


@dataclass(frozen=True, slots=True)
class EstablishedWorsening:
    """A worsening that an official recorded as established, with its date."""

    what: str
    on: date


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the state bases say. `status`: citizen, kandas, other. `registered_in`: a KATO code, "" when nowhere."""

    born: date | None = None
    status: str | None = None
    consent: bool | None = None
    registered_in: str | None = None
    registered_since: date | None = None
    orphan_on_record: bool | None = None
    orphan_proven: bool | None = None
    on_register: bool | None = None
    in_republican_base: bool | None = None
    uses_state_dwelling: bool | None = None
    privatised_state_dwelling: bool | None = None
    state_supported_mortgage: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a decision may rest on. None for a list: its source has not answered."""

    basis: Basis
    filed_on: date
    settlement: str | None = None
    documents: tuple[Document, ...] | None = None
    applicant: Applicant = field(default_factory=Applicant)
    family: tuple[Member, ...] | None = None
    dwellings: tuple[Dwelling, ...] | None = None
    established: tuple[EstablishedWorsening, ...] = ()


# ------------------------------------------------------------------------------------------- true, false and unknown


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
    holding: list[str] = []
    lacking: list[str] = []
    for part in parts:
        value, names = part
        if value:
            holding += names
        elif value is None:
            lacking += names
        else:
            return part
    return Tristate(None, tuple(lacking)) if lacking else Tristate(True, tuple(holding))


def any_of(*parts: Tristate) -> Tristate:
    """True when one holds (naming all that do); false when none does; else unknown."""
    if len(parts) == 1:
        return parts[0]
    holding: list[str] = []
    lacking: list[str] = []
    denied: list[str] = []
    holds = False
    for value, names in parts:
        if value:
            holds = True
            holding += names
        elif value is None:
            lacking += names
        else:
            denied += names
    return (
        Tristate(True, tuple(holding))
        if holds
        else Tristate(None, tuple(lacking))
        if lacking
        else Tristate(False, tuple(denied))
    )


def in_two_places(ones: Sequence[Tristate], others: Sequence[Tristate]) -> Tristate:
    """Does one of `ones` hold in one place and one of `others` in another? Places are the same in both.

    As any_of over all pairs of places would answer, without walking the pairs: there may be hundreds of places.
    """
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
