"""The state databases: which there are, how they are asked about a family, and what their answers say together.

Rules, point 13, and Annex 1, row 9: applicant and family are checked through the state systems; what a state system
holds is not asked of the applicant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any, Protocol

from housing.law.fact_path import FactPath
from housing.law.working_time import ALMATY
from housing.registries import categories, civil_registry, consents, natural_persons, real_property
from housing.registries.gateway import State
from housing.registries.inquiry import InquirySubject, ask_all_sources, is_adult
from housing.registries.sources import SOURCES

__all__ = ["SOURCES", "AnswerLike", "InquirySubject", "Origin", "assemble_facts", "ask_all_sources"]


class AnswerLike(Protocol):
    """An answer just given or kept in the database."""

    @property
    def source(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def facts(self) -> dict[str, Any]: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def request_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact comes from: which source, when it was asked (UTC), under which request."""

    source: str
    asked_at: datetime
    request_id: str


# ------------------------------------------------------------------------------------------ what they say together


def order_of_answer(answer: AnswerLike) -> tuple[datetime, bool, str]:
    """Later means asked later. Of one moment a silence comes after an answer, which may be the older of the two."""
    return answer.asked_at, answer.state == State.UNAVAILABLE, answer.request_id


class Evidence:
    """The latest answer of each source about each person."""

    def __init__(self, answers: Iterable[AnswerLike]) -> None:
        ordered = sorted(answers, key=order_of_answer)
        self.latest = {(answer.source, answer.about): answer for answer in ordered}

    def latest_answer(self, source: ModuleType, iin: str) -> AnswerLike | None:
        """The latest answer if it says anything at all; None is unknown."""
        answer = self.latest.get((source.NAME, iin))
        return answer if answer and answer.facts and answer.state != State.UNAVAILABLE else None

    def was_asked(self, source: ModuleType, iin: str) -> bool:
        return (source.NAME, iin) in self.latest


def assemble_facts(
    answers: Iterable[AnswerLike],
    iin: str,
    adult_from: int,
    living_with: Collection[str] = (),
    consented: Collection[str] = (),
) -> tuple[dict[str, Any], dict[str, Origin]]:
    """The `applicant`, `family` and `dwellings` of the facts contract, and where each came from by its dotted name.

    Pure, and the same for any order of the answers. What no source answered is absent, that is, unknown. `family`:
    spouse, children who are not of age (`adult_from`, in years) and those of `living_with`. `dwellings`: absent unless
    the registry answered about everybody about whom it may be asked; an adult who has not consented shows in their
    `consent` instead. Beside them, for the screen and the list and not for the rules: `person` (name, address) and
    `categories`.
    """
    evidence = Evidence(answers)
    applicant, origins = about_applicant(evidence, iin)
    facts: dict[str, Any] = {"applicant": applicant}
    for source, part in ((natural_persons, "person"), (categories, "categories")):
        answer = evidence.latest_answer(source, iin)
        if answer and part in answer.facts:
            facts[part], origins[part] = answer.facts[part], origin_of(answer)
    kin = evidence.latest_answer(civil_registry, iin)
    if kin and "family" not in kin.facts:  # of the dead no family is told
        kin = None
    family = list_members(evidence, iin, kin, adult_from, living_with, consented)
    if kin:
        facts["family"] = family
        origins |= family_origins(evidence, family, kin)
    owned = collect_dwellings(evidence, iin, family)
    if owned is not None:
        facts["dwellings"] = [dwelling for dwelling, _ in owned]
        origins["dwellings"] = origin_of(evidence.latest[real_property.NAME, iin])
        for i, (dwelling, answer) in enumerate(owned):
            origins |= dict.fromkeys(dotted_names(FactPath(("dwellings", i)), dwelling), origin_of(answer))
    return facts, origins


def about_applicant(evidence: Evidence, iin: str) -> tuple[dict[str, Any], dict[str, Origin]]:
    """Of each source only the facts that it is there to answer."""
    facts, origins = {}, {}
    answers = [answer for source in SOURCES.values() if (answer := evidence.latest_answer(source, iin))]
    for answer in answers:
        for name in SOURCES[answer.source].ANSWERS:
            path = FactPath.parse(name)
            key, value = path.name, path.value_in(answer.facts) if path.root == "applicant" else None
            if value is not None:
                facts[key], origins[name] = value, origin_of(answer)
    return facts, origins


def list_members(
    evidence: Evidence,
    iin: str,
    kin: AnswerLike | None,
    adult_from: int,
    living_with: Collection[str],
    consented: Collection[str],
) -> list[dict[str, Any]]:
    """The family for the housing test, in the registry's order, then those declared who are not in it."""
    listed = (
        [m for m in kin.facts["family"] if is_family_member(evidence, m, kin, adult_from, living_with)] if kin else []
    )
    declared = sorted(set(living_with) - {m["iin"] for m in listed} - {iin})
    extra = [{"iin": other, "relation": "declared", "born": None, "name": None} for other in declared]
    return [{**m, "consent": consent_of(evidence, m, consented)} for m in listed + extra if m["iin"] != iin]


def is_family_member(
    evidence: Evidence, member: dict[str, Any], kin: AnswerLike, adult_from: int, living_with: Collection[str]
) -> bool:
    """A child who came of age since the filing was asked about as a minor, and stays in."""
    if member["relation"] == "spouse" or member["iin"] in living_with or asked_as_minor(evidence, member):
        return True
    return not is_adult(member, kin.asked_at.astimezone(ALMATY).date(), adult_from)


def asked_as_minor(evidence: Evidence, member: dict[str, Any]) -> bool:
    asked = evidence.was_asked
    return asked(real_property, member["iin"]) and not asked(consents, member["iin"])


def consent_of(evidence: Evidence, member: dict[str, Any], consented: Collection[str]) -> bool | None:
    answer = evidence.latest_answer(consents, member["iin"])
    told = answer.facts.get("consent") if answer else None
    return True if told is None and member["iin"] in consented else told


def may_be_asked_about(evidence: Evidence, member: dict[str, Any]) -> bool:
    """A minor, or an adult who consented; a consent withdrawn since shuts what was answered before."""
    if evidence.was_asked(consents, member["iin"]):
        return member["consent"] is True
    return asked_as_minor(evidence, member) or member["relation"] == "child"


def collect_dwellings(
    evidence: Evidence, iin: str, family: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], AnswerLike]] | None:
    """Each dwelling with the answer that told of it; None where an answer that is due is missing."""
    due = [(m["iin"], "family") for m in family if may_be_asked_about(evidence, m)]
    owned: list[tuple[dict[str, Any], AnswerLike]] = []
    for owner, whose in [(iin, "applicant"), *due]:
        answer = evidence.latest_answer(real_property, owner)
        if answer is None:
            return None
        owned += [({"owner": whose, **dwelling}, answer) for dwelling in answer.facts["dwellings"]]
    return owned


def family_origins(evidence: Evidence, family: list[dict[str, Any]], kin: AnswerLike) -> dict[str, Origin]:
    """Whom the applicant declared comes from no source: of them only the consent has an origin."""
    origins = {"family": origin_of(kin)}
    for i, member in enumerate(family):
        if member["relation"] != "declared":
            origins |= dict.fromkeys(dotted_names(FactPath(("family", i)), member.keys() - {"consent"}), origin_of(kin))
        consent = evidence.latest_answer(consents, member["iin"])
        if consent:
            origins[str(FactPath(("family", i, "consent")))] = origin_of(consent)
    return origins


def dotted_names(at: FactPath, names: Iterable[str]) -> list[str]:
    return [str(at), *(str(at.child(name)) for name in names)]


def origin_of(answer: AnswerLike) -> Origin:
    return Origin(answer.source, answer.asked_at, answer.request_id)
