"""To check: asks the state bases about an accepted application, and lets the law speak on what they say.

Three steps, so that nothing waits for the world outside inside a transaction: take it, ask, keep and conclude.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from housing import registries
from housing.actions.cases.four_eyes import void_proposal
from housing.actions.cases.record_decision import record_decision
from housing.actions.filing.family_consent import request_consents
from housing.actions.filing.learn_age import learn_age
from housing.actions.filing.learn_name import learn_name
from housing.actions.filing.start import store_answers
from housing.actions.notice.build_notice import DecisionContext
from housing.law.eligibility import Outcome
from housing.law.fact_path import FactPath
from housing.law.lifecycle import MOVES, SYSTEM, renewed_move, require_move, steps_for_term
from housing.law.working_time import ALMATY, minutes_left, term_days
from housing.queries.cases.due_work import is_free_to_check
from housing.queries.cases.four_eyes import list_review_reasons
from housing.queries.filing.consents import list_consented_iins
from housing.queries.filing.facts import CaseFacts, list_valid_answers, load_case_facts
from housing.queries.reference.calendar import calendar
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.source_settings import configure_gateway, earliest_retry
from housing.queries.reference.steps import load_escalation_steps
from housing.registries.gateway import Gateway, SourceAnswer
from housing.storage import audit
from housing.storage.models import Application
from housing.storage.transaction import transaction

#: Whoever takes a case has so long to bring its answers; after that (a crash) another takes it again.
LEASE_TIME = timedelta(minutes=2)
#: While one source is awaited, what the others said at an earlier check counts for so long.
ANSWER_VALIDITY = timedelta(days=1)
#: The state service of consents is asked again after so long; an answer given here is acted upon at once.
CONSENT_INTERVAL = timedelta(minutes=30)
#: Annex 1, row 5: only this basis is fully digital; on the others a person reads the documents.
FULLY_DIGITAL = "no_housing"


@dataclass(frozen=True, slots=True)
class CheckLease:
    """`living_with`: whom the applicant declared; `known`: what need not be asked again; `consent`: may anything be?"""

    iin: str
    filed_at: datetime
    living_with: tuple[str, ...]
    known: list[SourceAnswer]
    consent: bool


def check_application(application_id: int, gateway: Gateway, automatic_refusal: bool, now: datetime) -> bool:
    """Checks one application; False when another process has it or it is no longer to be checked."""
    taken = lease_application(application_id, now)
    if taken is None:
        return False
    apply_answers(
        application_id,
        ask_sources(taken, configure_gateway(gateway, now), list_consented_iins(application_id)),
        automatic_refusal,
        now,
    )
    return True


def ask_sources(taken: CheckLease, gateway: Gateway, consented: frozenset[str]) -> list[SourceAnswer]:
    """What the bases say. Once the applicant has taken back the consent nothing is asked; the law decides on that."""
    if not taken.consent:
        return []
    on = taken.filed_at.astimezone(ALMATY).date()
    adult_from = load_law_or_first(on).adult_from_years
    subject = registries.InquirySubject(taken.iin, on, adult_from, taken.living_with, consented)
    return registries.ask_all_sources(gateway, subject, taken.known)


def lease_application(application_id: int, now: datetime) -> CheckLease | None:
    """Moves it to checking if it is due to be checked; who comes second gets None."""
    made = MOVES["check"]
    with transaction() as db:
        before = db.scalar(select(Application.status).where(Application.id == application_id))
        taken = db.execute(
            update(Application)
            .where(
                Application.id == application_id,
                Application.status.in_(made.sources),
                Application.next_check_at <= now,
                is_free_to_check(now),
            )
            .values(status=made.target, next_check_at=now + LEASE_TIME, version=Application.version + 1)
            .returning(Application.iin, Application.filed_at, Application.answers, Application.consent_withdrawn_at)
        ).first()
        if taken is None:
            return None
        audit.record(made.audit, SYSTEM, now, application_id)
        void_proposal(db, application_id, now)
        waited = before in ("source_awaited", "with_operator", "second_look")
        known = list_valid_answers(application_id, now - ANSWER_VALIDITY) if waited else []
        living_with, shut = tuple(taken.answers.get("living_with", ())), taken.consent_withdrawn_at
        return CheckLease(taken.iin, taken.filed_at, living_with, known, shut is None)


def apply_answers(application_id: int, said: list[SourceAnswer], automatic_refusal: bool, now: datetime) -> None:
    """Keeps the answers and does what follows from them, unless the case was decided or withdrawn meanwhile."""
    with transaction() as db:
        store_answers(db, application_id, said)
        application = db.get_one(Application, application_id)
        learn_age(db, application, said, now)
        learn_name(db, application, said)
        if application.status != MOVES["check"].target:
            return
        facts = load_case_facts(application_id)
        law = facts.evaluate()
        claimed = bool(application.lease_until and application.lease_until > now)
        apart = law.outcome == "refuse" and list_review_reasons(application, facts, law, now)
        if may_be_automatic(application, law, automatic_refusal) and not claimed and not apart:
            record_decision(db, DecisionContext(application=application, facts=facts, law=law, now=now))
        else:
            awaited = [] if application.consent_withdrawn_at else missing_consents(facts, law)
            request_consents(db, application, awaited, now)
            hand_over_to_official(application, facts, law, bool(awaited), now)


def has_time_to_ask_again(application: Application, again: datetime, now: datetime) -> bool:
    """Will there be another round before the first escalation step? Then a person has the case already by that step."""
    assert application.accepted_at and application.due_at and application.basis, "it was filed"
    days = calendar()
    first = steps_for_term(term_days(application.accepted_at, application.basis, days), load_escalation_steps(now))[0]
    return minutes_left(again, application.due_at, days) > first.minutes_left


def may_be_automatic(application: Application, law: Outcome, automatic_refusal: bool) -> bool:
    if application.basis != FULLY_DIGITAL or application.renewed_at:  # decided anew by a person
        return False
    return law.outcome == "register" or (automatic_refusal and law.outcome == "refuse" and not law.unknown)


def missing_consents(facts: CaseFacts, law: Outcome) -> list[str]:
    """IINs of the adult family members whose consent the law lacks; one who refused it is not asked."""
    family = facts.given.get("family") or []
    lacking = [m for i, m in enumerate(family) if str(FactPath(("family", i, "consent"))) in law.unknown]
    return [m["iin"] for m in lacking if m.get("iin") and m.get("consent") is None]


def hand_over_to_official(
    application: Application, facts: CaseFacts, law: Outcome, consents: bool, now: datetime
) -> None:
    """A silent source is asked again; meanwhile, as with everything unclear, an official may take the case.

    `consents`: one is awaited; the state service is asked for it again now and then.
    """
    silent = law.outcome == "review" and facts.to_ask_again
    again = earliest_retry(facts.to_ask_again, now) if silent else now + CONSENT_INTERVAL if consents else None
    waits = bool(silent and again and has_time_to_ask_again(application, again, now))
    made = require_move(
        "await_source" if waits else renewed_move("hand_over", application.renewed_at), application.status, SYSTEM
    )
    application.status, application.next_check_at = made.target, again
    application.version += 1
    detail: dict[str, Any] = {"silent": list(facts.silent), "unknown": list(law.unknown), "outcome": law.outcome}
    audit.record(made.audit, SYSTEM, now, application.id, **detail)
