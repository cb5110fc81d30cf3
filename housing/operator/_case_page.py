"""The page of a case, which several screens show again, and the form of a decision as it was sent."""

from __future__ import annotations

from typing import Any

from flask import g, request

from housing.actions.journal.write_readings import note_file_reading
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
from housing.operator._requirement_lines import list_requirement_lines
from housing.queries.cases import case as cases
from housing.queries.cases.acts import load_earlier_acts
from housing.queries.cases.countdown import case_time_left
from housing.queries.cases.four_eyes import find_current_proposal, load_last_proposal, may_review
from housing.queries.cases.history import is_decided_by, list_history
from housing.queries.cases.inbox import count_unread
from housing.queries.cases.notes import list_notes
from housing.queries.cases.proposal import build_proposal
from housing.queries.cases.recorded_decision import load_decision
from housing.queries.filing.case_records import complete_case_records
from housing.queries.filing.fact_table import list_fact_lines
from housing.queries.filing.facts import build_case_facts
from housing.queries.filing.register_places import load_register_places
from housing.queries.reference.calendar import holiday_labels
from housing.queries.reference.sources import list_case_outages
from housing.queries.reference.term import build_term
from housing.queries.retention.erased import list_erased_parts
from housing.web.current import now
from housing.web.responses import page


def render_case(found: cases.Case, status: int = 200, form: Any = None, **more: Any) -> Any:
    """The page of a case; of a place that was taken over there is nothing to weigh."""
    if request.method == "POST":
        note_file_reading(found.id, g.who.login, now(), "case")
    return render_taken_over(found, status) if found.is_taken_over else render_filed_case(found, status, form, **more)


def render_filed_case(found: cases.Case, status: int, form: Any, **more: Any) -> Any:
    """The page of a case, or for HTMX the proposal of it."""
    decided = load_decision(found.id) if found.is_decided else None
    records = complete_case_records(found.record)
    form = form or (None if decided else build_decision_form(build_proposal(records)))
    facts = form.law.facts if form else build_case_facts(records)
    given = decided.facts if decided else facts.given
    return page(
        "operator/case.html",
        status,
        fragment="operator/_case_proposal.html",
        case=found,
        decided=decided,
        form=form,
        left=case_time_left(now(), found.due_at, found.term),
        lines=list_fact_lines(records, given, facts.disputed),
        given=given,
        about=about,
        value_words=value_words,
        said_words=said_words,
        counts_words=counts_words,
        papers=records.papers,
        erased=list_erased_parts(found.id, found.filed_at, now()),
        history=list_history(found.id),
        acts=load_earlier_acts(found),
        earlier=cases.list_earlier_applications(found.id, found.iin),
        silences=list_case_outages(records.answers) if found.is_open else [],
        holiday_words=holiday_labels,
        unread=count_unread(g.who),
        term=build_term(found.renewed_at or found.filed_at, found.basis, found.due_at),
        law=form and form.law,
        requirements=list_requirement_lines(form.law, found.filed_at) if form else [],
        **describe_review(found),
        represented=found.represented,
        found_words=found_words,
        noted=list_notes(found.id),
        may_take_sent=g.who.role in SENT_FILE_ROLES,
        reading=not found.may_be_worked_by(g.who.role),
        **more,
    )


def render_taken_over(found: cases.Case, status: int) -> Any:
    """Of a place that a file of a former base brought: nothing was filed, so there is nothing to weigh."""
    return page(
        "operator/_case_taken_over.html",
        status,
        case=found,
        place=load_register_places([found.id]).get(found.id),
        erased=list_erased_parts(found.id, found.filed_at, now()),
        history=list_history(found.id),
        earlier=cases.list_earlier_applications(found.id, found.iin),
        unread=count_unread(g.who),
        about=about,
        given={},
        reading=not found.may_be_worked_by(g.who.role),
    )


def describe_review(found: cases.Case) -> dict[str, Any]:
    """The refusal that was proposed last, where it still matters, and whether it waits for whoever looks."""
    last = load_last_proposal(found.id) if found.is_open else None
    return {"reviews": may_review(found, g.who, last), "proposed": find_current_proposal(found, last)}


def submitted_decision(number: str) -> tuple[cases.Case, Any, Any]:
    """The case, the form as it was sent, and the page that says why it cannot be acted upon, if it cannot."""
    found = load_case_for_work(number)
    form = build_decision_form(build_proposal(complete_case_records(found.record), parse_findings))
    if request.form.get("version", type=int) != found.version or not found.may_be_decided_by(g.who.staff_id):
        return found, form, render_conflict(number, form)
    return found, form, None if form.validate() else render_case(found, 422, form)


def render_conflict(number: str, form: Any) -> Any:
    """Somebody decided, changed or took the case meanwhile: how it stands now, and what was typed, kept."""
    fresh, sent = load_case_or_404(number), request.form.get("version", type=int)
    if sent == fresh.version - 1 and is_decided_by(fresh.id, g.who.login, form.verdict.data):
        return redirect_to_list(done=number)  # the button was pressed twice: the decision was taken, and is no conflict
    return render_case(fresh, 409, form if fresh.is_decidable else None, typed=form)
