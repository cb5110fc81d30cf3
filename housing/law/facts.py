"""The facts that a decision rests on.

Plain data, as the contract of `flask evaluate` names it. A value that is None is unknown: its source has not answered,
or nobody has read the paper yet. Unknown is never taken for false.
"""

from __future__ import annotations

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


#: Names repeat from case to case: the same few thousand are made once.
CACHE_SIZE = 4096


class DwellingNames(NamedTuple):
    """The dotted names of the facts about a dwelling."""

    owner: str
    settlement: str
    share: str
    until: str
    until_by: str
    fit: str
    emergency: str
    stands: str


@lru_cache(CACHE_SIZE)
def dwelling_names(position: int) -> DwellingNames:
    """Of the dwelling at that position, from 0."""
    return DwellingNames(*(f"dwellings[{position}].{name}" for name in DwellingNames._fields))
