"""The page of a case, which several screens show again, and the form of a decision as it was sent."""

from __future__ import annotations

from typing import Any

from flask import g, request

from housing.operator import SENT_FILE_ROLES, redirect_to_list
from housing.operator._case_form import build_decision_form, parse_findings
from housing.operator._case_parts import (
    about,
    counts_words,
    found_words,
    load_case_for_work,
    load_case_or_404,
    said_words,
    value_words,
)
from housing.queries.cases import case as cases
from housing.queries.cases.acts import load_earlier_acts
from housing.queries.cases.countdown import case_time_left
from housing.queries.cases.four_eyes import load_current_proposal, may_review
from housing.queries.cases.inbox import count_unread
from housing.queries.cases.notes import list_notes
from housing.queries.cases.proposal import load_proposal
from housing.queries.cases.recorded_decision import load_decision
from housing.queries.filing.contact import load_contact
from housing.queries.filing.fact_table import list_fact_lines
from housing.queries.filing.facts import load_case_facts
from housing.queries.filing.filed_papers import list_filed_papers
from housing.queries.reference.calendar import holiday_labels
from housing.queries.reference.sources import list_case_outages
from housing.queries.reference.term import build_term
from housing.queries.signin.representation import load_representative
from housing.web.current import now
from housing.web.responses import page


def render_case(found: cases.Case, status: int = 200, form: Any = None, **more: Any) -> Any:
    """The page of a case, or for HTMX the proposal of it."""
    decided = load_decision(found.id) if found.is_decided else None
    form = form or (None if decided else build_decision_form(load_proposal(found.id)))
    given = decided.facts if decided else form.law.facts.given
    disputed = (form.law.facts if form else load_case_facts(found.id)).disputed
    return page(
        "operator/case.html",
        status,
        fragment="operator/_case_proposal.html",
        case=found,
        decided=decided,
        form=form,
        left=case_time_left(now(), found.due_at, found.term),
        lines=list_fact_lines(found.id, given, disputed),
        given=given,
        about=about,
        value_words=value_words,
        said_words=said_words,
        counts_words=counts_words,
        papers=list_filed_papers(found.id),
        history=cases.list_history(found.id),
        acts=load_earlier_acts(found),
        earlier=cases.list_earlier_applications(found.id, found.iin),
        silences=list_case_outages(found.id) if found.is_open else [],
        holiday_words=holiday_labels,
        unread=count_unread(g.who),
        term=build_term(found.renewed_at or found.filed_at, found.basis, found.due_at),
        law=form and form.law,
        reviews=may_review(found, g.who),
        represented=load_representative(found.id),
        proposed=load_current_proposal(found),
        found_words=found_words,
        contact=load_contact(found.id),
        noted=list_notes(found.id),
        may_take_sent=g.who.role in SENT_FILE_ROLES,
        reading=not found.may_be_worked_by(g.who.role),
        **more,
    )


def submitted_decision(number: str) -> tuple[cases.Case, Any, Any]:
    """The case, the form as it was sent, and the page that says why it cannot be acted upon, if it cannot."""
    found = load_case_for_work(number)
    form = build_decision_form(load_proposal(found.id, parse_findings))
    if request.form.get("version", type=int) != found.version or not found.may_be_decided_by(g.who.staff_id):
        return found, form, render_conflict(number, form)
    return found, form, None if form.validate() else render_case(found, 422, form)


def render_conflict(number: str, form: Any) -> Any:
    """Somebody decided, changed or took the case meanwhile: how it stands now, and what was typed, kept."""
    fresh, sent = load_case_or_404(number), request.form.get("version", type=int)
    if sent == fresh.version - 1 and cases.is_decided_by(fresh.id, g.who.login, form.verdict.data):
        return redirect_to_list(done=number)  # the button was pressed twice: the decision was taken, and is no conflict
    return render_case(fresh, 409, form if fresh.is_decidable else None, typed=form)
