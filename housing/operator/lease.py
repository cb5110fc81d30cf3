"""Who has a case open: taken with the page, kept by work on it, given back by leaving it; and what a colleague sees."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request

from housing.actions.cases.claim import AlreadyClaimed, claim_case, release_branch_case, release_case
from housing.operator import back_to_list, operator
from housing.operator._case_parts import WORKERS, the_case
from housing.queries.cases.four_eyes import may_review
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page, redirect_to


def told(number: str) -> Any:
    """To HTMX the line that says whose the case is now; without it the page of the case."""
    found = the_case(number)
    if request.htmx:  # type: ignore[attr-defined]
        return page("operator/_case_lease.html", case=found, reviews=may_review(found, g.who))
    return redirect_to("operator.case", number=number)


@operator.post("/operator/case/<number>/lease/take")
@access(*WORKERS)
def lease_take(number: str) -> Any:
    """By the opened page itself, by the button, and again while its reader works."""
    try:
        claim_case(the_case(number).id, g.who.staff_id, g.who.login, g.who.branch_code, now())
    except AlreadyClaimed:
        if not request.htmx:  # type: ignore[attr-defined]
            abort(409)
    return told(number)


@operator.post("/operator/case/<number>/lease/look")
@access(*WORKERS)
def lease_look(number: str) -> Any:
    """Whose it is now; nothing is changed."""
    return told(number)


@operator.post("/operator/case/<number>/lease/leave")
@access(*WORKERS)
def lease_leave(number: str) -> Response:
    """The page was closed: nobody reads the answer."""
    release_case(the_case(number).id, g.who.staff_id, g.who.login, now())
    return Response(status=204)


@operator.post("/operator/case/<number>/lease/release")
@access(*WORKERS)
def lease_release(number: str) -> Any:
    """One's own goes back to the queue; a supervisor gives back anybody's and stays with the case."""
    found = the_case(number)
    if found.holder_id in (None, g.who.staff_id) or g.who.role != "supervisor":
        release_case(found.id, g.who.staff_id, g.who.login, now())
        return back_to_list()
    release_branch_case(found.id, g.who.branch_code, g.who.login, now())
    return redirect_to("operator.case", number=number)
