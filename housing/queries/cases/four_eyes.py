"""The second look: the rules of the day, what a refusal must be looked at for, and the refusal that waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, exists, select
from sqlalchemy.orm import aliased

from housing.law import review_rules
from housing.law.eligibility import Ground, Outcome
from housing.law.facts_json import read_facts
from housing.law.lifecycle import IN_REVIEW
from housing.law.working_time import ALMATY
from housing.queries.cases.case import Case
from housing.queries.cases.recorded_decision import build_grounds
from housing.queries.filing.facts import CaseFacts
from housing.queries.reference.law import load_effective_law
from housing.queries.reference.reference import load_effective_values
from housing.queries.signin.session import Who
from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, Decision, RefusalProposal, Staff


@dataclass(frozen=True, slots=True)
class ProposedRefusal:
    """A refusal that an official proposed. `why`: the rules by which it needs a second look. `findings`: by fact.

    `answered_at`, `answered_by`, `comment`: once it was returned; taken back it bears no comment.
    """

    state: str
    by_id: int
    by: str
    at: datetime
    note: str
    findings: dict[str, Any]
    grounds: list[Ground]
    why: list[str]
    answered_by: str | None
    answered_at: datetime | None
    comment: str

    @property
    def reasons(self) -> list[str]:
        """The rules in words (message ids)."""
        return [review_rules.REASON_LABELS[rule] for rule in self.why]


def load_review_rules(day: date) -> dict[str, review_rules.ReviewRule]:
    """By name, as the catalog has them in force."""
    rules = load_effective_values("second_look", day)
    return {rule: review_rules.ReviewRule(values["value"], values["seed"]) for rule, values in rules.items()}


def list_review_reasons(application: Application, facts: CaseFacts, law: Outcome, now: datetime) -> list[str]:
    """By which rules a refusal of this application on these facts needs a second look; empty: it needs none."""
    rules, asked = load_review_rules(now.astimezone(ALMATY).date()), read_facts(facts.given)
    held = [found.ground.key for found in law.held_answers]
    measured = review_rules.measure_facts(asked, load_effective_law(asked.filed_on), held)
    seen = [key for key in held if has_refused_before(application.branch_code, key)]
    return review_rules.find_review_reasons(rules, application.number or "", held, seen, measured)


def has_refused_before(branch_code: str | None, key: str) -> bool:
    """Has this branch ever refused on this ground?"""
    d, a = Decision, Application
    on_it = cast(d.grounds, String).contains(f'"{key}"', autoescape=True)
    stands = d.outcome == "refuse", on_it, d.cancelled_at.is_(None)
    wanted = exists().where(d.application_id == a.id, a.branch_code == branch_code, *stands)
    return bool(db.session.scalar(select(wanted)))


def select_last_proposal() -> Select[*tuple[Any, ...]]:
    """The last one of a case. Built once: every page of a case asks."""
    p, proposer, answerer = RefusalProposal, aliased(Staff), aliased(Staff)
    return (
        select(
            p.state,
            p.staff_id.label("by_id"),
            proposer.name.label("by"),
            p.proposed_at.label("at"),
            p.note,
            p.findings,
            p.grounds,
            p.why,
            answerer.name.label("answered_by"),
            p.answered_at,
            p.comment,
        )
        .join(proposer, proposer.id == p.staff_id)
        .outerjoin(answerer, answerer.id == p.answered_by)
        .where(p.application_id == bindparam("case"))
        .order_by(p.id.desc())
        .limit(1)
    )


LAST_PROPOSAL = select_last_proposal()


def load_last_proposal(case_id: int) -> ProposedRefusal | None:
    """The refusal proposed last, whatever became of it."""
    row = execute_core(LAST_PROPOSAL, {"case": case_id}).first()
    return ProposedRefusal(**row._asdict() | {"grounds": build_grounds(row.grounds)}) if row else None


#: The head office where nobody of the branch is left for a case that is decided anew.
REVIEWERS = ("supervisor", "head_office")


def awaits_review_by(staff_id: Any) -> ColumnElement[bool]:
    """The refusal of this application waits for a second look, and this supervisor did not propose it."""
    p, s = RefusalProposal, Staff
    by_another = exists().where(p.application_id == Application.id, p.state == "open", p.staff_id != staff_id)
    reviews = exists().where(s.id == staff_id, s.role.in_(REVIEWERS), s.active).correlate(Application)
    return and_(Application.status == IN_REVIEW, by_another, reviews)


def load_reviewing_role(branch_code: str | None, proposer_id: int) -> str:
    """Who looks at what this official proposed: the branch's other supervisors; where it has none, the head office."""
    others = exists().where(
        Staff.branch_code == branch_code, Staff.role == "supervisor", Staff.active, Staff.id != proposer_id
    )
    return "supervisor" if db.session.scalar(select(others)) else "head_office"


def may_answer_proposal(proposer_id: int | None, branch_code: str, who: Who) -> bool:
    """Another supervisor of the branch; the head office where the branch has none but its proposer."""
    if proposer_id == who.staff_id:
        return False
    if who.role == "supervisor":
        return who.branch_code == branch_code
    return who.role == "head_office" and load_reviewing_role(branch_code, proposer_id or 0) == who.role


def is_within_reach(proposer_id: int | None, branch_code: str | None, answering_branch: str | None) -> bool:
    """Of an official of the branch; of the head office where nobody of the branch but its proposer could answer."""
    if answering_branch == branch_code:
        return True
    return answering_branch is None and load_reviewing_role(branch_code, proposer_id or 0) == "head_office"


def may_review(found: Case, who: Who, last: ProposedRefusal | None) -> bool:
    """Is it theirs to confirm or to return: a supervisor's, or the head office's where nobody of the branch is left?

    `last`: the refusal that was proposed last.
    """
    if found.status != IN_REVIEW or found.barred or who.role == "operator" or not found.may_be_worked_by(who.role):
        return False
    return last is not None and last.by_id != who.staff_id


def find_current_proposal(found: Case, last: ProposedRefusal | None) -> ProposedRefusal | None:
    """The refusal that waits for a second look, or that came back from it last, or was taken back."""
    back = last and last.state in ("returned", "taken_back") and found.is_decidable
    return last if last and (last.state == "open" or back) else None
