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

from housing.law.facts import BASES, ESTABLISHABLE, Applicant, Basis, Document, Dwelling, Established, Facts, Member
from housing.law.working_time import ALMATY

STATUSES = ("citizen", "kandas", "other")
OWNERS = ("applicant", "family")
SIGNERS = ("self", "representative")
ENDINGS = ("sale", "gift", "exchange", "bought_out", "inheritance_left", "destroyed", "other")
DOCUMENTS = ("technical_conclusion", "orphan_proof", "representative_proof", "other")


class UnusableFacts(Exception):
    """The input is not facts. `faults`: one line each, naming the field."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Reader:
    """Reads values at dotted paths and gathers the faults, so that all of them are told at once."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, path: str, words: str) -> None:
        self.faults.append(f"{path}: {words}")

    def value(
        self, at: dict[str, Any], path: str, convert: Callable[[Any], Any], wanted: str, required: bool = False
    ) -> Any:
        raw = at.get(path.rpartition(".")[2])
        if raw is None:
            if required:
                self.fault(path, "missing")
            return None
        try:
            return convert(raw)
        except (ValueError, TypeError, ZeroDivisionError, OverflowError):
            self.fault(path, f"expected {wanted}")
            return None

    def part(self, at: dict[str, Any], path: str) -> dict[str, Any]:
        found = at.get(path)
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.fault(path, "expected an object")
            return {}
        return found

    def items(self, at: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]] | None:
        found = at.get(path.rpartition(".")[2])
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self.fault(path, "expected a list of objects")
            return None
        return [(f"{path}[{i}]", item) for i, item in enumerate(found)]


def one_of(*allowed: str) -> Callable[[Any], str]:
    def convert(raw: Any) -> str:
        if raw not in allowed:
            raise ValueError(raw)
        return str(raw)

    return convert


def day(raw: Any) -> date:
    if not isinstance(raw, str) or not re.fullmatch(r"(18|19|20|21)\d\d-\d\d-\d\d", raw):
        raise ValueError(raw)
    return date.fromisoformat(raw)


def moment(raw: Any) -> datetime:
    """ISO 8601; without an offset it is the time of Asia/Almaty, the only zone of the country."""
    if not isinstance(raw, str):
        raise TypeError(raw)
    read = datetime.fromisoformat(raw)
    return read.astimezone(ALMATY) if read.tzinfo else read.replace(tzinfo=ALMATY)


def truth(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(raw)
    return raw


def text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError(raw)
    return raw


def code(raw: Any) -> str:
    """A KATO code; "" is nowhere."""
    if not re.fullmatch(r"[0-9]{9}|", text(raw)):
        raise ValueError(raw)
    return str(raw)


def place(raw: Any) -> str | None:
    """The code of a place that must be somewhere: "" says nothing."""
    return code(raw) or None


def share(raw: Any) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?", text(raw)):
        raise ValueError(raw)
    part = Fraction(raw)
    if not 0 < part <= 1:
        raise ValueError(raw)
    return part


def read_facts(given: Any) -> Facts:
    """One JSON object to Facts. Raises UnusableFacts with a line for every fault."""
    if not isinstance(given, dict):
        raise UnusableFacts(["expected an object"])
    r = Reader()
    application = r.part(given, "application")
    basis = r.value(application, "application.basis", one_of(*BASES), " or ".join(BASES), required=True)
    filed = r.value(application, "application.filed_at", moment, "a date and time in ISO 8601", required=True)
    settlement = r.value(application, "application.settlement", place, "a KATO code of nine digits")
    r.value(application, "application.by", one_of(*SIGNERS), " or ".join(SIGNERS))
    documents = r.items(application, "application.documents")
    applicant = read_applicant(r, r.part(given, "applicant"))
    family = r.items(given, "family")
    dwellings = r.items(given, "dwellings")
    worsened = r.items(given, "established") or []
    lists = {
        "documents": documents if documents is None else tuple(read_document(r, at, d) for at, d in documents),
        "family": family if family is None else tuple(read_member(r, at, m) for at, m in family),
        "dwellings": dwellings if dwellings is None else tuple(read_dwelling(r, at, d) for at, d in dwellings),
        "established": tuple(read_established(r, at, e) for at, e in worsened),
    }
    if r.faults:
        raise UnusableFacts(r.faults)
    return Facts(cast(Basis, basis), filed.date(), settlement, applicant=applicant, **cast(Any, lists))


def read_applicant(r: Reader, a: dict[str, Any]) -> Applicant:
    flags = ("consent", "orphan_on_record", "orphan_proven", "on_register", "in_republican_base",
             "uses_state_dwelling", "privatised_state_dwelling", "state_supported_mortgage")  # fmt: skip
    return Applicant(
        born=r.value(a, "applicant.born", day, "a date like 1990-01-01"),
        status=r.value(a, "applicant.status", one_of(*STATUSES), " or ".join(STATUSES)),
        registered_in=r.value(a, "applicant.registered_in", code, "a KATO code of nine digits"),
        registered_since=r.value(a, "applicant.registered_since", day, "a date like 1990-01-01"),
        **{flag: r.value(a, f"applicant.{flag}", truth, "true, false or null") for flag in flags},
    )


def read_document(r: Reader, at: str, d: dict[str, Any]) -> Document:
    return Document(
        kind=r.value(d, f"{at}.kind", one_of(*DOCUMENTS), " or ".join(DOCUMENTS)),
        reliable=r.value(d, f"{at}.reliable", truth, "true, false or null"),
    )


def read_member(r: Reader, at: str, m: dict[str, Any]) -> Member:
    return Member(
        relation=r.value(m, f"{at}.relation", text, "text"),
        born=r.value(m, f"{at}.born", day, "a date like 1990-01-01"),
        consent=r.value(m, f"{at}.consent", truth, "true, false or null"),
    )


def read_dwelling(r: Reader, at: str, d: dict[str, Any]) -> Dwelling:
    until = r.value(d, f"{at}.until", day, "a date like 1990-01-01, or null")
    return Dwelling(
        owner=r.value(d, f"{at}.owner", one_of(*OWNERS), " or ".join(OWNERS)),
        settlement=r.value(d, f"{at}.settlement", place, "a KATO code of nine digits"),
        share=r.value(d, f"{at}.share", share, "a fraction like 1/4"),
        ended=until is not None if "until" in d else None,
        until=until,
        until_by=r.value(d, f"{at}.until_by", one_of(*ENDINGS), " or ".join(ENDINGS)),
        fit=r.value(d, f"{at}.fit", truth, "true, false or null"),
        emergency=r.value(d, f"{at}.emergency", truth, "true, false or null"),
        share_counts=r.value(d, f"{at}.share_counts", truth, "true, false or null"),
        stands=r.value(d, f"{at}.stands", truth, "true, false or null") if "stands" in d else True,
        id=r.value(d, f"{at}.id", text, "text") or None,
    )


def records_of(given: dict[str, Any]) -> list[Dwelling]:
    """The dwellings of facts that were read before, or none."""
    return [read_dwelling(Reader(), "", one) for one in given.get("dwellings") or ()]


def read_established(r: Reader, at: str, e: dict[str, Any]) -> Established:
    what = r.value(e, f"{at}.what", one_of(*ESTABLISHABLE), " or ".join(ESTABLISHABLE), required=True)
    return Established(what, r.value(e, f"{at}.on", day, "a date like 1990-01-01", required=True))
