"""The facts of a case, a line each: value, who said so and when, and how the source answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from housing.law.fact_path import FactPath, reliability_fact
from housing.queries.filing.case_records import CaseRecords, KeptFinding
from housing.queries.filing.evidence import SourceAnswer, list_latest_answers
from housing.queries.filing.facts import DisputedFact

#: Facts of the applicant and the source that answers each; "" is what Kezek itself holds.
ABOUT_APPLICANT = {
    "applicant.status": "natural_persons",
    "applicant.born": "natural_persons",
    "applicant.registered_in": "natural_persons",
}
STATUS_FACTS = {
    "applicant.orphan_on_record": "orphans",
    "applicant.in_republican_base": "republican_base",
    "applicant.uses_state_dwelling": "state_housing",
    "applicant.privatised_state_dwelling": "state_housing",
    "applicant.state_supported_mortgage": "mortgages",
    "applicant.on_register": "",
    "applicant.consent": "",
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """`fact`: its dotted name. `state`: how the source answered, or settled, unread, held (by Kezek itself).

    `title`: the source, a message id; `official`: who settled it; `disputed`: what the applicant says against it.
    """

    fact: str
    value: Any
    state: str
    title: str = ""
    at: datetime | None = None
    request_id: str = ""
    official: str = ""
    disputed: DisputedFact | None = None


def list_fact_lines(records: CaseRecords, given: dict[str, Any], disputed: dict[str, DisputedFact]) -> list[FactLine]:
    """The table of a case whose facts are `given`; both values of what is `disputed`."""
    found = FactTable(given, list_latest_answers(records.answers), records.findings).build_lines()
    return [replace(line, disputed=disputed.get(line.fact)) for line in found]


class FactTable:
    """`given`: the facts contract; `heard`: the latest answers; `settled`: what officials found."""

    def __init__(
        self, given: dict[str, Any], heard: dict[tuple[str, str], SourceAnswer], settled: dict[str, KeptFinding]
    ) -> None:
        self.given, self.answers, self.settled = given, heard, settled
        self.iin = given["applicant"]["iin"]

    def build_lines(self) -> list[FactLine]:
        return [
            *(self.applicant_line(fact, source) for fact, source in ABOUT_APPLICANT.items()),
            *self.family_lines(),
            *self.dwelling_lines(),
            *(self.applicant_line(fact, source) for fact, source in STATUS_FACTS.items()),
            *self.document_lines(),
        ]

    def applicant_line(self, fact: str, source: str) -> FactLine:
        value = FactPath.parse(fact).value_in(self.given)
        return self.build_line(
            fact, value, self.answers.get((source, self.iin)), "held" if not source else "unavailable"
        )

    def build_line(self, fact: str, value: Any, heard: SourceAnswer | None, otherwise: str) -> FactLine:
        found = self.settled.get(fact)
        if found:
            return FactLine(fact, value, "settled", at=found.at, official=found.official)
        if heard is None:
            return FactLine(fact, value, otherwise)
        return FactLine(fact, value, heard.state, heard.title, heard.asked_at, heard.request_id)

    def family_lines(self) -> Iterator[FactLine]:
        kin, registry = self.given.get("family"), self.answers.get(("civil_registry", self.iin))
        if not kin:
            yield self.build_line("family", kin, registry, "unavailable")
        for i, member in enumerate(kin or ()):
            path = FactPath(("family", i))
            yield self.build_line(str(path), member, registry, "unavailable")
            asked = self.answers.get(("consents", member.get("iin", "")))
            consent = str(path.child("consent"))
            if asked or consent in self.settled:
                yield self.build_line(consent, member.get("consent"), asked, "unavailable")

    def dwelling_lines(self) -> Iterator[FactLine]:
        owned, said = self.given.get("dwellings"), self.property_answer()
        if not owned:
            yield self.build_line("dwellings", owned, said, "unavailable")
        for i, dwelling in enumerate(owned or ()):
            path = FactPath(("dwellings", i))
            fact = str(path)
            settled = next((name for name in self.settled if FactPath.parse(name).parent == path), fact)
            line = self.build_line(
                "dwellings" if "dwellings" in self.settled else settled, dwelling, said, "unavailable"
            )
            yield FactLine(fact, dwelling, line.state, line.title, line.at, line.request_id, line.official)

    def property_answer(self) -> SourceAnswer | None:
        """Of the answers about the applicant and the family the one that is missing, else the applicant's."""
        answers = [said for (source, _), said in self.answers.items() if source == "real_property"]
        silent = [said for said in answers if said.state == "unavailable"]
        return silent[0] if silent else self.answers.get(("real_property", self.iin))

    def document_lines(self) -> Iterator[FactLine]:
        for i, document in enumerate(self.given["application"].get("documents") or ()):
            fact = reliability_fact(i)
            yield self.build_line(fact, document.get("reliable"), None, "unread")
