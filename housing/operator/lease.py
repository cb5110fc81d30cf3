"""Who has a case open: taken with the page, kept by work on it, given back by leaving it; and what a colleague sees."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request

from housing.actions.cases.claim import AlreadyClaimed, claim_case, release_branch_case, release_case
from housing.operator import operator, redirect_to_list
from housing.operator._case_parts import WORKERS, load_case_or_404
from housing.queries.cases.four_eyes import load_last_proposal, may_review
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page, redirect_to


def render_lease(number: str) -> Any:
    """To HTMX the line that says whose the case is now; without it the page of the case."""
    found = load_case_or_404(number)
    if request.htmx:  # type: ignore[attr-defined]
        reviews = may_review(found, g.who, load_last_proposal(found.id))
        return page("operator/_case_lease.html", case=found, reviews=reviews)
    return redirect_to("operator.case", number=number)


@operator.post("/operator/case/<number>/lease/take")
@access(*WORKERS)
def lease_take(number: str) -> Any:
    """By the opened page itself, by the button, and again while its reader works."""
    try:
        claim_case(load_case_or_404(number).id, g.who.staff_id, g.who.login, g.who.branch_code, now())
    except AlreadyClaimed:
        if not request.htmx:  # type: ignore[attr-defined]
            abort(409)
    return render_lease(number)


@operator.post("/operator/case/<number>/lease/look")
@access(*WORKERS)
def lease_look(number: str) -> Any:
    """Whose it is now; nothing is changed."""
    return render_lease(number)


@operator.post("/operator/case/<number>/lease/leave")
@access(*WORKERS)
def lease_leave(number: str) -> Response:
    """The page was closed: nobody reads the answer."""
    release_case(load_case_or_404(number).id, g.who.staff_id, g.who.login, now())
    return Response(status=204)


@operator.post("/operator/case/<number>/lease/release")
@access(*WORKERS)
def lease_release(number: str) -> Any:
    """One's own goes back to the queue; a supervisor gives back anybody's and stays with the case."""
    found = load_case_or_404(number)
    if found.holder_id in (None, g.who.staff_id) or g.who.role != "supervisor":
        release_case(found.id, g.who.staff_id, g.who.login, now())
        return redirect_to_list()
    release_branch_case(found.id, g.who.branch_code, g.who.login, now())
    return redirect_to("operator.case", number=number)
