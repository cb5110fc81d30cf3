"""An application that was filed: its term day by day, its place with reasons, what happened, what was sent and kept."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Response, abort, g
from flask_babel import gettext as _

from housing.citizen import citizen
from housing.citizen._case_parts import displayed_status, list_visible_consents, place_moves, queue_place
from housing.citizen._term_days import APPLICATION_WORDING, RENEWED_WORDING, describe_term
from housing.law.lifecycle import MOVES, STATUSES
from housing.presentation.fact_text import fact_label
from housing.presentation.formats import format_datetime
from housing.queries.cases.complaints import list_application_complaints
from housing.queries.filing.cabinet import CabinetCase, CabinetStep, load_own_case
from housing.queries.filing.draft import load_applicant_status
from housing.queries.filing.filed_papers import list_filed_papers
from housing.queries.filing.reapplication import CLOSED
from housing.queries.filing.signed import load_signature_evidence
from housing.queries.journal.applicant_events import EVENT_LABELS
from housing.queries.reference.term import build_term
from housing.queries.register.inventory_check import load_own_checks
from housing.queries.register.removals import load_last_removal
from housing.queries.retention.erased import list_erased_parts
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page

#: Where somebody stands on the register, or stood until a removal.
REGISTER_STATUSES = (*MOVES["remove"].sources, *MOVES["restore"].sources)


class TimelinePoint(NamedTuple):
    """A point of the timeline, as the macro takes it. `at` None: it has not happened yet, or is where things stand."""

    state: str
    at: datetime | None
    words: str
    note: str | None


@citizen.get("/cabinet/application/<number>")
@access(CITIZEN)
def application(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    untimed = case.is_taken_over or case.is_passed_on_to
    term = None if untimed else build_term(case.renewed_at or case.filed_at, case.basis, case.due_at)
    erased = list_erased_parts(case.id, case.filed_at, now())
    whole = any(one.kind == "cases" for one in erased)
    return page(
        "citizen/application.html",
        case=case,
        stands=displayed_status(case),
        timeline=build_timeline(case),
        term=term,
        days=describe_term(term, RENEWED_WORDING if case.renewed_at else APPLICATION_WORDING) if term else (),
        removal=load_last_removal(case.id) if case.status in REGISTER_STATUSES else None,
        queue=queue_place(case),
        moves=place_moves(case),
        papers=list_filed_papers(case.id),
        evidence=load_signature_evidence(case.id),
        complaints=list_application_complaints(case.id),
        waits=list_visible_consents(case),
        erased=erased,
        check=load_own_checks([case.id]).get(case.id) if case.place else None,
        may_again=not whole and may_begin_again(case),
    )


def may_begin_again(case: CabinetCase) -> bool:
    """With the old answers, while they are kept."""
    return case.status in CLOSED and case.may_apply_again(g.who) and load_applicant_status(g.who.iin).may_begin


def build_timeline(case: CabinetCase) -> list[TimelinePoint]:
    """Oldest first, and last where things stand now."""
    knots = [TimelinePoint("done", step.at, _(EVENT_LABELS[step.kind]), step_note(case, step)) for step in case.steps]
    return [*knots, *current_point(case)]


def step_note(case: CabinetCase, step: CabinetStep) -> str | None:
    if step.kind == "application.submitted":
        return _("signed with a one-time code") if step.signed_by == "code" else _("signed with EDS")
    if step.kind == "application.accepted":
        return _("decision due: %(when)s", when=format_datetime(case.due_at))
    if step.kind == "source.awaited":
        return "; ".join(step.silent)
    if step.kind == "application.handed_over" and step.unknown:
        unknown = dict.fromkeys(fact_label(fact) for fact in step.unknown)
        return _("to be found out: %(facts)s", facts="; ".join(unknown))
    return entry_number(case, step)


def entry_number(case: CabinetCase, step: CabinetStep) -> str | None:
    """Of the entry on the register, or of what was filed."""
    found = case.place.number if step.kind == "application.registered" and case.place else step.filed
    return f"№ {found}" if found else None


def current_point(case: CabinetCase) -> list[TimelinePoint]:
    if case.is_open:
        words = _("You are here: %(status)s", status=_(STATUSES[case.status].words))
        return [TimelinePoint("now", None, words, _("nothing to do; the decision comes to this account"))]
    if case.status == "registered" and case.place:
        return [TimelinePoint("now", None, _("You are here: in the queue"), _("nothing to do"))]
    return []
