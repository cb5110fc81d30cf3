"""To apply again: what stood in the way and what would mend it, what is carried over.

The consent is asked anew, as for any application: the one before was for the application before.
"""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.filing.apply_again import apply_again
from housing.citizen import citizen
from housing.citizen._consent_form import ConsentForm
from housing.config import current_services
from housing.law.lifecycle import MoveNotAllowed
from housing.presentation.formats import notice_language
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.filing.draft import load_applicant_status
from housing.queries.filing.reapplication import CLOSED, load_reapplication
from housing.queries.reference.papers import load_required_papers
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


@citizen.get("/cabinet/again/<number>")
@access(CITIZEN)
def again(number: str) -> Response:
    return render_again(load_closed_case(number), ConsentForm())


@citizen.post("/cabinet/again/<number>")
@access(CITIZEN)
def again_start(number: str) -> Response:
    """A second press finds the draft of the first and goes on with it."""
    case, form = load_closed_case(number), ConsentForm()
    if not form.validate_on_submit():
        return render_again(case, form, 422)
    try:
        call_once(apply_again, case.id, g.who.iin, g.who.name, notice_language(), current_services().gateway, now())
    except MoveNotAllowed:
        if not load_applicant_status(g.who.iin).draft:
            return render_again(case, ConsentForm(formdata=None), 409)
    return redirect_to("citizen.facts")


def load_closed_case(number: str) -> CabinetCase:
    """The person's own that is over: refused, withdrawn, removed. For another one applies on the page for that."""
    case = load_own_case(g.who, number)
    if case is None or case.status not in CLOSED or not case.may_apply_again(g.who):
        abort(404)
    return case


def render_again(case: CabinetCase, form: ConsentForm, status: int = 200) -> Response:
    found = load_reapplication(case.id)
    return page(
        "citizen/again.html",
        status,
        case=case,
        form=form,
        before=found,
        standing=load_applicant_status(g.who.iin),
        papers=bool(load_required_papers().get(found.answers.get("basis", ""))),
    )
