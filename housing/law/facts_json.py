"""Facts as JSON, as the contract of `flask evaluate` writes them: read whole, or refused with every fault named.

A key that is absent or null is unknown, but for `until`, where null says "owned today", and for `stands`: a record that
nobody disputed does not mention it, and stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, cast

from housing.law.fact_path import last_key
from housing.law.facts import (
    BASES,
    ESTABLISHABLE,
    Applicant,
    Basis,
    Document,
    Dwelling,
    EstablishedWorsening,
    Facts,
    Member,
)
from housing.law.working_time import ALMATY

STATUSES = ("citizen", "kandas", "other")
OWNERS = ("applicant", "family")
SIGNERS = ("self", "representative")
ENDINGS = ("sale", "gift", "exchange", "bought_out", "inheritance_left", "destroyed", "other")
DOCUMENTS = ("technical_conclusion", "orphan_proof", "representative_proof", "other")


class InvalidFactsError(Exception):
    """The input is not facts. `faults`: one line each, naming the field."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class FactsReader:
    """Reads values at dotted paths and collects the faults, so that all of them are reported at once."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def add_fault(self, path: str, words: str) -> None:
        self.faults.append(f"{path}: {words}")

    def read_value(
        self, at: dict[str, Any], path: str, convert: Callable[[Any], Any], wanted: str, required: bool = False
    ) -> Any:
        raw = at.get(last_key(path))
        if raw is None:
            if required:
                self.add_fault(path, "missing")
            return None
        try:
            return convert(raw)
        except (ValueError, TypeError, ZeroDivisionError, OverflowError):
            self.add_fault(path, f"expected {wanted}")
            return None

    def read_object(self, at: dict[str, Any], path: str) -> dict[str, Any]:
        found = at.get(path)
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.add_fault(path, "expected an object")
            return {}
        return found

    def read_list(self, at: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]] | None:
        found = at.get(last_key(path))
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.add_fault(path, "expected a list of objects")
            return None
        return [(f"{path}[{i}]", item) for i, item in enumerate(found)]


def choice_of(*allowed: str) -> Callable[[Any], str]:
    def check_choice(raw: Any) -> str:
        if raw not in allowed:
            raise ValueError(raw)
        return str(raw)

    return check_choice


def parse_day(raw: Any) -> date:
    if not isinstance(raw, str) or not re.fullmatch(r"(18|19|20|21)\d\d-\d\d-\d\d", raw):
        raise ValueError(raw)
    return date.fromisoformat(raw)


def parse_moment(raw: Any) -> datetime:
    """ISO 8601; without an offset it is the time of Asia/Almaty, the only zone of the country."""
    if not isinstance(raw, str):
        raise TypeError(raw)
    read = datetime.fromisoformat(raw)
    return read.astimezone(ALMATY) if read.tzinfo else read.replace(tzinfo=ALMATY)


def parse_boolean(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(raw)
    return raw


def parse_text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def parse_kato_code(raw: Any) -> str:
    """A KATO code; "" is nowhere."""
    if not re.fullmatch(r"[0-9]{9}|", parse_text(raw)):
        raise ValueError(raw)
    return str(raw)


def parse_kato_code_or_none(raw: Any) -> str | None:
    """The code of a place that must be somewhere: "" says nothing."""
    return parse_kato_code(raw) or None


def parse_share(raw: Any) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?", parse_text(raw)):
        raise ValueError(raw)
    part = Fraction(raw)
    if not 0 < part <= 1:
        raise ValueError(raw)
    return part


def read_facts(given: Any) -> Facts:
    """One JSON object to Facts. Raises InvalidFactsError with a line for every fault."""
    if not isinstance(given, dict):
        raise InvalidFactsError(["expected an object"])
    r = FactsReader()
    application = r.read_object(given, "application")
    basis = r.read_value(application, "application.basis", choice_of(*BASES), " or ".join(BASES), required=True)
    filed = r.read_value(
        application, "application.filed_at", parse_moment, "a date and time in ISO 8601", required=True
    )
    settlement = r.read_value(
        application, "application.settlement", parse_kato_code_or_none, "a KATO code of nine digits"
    )
    r.read_value(application, "application.by", choice_of(*SIGNERS), " or ".join(SIGNERS))
    documents = r.read_list(application, "application.documents")
    applicant = read_applicant(r, r.read_object(given, "applicant"))
    family = r.read_list(given, "family")
    dwellings = r.read_list(given, "dwellings")
    worsened = r.read_list(given, "established") or []
    lists = {
        "documents": documents if documents is None else tuple(read_document(r, at, d) for at, d in documents),
        "family": family if family is None else tuple(read_member(r, at, m) for at, m in family),
        "dwellings": dwellings if dwellings is None else tuple(read_dwelling(r, at, d) for at, d in dwellings),
        "established": tuple(read_worsening(r, at, e) for at, e in worsened),
    }
    if r.faults:
        raise InvalidFactsError(r.faults)
    return Facts(cast(Basis, basis), filed.date(), settlement, applicant=applicant, **cast(Any, lists))


def read_applicant(r: FactsReader, a: dict[str, Any]) -> Applicant:
    flags = (
        "consent",
        "orphan_on_record",
        "orphan_proven",
        "on_register",
        "in_republican_base",
        "uses_state_dwelling",
        "privatised_state_dwelling",
        "state_supported_mortgage",
    )
    return Applicant(
        born=r.read_value(a, "applicant.born", parse_day, "a date like 1990-01-01"),
        status=r.read_value(a, "applicant.status", choice_of(*STATUSES), " or ".join(STATUSES)),
        registered_in=r.read_value(a, "applicant.registered_in", parse_kato_code, "a KATO code of nine digits"),
        registered_since=r.read_value(a, "applicant.registered_since", parse_day, "a date like 1990-01-01"),
        **{flag: r.read_value(a, f"applicant.{flag}", parse_boolean, "true, false or null") for flag in flags},
    )


def read_document(r: FactsReader, at: str, d: dict[str, Any]) -> Document:
    return Document(
        kind=r.read_value(d, f"{at}.kind", choice_of(*DOCUMENTS), " or ".join(DOCUMENTS)),
        reliable=r.read_value(d, f"{at}.reliable", parse_boolean, "true, false or null"),
    )


def read_member(r: FactsReader, at: str, m: dict[str, Any]) -> Member:
    return Member(
        relation=r.read_value(m, f"{at}.relation", parse_text, "text"),
        born=r.read_value(m, f"{at}.born", parse_day, "a date like 1990-01-01"),
        consent=r.read_value(m, f"{at}.consent", parse_boolean, "true, false or null"),
    )


def read_dwelling(r: FactsReader, at: str, d: dict[str, Any]) -> Dwelling:
    until = r.read_value(d, f"{at}.until", parse_day, "a date like 1990-01-01, or null")
    return Dwelling(
        owner=r.read_value(d, f"{at}.owner", choice_of(*OWNERS), " or ".join(OWNERS)),
        settlement=r.read_value(d, f"{at}.settlement", parse_kato_code_or_none, "a KATO code of nine digits"),
        share=r.read_value(d, f"{at}.share", parse_share, "a fraction like 1/4"),
        ended=until is not None if "until" in d else None,
        until=until,
        until_by=r.read_value(d, f"{at}.until_by", choice_of(*ENDINGS), " or ".join(ENDINGS)),
        fit=r.read_value(d, f"{at}.fit", parse_boolean, "true, false or null"),
        emergency=r.read_value(d, f"{at}.emergency", parse_boolean, "true, false or null"),
        share_counts=r.read_value(d, f"{at}.share_counts", parse_boolean, "true, false or null"),
        stands=r.read_value(d, f"{at}.stands", parse_boolean, "true, false or null") if "stands" in d else True,
        id=r.read_value(d, f"{at}.id", parse_text, "text") or None,
    )


def read_dwellings(given: dict[str, Any]) -> list[Dwelling]:
    """The dwellings of facts that were read before, or none."""
    return [read_dwelling(FactsReader(), "dwellings", one) for one in given.get("dwellings") or ()]


def read_worsening(r: FactsReader, at: str, e: dict[str, Any]) -> EstablishedWorsening:
    what = r.read_value(e, f"{at}.what", choice_of(*ESTABLISHABLE), " or ".join(ESTABLISHABLE), required=True)
    return EstablishedWorsening(what, r.read_value(e, f"{at}.on", parse_day, "a date like 1990-01-01", required=True))
