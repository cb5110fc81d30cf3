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
PAPERS: dict[str, tuple[str, ...]] = {
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
class Established:
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
    established: tuple[Established, ...] = ()


# ------------------------------------------------------------------------------------------- true, false and unknown


class Tri(NamedTuple):
    """A three-valued answer and the dotted names of the facts that it rests on; of an unknown one, those it lacks."""

    value: bool | None
    names: tuple[str, ...] = ()


NO = Tri(False)
#: Names and answers repeat from case to case: the same few thousand are made once.
REMEMBERED = 4096


@lru_cache(REMEMBERED)
def known(name: str, value: bool | None) -> Tri:
    return Tri(value, (name,))


@lru_cache(REMEMBERED)
def opposite(part: Tri) -> Tri:
    return part if part.value is None else Tri(not part.value, part.names)


def all_of(*parts: Tri) -> Tri:
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
    return Tri(None, tuple(lacking)) if lacking else Tri(True, tuple(holding))


def any_of(*parts: Tri) -> Tri:
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
    return Tri(True, tuple(holding)) if holds else Tri(None, tuple(lacking)) if lacking else Tri(False, tuple(denied))


def one_and_another(ones: Sequence[Tri], others: Sequence[Tri]) -> Tri:
    """Does one of `ones` hold in one place and one of `others` in another? Places are the same in both.

    As any_of over all pairs of places would answer, without walking the pairs: there may be hundreds of places.
    """
    pairs = with_partner(ones, others, True), with_partner(others, ones, True)
    if any(pairs):
        return Tri(True, names_of(part for found in pairs for part in found if part.value))
    open_ones = with_partner(ones, others, None), with_partner(others, ones, None)
    lacking = names_of(part for found in open_ones for part in found if part.value is None)
    if lacking:
        return Tri(None, lacking)
    return Tri(False, names_of(part for part in (*ones, *others) if part.value is False))


def with_partner(parts: Sequence[Tri], partners: Sequence[Tri], value: bool | None) -> list[Tri]:
    """The parts that are so in one place while a partner is so in another. `value` None: so, or unknown."""

    def is_so(part: Tri) -> bool:
        return part.value is True or (value is None and part.value is None)

    there = [is_so(partner) for partner in partners]
    count = sum(there)
    return [part for part, here in zip(parts, there, strict=True) if is_so(part) and count > here]


def names_of(parts: Iterable[Tri]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.names))
