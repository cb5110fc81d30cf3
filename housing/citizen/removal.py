"""A removal as the person reads it: what is proposed and why, and what they think of it; or why they stand no more.

Nothing is decided before they have answered, or the time to answer is over.
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request

from housing.actions.register.hear_removal import HearingOver, state_opinion
from housing.citizen import citizen
from housing.citizen._opinion_form import OpinionForm
from housing.law.family_gone import GONE_REASONS
from housing.law.removal import OPINIONS, REASONS
from housing.presentation.fact_text import describe_member
from housing.queries.filing.act_knowledge import load_act_knowledge
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.filing.draft import load_applicant_status
from housing.queries.filing.reapplication import CLOSED
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.register.removals import RemovalRecord, load_last_removal
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


@citizen.get("/cabinet/removal/<number>")
@access(CITIZEN)
def removal(number: str) -> Response:
    case, found = load_own_removal(number)
    return render_removal(case, found, OpinionForm(formdata=None))


@citizen.post("/cabinet/removal/<number>/answer")
@access(CITIZEN)
def removal_answer(number: str) -> Response:
    case, found = load_own_removal(number)
    form = OpinionForm()
    if not form.validate_on_submit():
        return render_removal(case, found, form, 422)
    asked = request.form.get("removal", 0, type=int)
    try:
        call_once(state_opinion, asked, g.who, form.opinion.data, form.text.data or "", now())
    except (HearingOver, LookupError):
        return render_removal(case, found, form, 409)
    return redirect_to("citizen.removal", number=number)


def load_own_removal(number: str) -> tuple[CabinetCase, RemovalRecord]:
    """The last one of one's own application, whatever became of it."""
    case = load_own_case(g.who, number) or abort(404)
    return case, load_last_removal(case.id) or abort(404)


def render_removal(case: CabinetCase, found: RemovalRecord, form: OpinionForm, status: int = 200) -> Response:
    """The page; `status` 409: it was decided or given up while they wrote."""
    removed = found.state == "confirmed"
    context: dict[str, Any] = {
        "asks": found.waits and found.heard_until is not None and not found.opinion,
        "learned": load_act_knowledge(case.id, now()) if removed else None,
        "may_again": removed
        and case.status in CLOSED
        and case.may_apply_again(g.who)
        and load_applicant_status(g.who.iin).may_begin,
        "reasons": REASONS,
        "gone": GONE_REASONS,
        "describe_member": describe_member,
        "opinions": OPINIONS,
        "sources": dict(list_source_titles()),
        "late": status == 409,
    }
    return page("citizen/removal.html", status, case=case, one=found, form=form, **context)
