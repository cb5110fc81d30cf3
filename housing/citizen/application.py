"""An application that was filed: its term day by day, its place with reasons, what happened, what was sent and kept."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Response, abort, g
from flask_babel import gettext as _

from housing.citizen import citizen
from housing.citizen._case_parts import awaited_of, place_of, status_of
from housing.citizen._term_days import APPLICATION, RENEWED, ladder
from housing.law.lifecycle import STATUSES
from housing.presentation.fact_text import label
from housing.presentation.formats import say_when
from housing.queries.cases.complaints import list_application_complaints
from housing.queries.filing.cabinet import CabinetCase, CabinetStep, load_own_case
from housing.queries.filing.draft import load_applicant_status
from housing.queries.filing.filed_papers import list_filed_papers
from housing.queries.filing.reapplication import CLOSED
from housing.queries.filing.signed import load_signature_evidence
from housing.queries.journal.applicant_events import EVENT_LABELS
from housing.queries.reference.term import build_term
from housing.web.access import CITIZEN, access
from housing.web.responses import page


class Knot(NamedTuple):
    """A point of the timeline, as the macro takes it. `at` None: it has not happened yet, or is where things stand."""

    state: str
    at: datetime | None
    words: str
    note: str | None


@citizen.get("/cabinet/application/<number>")
@access(CITIZEN)
def application(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    term = build_term(case.renewed_at or case.filed_at, case.basis, case.due_at)
    return page(
        "citizen/application.html", case=case, stands=status_of(case), timeline=timeline(case), term=term,
        days=ladder(term, RENEWED if case.renewed_at else APPLICATION), queue=place_of(case),
        papers=list_filed_papers(case.id), evidence=load_signature_evidence(case.id),
        complaints=list_application_complaints(case.id), waits=awaited_of(case),
        may_again=case.status in CLOSED and case.may_apply_again(g.who) and load_applicant_status(g.who.iin).may_begin,
    )  # fmt: skip


def timeline(case: CabinetCase) -> list[Knot]:
    """Oldest first, and last where things stand now."""
    knots = [Knot("done", step.at, _(EVENT_LABELS[step.kind]), note(case, step)) for step in case.steps]
    return [*knots, *here(case)]


def note(case: CabinetCase, step: CabinetStep) -> str | None:
    if step.kind == "application.submitted":
        return _("signed with a one-time code") if step.signed_by == "code" else _("signed with EDS")
    if step.kind == "application.accepted":
        return _("decision due: %(when)s", when=say_when(case.due_at))
    if step.kind == "source.awaited":
        return "; ".join(step.silent)
    if step.kind == "application.handed_over" and step.unknown:
        unknown = dict.fromkeys(label(fact) for fact in step.unknown)
        return _("to be found out: %(facts)s", facts="; ".join(unknown))
    return number_of(case, step)


def number_of(case: CabinetCase, step: CabinetStep) -> str | None:
    """Of the entry on the register, or of the complaint."""
    found = case.place.number if step.kind == "application.registered" and case.place else step.complaint
    return f"№ {found}" if found else None


def here(case: CabinetCase) -> list[Knot]:
    if case.is_open:
        words = _("You are here: %(status)s", status=_(STATUSES[case.status].words))
        return [Knot("now", None, words, _("nothing to do; the decision comes to this account"))]
    if case.status == "registered":
        return [Knot("now", None, _("You are here: in the queue"), _("nothing to do"))]
    return []
