"""Facts as JSON, as the contract of `flask evaluate` writes them: read whole, or refused with every fault named.

A key that is absent or null is unknown, but for `until`, where null says "owned today", and for `stands`: a record that
nobody disputed does not mention it, and stands.

How facts are put together is written once, in `build_facts`. Two readers go through it: FirstFault gives up where
something is wrong, which is seldom; FaultCollector then goes on to the end and names all that is.
"""

from __future__ import annotations

from typing import Any, Protocol

from housing.law.fact_fields import (
    APPLICANT,
    APPLICATION,
    APPLICATION_REQUIRED,
    DOCUMENT,
    DWELLING,
    MEMBER,
    MISREAD,
    WORSENING_REQUIRED,
    Field,
)
from housing.law.facts import Applicant, Document, Dwelling, EstablishedWorsening, Facts, Member


class InvalidFactsError(Exception):
    """The input is not facts. `faults`: one line each, naming the field."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


# ----------------------------------------------------------------------------------------------------- the two readers

Items = list[tuple[str, dict[str, Any]]]


class Reader(Protocol):
    """Takes apart an object of the facts. `path`: its dotted name, or that of the list."""

    def read_object(self, given: dict[str, Any], name: str) -> dict[str, Any]:
        """The object within it; an empty one where there is none."""

    def read_list(self, given: dict[str, Any], name: str, path: str) -> Items | None:
        """The objects of a list within it, each with its dotted name; None where there is none."""

    def read_required(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        """Its values, none of which may be unknown."""

    def read_values(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        """Its values, None where unknown."""


class FirstFault:
    """Raises one of MISREAD at the first fault. It never looks at a path."""

    def read_object(self, given: dict[str, Any], name: str) -> dict[str, Any]:
        found = given.get(name)
        return {} if found is None else found

    def read_list(self, given: dict[str, Any], name: str, path: str) -> Items | None:
        found = given.get(name)
        if found is None:
            return None
        if not isinstance(found, list):
            raise TypeError(path)
        return [(path, item) for item in found]

    def read_required(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        return [convert(given[name]) for name, convert, _ in fields]

    def read_values(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        value_of = given.get
        return [None if (raw := value_of(name)) is None else convert(raw) for name, convert, _ in fields]


class FaultCollector:
    """Goes on after a fault, as if the value were unknown, so that all of them are reported at once."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def add_fault(self, path: str, words: str) -> None:
        self.faults.append(f"{path}: {words}")

    def read_object(self, given: dict[str, Any], name: str) -> dict[str, Any]:
        found = given.get(name)
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.add_fault(name, "expected an object")
            return {}
        return found

    def read_list(self, given: dict[str, Any], name: str, path: str) -> Items | None:
        found = given.get(name)
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.add_fault(path, "expected a list of objects")
            return None
        return [(f"{path}[{i}]", item) for i, item in enumerate(found)]

    def read_required(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        return [self.read_value(given, path, field, required=True) for field in fields]

    def read_values(self, given: dict[str, Any], path: str, fields: tuple[Field, ...]) -> list[Any]:
        return [self.read_value(given, path, field) for field in fields]

    def read_value(self, given: dict[str, Any], path: str, field: Field, required: bool = False) -> Any:
        raw = given.get(field.name)
        if raw is None:
            if required:
                self.add_fault(f"{path}.{field.name}", "missing")
            return None
        try:
            return field.convert(raw)
        except MISREAD:
            self.add_fault(f"{path}.{field.name}", f"expected {field.wanted}")
            return None


FIRST_FAULT = FirstFault()

# ------------------------------------------------------------------------------------------------------------ the facts


def read_facts(given: Any) -> Facts:
    """One JSON object to Facts. Raises InvalidFactsError with a line for every fault."""
    try:
        return build_facts(FIRST_FAULT, given)
    except MISREAD:
        return read_naming_faults(given)


def read_naming_faults(given: Any) -> Facts:
    """The same, slower where nothing is wrong."""
    if not isinstance(given, dict):
        raise InvalidFactsError(["expected an object"])
    r = FaultCollector()
    facts = build_facts(r, given)
    if r.faults:
        raise InvalidFactsError(r.faults)
    return facts


def read_dwellings(given: dict[str, Any]) -> list[Dwelling]:
    """The dwellings of facts that were read before, or none."""
    return [build_dwelling(FaultCollector(), "dwellings", one) for one in given.get("dwellings") or ()]


def build_facts(r: Reader, given: dict[str, Any]) -> Facts:
    application = r.read_object(given, "application")
    basis, filed = r.read_required(application, "application", APPLICATION_REQUIRED)
    settlement, _ = r.read_values(application, "application", APPLICATION)
    documents = r.read_list(application, "documents", "application.documents")
    applicant = build_applicant(r, r.read_object(given, "applicant"))
    family = r.read_list(given, "family", "family")
    dwellings = r.read_list(given, "dwellings", "dwellings")
    established = r.read_list(given, "established", "established")
    return Facts(
        basis,
        filed and filed.date(),
        settlement,
        None if documents is None else tuple([build_document(r, at, one) for at, one in documents]),
        applicant,
        None if family is None else tuple([build_member(r, at, one) for at, one in family]),
        None if dwellings is None else tuple([build_dwelling(r, at, one) for at, one in dwellings]),
        tuple([build_worsening(r, at, one) for at, one in established or ()]),
    )


def build_applicant(r: Reader, a: dict[str, Any]) -> Applicant:
    born, status, registered_in, registered_since, consent, *flags = r.read_values(a, "applicant", APPLICANT)
    return Applicant(born, status, consent, registered_in, registered_since, *flags)


def build_document(r: Reader, at: str, d: dict[str, Any]) -> Document:
    return Document(*r.read_values(d, at, DOCUMENT))


def build_member(r: Reader, at: str, m: dict[str, Any]) -> Member:
    return Member(*r.read_values(m, at, MEMBER))


def build_dwelling(r: Reader, at: str, d: dict[str, Any]) -> Dwelling:
    until, owner, settlement, share, until_by, fit, emergency, counts, stands, number = r.read_values(d, at, DWELLING)
    ended = until is not None if "until" in d else None
    stands = stands if "stands" in d else True
    return Dwelling(owner, settlement, share, ended, until, until_by, fit, emergency, counts, stands, number or None)


def build_worsening(r: Reader, at: str, e: dict[str, Any]) -> EstablishedWorsening:
    return EstablishedWorsening(*r.read_required(e, at, WORSENING_REQUIRED))
