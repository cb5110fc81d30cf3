"""Who decides and what, what the law says of it, and why a decision is not taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from housing.actions.notice.build_notice import DecisionContext
from housing.law.lifecycle import DECIDABLE_STATUSES
from housing.queries.cases.participants import has_taken_part, is_at_head_office
from housing.queries.filing.facts import load_case_facts
from housing.queries.signin.session import Who
from housing.storage.models import Application
from housing.storage.transaction import DbSession


class CaseChangedMeanwhile(Exception):
    """The case was decided, withdrawn or changed since the page was opened."""


class ClaimedByAnother(Exception):
    """A colleague holds the case."""


class TookPart(Exception):
    """The case is decided anew, and this official took part in the act that was cancelled."""


class DoesNotFollow(Exception):
    """The decision does not follow from the facts. `outcome`: what the law says of them; `unknown`: what it lacks."""

    def __init__(self, outcome: str, unknown: tuple[str, ...]) -> None:
        super().__init__(outcome)
        self.outcome, self.unknown = outcome, unknown


class Official:
    """Who decides."""

    def __init__(self, staff_id: int, login: str, branch_code: str | None) -> None:
        self.staff_id, self.login, self.branch_code = staff_id, login, branch_code

    @classmethod
    def from_user(cls, who: Who) -> Official:
        """Whoever is signed in."""
        return cls(who.staff_id, who.login, who.branch_code)


@dataclass(frozen=True, slots=True)
class OfficialDecision:
    """What an official decides and what they found for it.

    `findings`: by fact, of what was unknown. `note`: their words, which the applicant reads; `note_language`: kk or ru,
    in which they are written, "": in both.
    """

    outcome: Literal["register", "refuse"]
    findings: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    note_language: str = ""


def load_for_decision(
    db: DbSession, application_id: int, version: int, official: Official, now: datetime
) -> Application:
    """The application as the page had shown it, open to this official.

    Raises CaseChangedMeanwhile, ClaimedByAnother, TookPart.
    """
    application: Application = db.get_one(Application, application_id)
    if application.version != version or application.status not in DECIDABLE_STATUSES:
        raise CaseChangedMeanwhile
    if took_part(application, official.staff_id):
        raise TookPart
    held = application.claimed_by and application.lease_until and application.lease_until > now
    if not may_work_on(application, official.branch_code) or (held and application.claimed_by != official.staff_id):
        raise ClaimedByAnother
    return application


def evaluate_decision(
    application: Application, decision: OfficialDecision, official: Official, now: datetime
) -> DecisionContext:
    """What the law says with the findings. Raises DoesNotFollow where that is not what the official decides."""
    facts = load_case_facts(application.id, decision.findings)
    law = facts.evaluate()
    if law.outcome != decision.outcome:
        raise DoesNotFollow(law.outcome, law.unknown)
    return DecisionContext(
        application=application,
        facts=facts,
        law=law,
        now=now,
        staff_id=official.staff_id,
        actor=official.login,
        note=decision.note,
        findings=decision.findings,
        note_language=decision.note_language,
    )


def may_work_on(application: Application, branch_code: str | None) -> bool:
    """Its branch; the head office, which has no branch, where nobody of the branch is left for it."""
    return application.branch_code == branch_code or (branch_code is None and is_at_head_office(application.id))


def took_part(application: Application, staff_id: int) -> bool:
    """In the act that was cancelled, of a case that is decided anew."""
    return application.renewed_at is not None and has_taken_part(application.id, staff_id)
