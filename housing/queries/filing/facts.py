"""The facts of a case, as the law takes them: what the bases said, what was filed, what an official found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.law.eligibility import Outcome, decide
from housing.law.fact_path import FactPath, is_document_fact
from housing.law.facts_json import read_facts
from housing.law.findings import apply_disputes, apply_findings, value_at
from housing.law.working_time import ALMATY
from housing.queries.filing.case_records import ApplicationRecord, CaseRecords, load_case_records
from housing.queries.reference.law import load_effective_law, load_law_or_first
from housing.registries import AnswerLike, Origin, assemble_facts, consents
from housing.registries.gateway import SourceAnswer as Said
from housing.registries.gateway import State
from housing.storage.extensions import db
from housing.storage.models import Answer

#: The source of what Kezek itself holds: the application, its papers, its register.
OWN = "kezek"


@dataclass(frozen=True, slots=True)
class DisputedFact:
    """`said`: what the database says; `note`: the applicant's words; `found`: what an official found, None: not yet.

    `because`: the official's words for it. `paper_id`: the document that the applicant sent with the words.
    """

    said: Any
    note: str
    at: datetime
    found: Any = None
    because: str = ""
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """`given`: the JSON of `flask evaluate`; `origins`: dotted fact → source and time; `person`: who it is about.

    `undisputed`: the same before anything was disputed or found. `disputed`: by dotted name,
    where the database still says
    what the applicant disputed.
    `silent`: sources that did not answer; `to_ask_again`: those and the ones that did not find a consent still valid.
    """

    given: dict[str, Any]
    undisputed: dict[str, Any]
    origins: dict[str, Origin]
    person: dict[str, Any]
    categories: list[str] | None
    silent: tuple[str, ...]
    disputed: dict[str, DisputedFact]
    to_ask_again: tuple[str, ...]
    #: Why the documents that were read are reliable, or not.
    reliability_notes: tuple[str, ...] = ()

    def evaluate(self) -> Outcome:
        """What the law of the day of filing says of these facts."""
        facts = read_facts(self.given)
        return decide(facts, load_effective_law(facts.filed_on))


def load_case_facts(application_id: int, extra: dict[str, Any] | None = None) -> CaseFacts:
    """The facts of a filed application; `extra`: findings about to be recorded with a decision."""
    return build_case_facts(load_case_records(application_id), extra)


def build_case_facts(records: CaseRecords, extra: dict[str, Any] | None = None) -> CaseFacts:
    application, found = records.application, records.findings
    filed_on = (application.filed_at or application.created_at).astimezone(ALMATY).date()
    adult_from, with_them = load_law_or_first(filed_on).adult_from_years, application.answers.get("living_with", ())
    said, origins = assemble_facts(records.answers, application.iin, adult_from, with_them, application.consented)
    given = {**said, "application": build_application_facts(records), "applicant": {**said.get("applicant", {})}}
    given["applicant"] |= {
        "iin": application.iin,
        "consent": effective_consent(application),
        "on_register": bool(application.on_register),
    }
    latest = {(answer.source, answer.about): answer for answer in records.answers}
    for key in ("person", "categories"):
        given.pop(key, None)
    disputed = list_disputed_facts(records, given)
    undisputed, given = given, apply_disputes(given, disputed)
    settled = {fact: one.value for fact, one in found.items()}
    return CaseFacts(
        undisputed=undisputed,
        given=apply_findings(given, {**settled, **(extra or {})}, {fact: one.said for fact, one in disputed.items()}),
        origins=origins,
        person=said.get("person", {}),
        categories=said.get("categories"),
        silent=tuple(sorted({answer.source for answer in latest.values() if answer.state == "unavailable"})),
        to_ask_again=tuple(sorted({answer.source for answer in latest.values() if is_transient(answer)})),
        disputed=disputed,
        reliability_notes=tuple(found[fact].note for fact in sorted(found) if is_document_fact(fact)),
    )


def effective_consent(application: ApplicationRecord) -> bool | None:
    """As given with the application, unless it was taken back before the decision."""
    withdrawn, decided = application.consent_withdrawn_at, application.decided_at
    if withdrawn and (decided is None or withdrawn < decided):
        return False
    return application.answers.get("consent")


def list_disputed_facts(records: CaseRecords, given: dict[str, Any]) -> dict[str, DisputedFact]:
    """Those that still dispute something: once the database says otherwise there is nothing left to settle."""
    disputed = {}
    for one in records.disputes:
        if value_at(given, one.fact) == one.said:
            finding = records.findings.get(finding_name(one.fact))
            value, because = (finding.value, finding.note) if finding else (None, "")
            disputed[one.fact] = DisputedFact(one.said, one.note, one.at, value, because, one.paper_id)
    return disputed


def finding_name(fact: str) -> str:
    """Under which name an official settles a disputed fact: of a dwelling, whether its record stands."""
    path = FactPath.parse(fact)
    return str(path.child("stands")) if path.is_item else fact


def is_transient(answer: AnswerLike) -> bool:
    """A silence, or a consent that has run out, may be over by the next time. A family member's no is an answer."""
    return answer.state == "unavailable" or (answer.state == "no_consent" and answer.source != consents.NAME)


def list_valid_answers(application_id: int, since: datetime) -> list[Said]:
    """The latest answers that need not be asked for again; who has not replied about a consent yet is asked again."""
    rows = db.session.scalars(select(Answer).filter_by(application_id=application_id).order_by(Answer.id))
    latest = {(answer.source, answer.about): answer for answer in rows}
    return [
        Said(a.source, a.about, State(a.state), a.facts, a.request_id, a.asked_at, b"")
        for a in latest.values()
        if a.asked_at >= since and not is_transient(a) and (a.source, a.state) != (consents.NAME, "no_data")
    ]


def build_application_facts(records: CaseRecords) -> dict[str, Any]:
    application = records.application
    # A document of several files is one document of the law.
    papers = sorted({(paper.document, paper.kind) for paper in records.papers if not paper.is_lost})
    filed_at = application.filed_at or application.created_at
    return {
        "basis": application.basis,
        "filed_at": filed_at.astimezone(ALMATY).isoformat(),
        "settlement": application.settlement,
        "by": "representative" if application.representative_iin else "self",
        "documents": [{"kind": kind, "reliable": None} for _, kind in papers],
    }
