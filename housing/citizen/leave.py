"""To leave the register: what it means first, then a signature; it ends the place and cannot be taken back."""

from __future__ import annotations

from flask import Response, abort, g, request

from housing.actions.register.build_statement import build_leave_document
from housing.actions.register.leave import leave_register
from housing.actions.register.remove import EntryNotStanding
from housing.actions.register.report_change import NotOnRegister
from housing.citizen import citizen
from housing.citizen._case_parts import queue_place
from housing.citizen._signing_parts import render_signing, sign_statement
from housing.config import current_services
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.register.statements import list_filed_statements
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page, redirect_to


@citizen.route("/cabinet/leave/<number>", methods=["GET", "POST"])
@access(CITIZEN)
def leave(number: str) -> Response:
    """A second press finds the place ended and leads to the application, where that stands."""
    case = load_own_case(g.who, number) or abort(404)
    if request.method == "GET":
        return render_leave(case, None)
    rechecks = current_services().verifier.revocation is not None
    try:
        trouble = sign_statement(lambda signed: leave_register(case.id, g.who, signed, rechecks, now()))
    except (NotOnRegister, EntryNotStanding):
        trouble = None
    case = load_own_case(g.who, number) or abort(404)
    return render_leave(case, trouble) if trouble and case.place else redirect_to("citizen.leave", number=number)


def render_leave(case: CabinetCase, trouble: str | None) -> Response:
    """What it means, and the document; without a place of one's own, or of one decided anew, what is left to do."""
    waits = any(one.purpose == "leave" and one.state == "open" for one in list_filed_statements(case.id))
    if case.place is None or waits or case.is_open or case.iin != g.who.iin:
        return page("citizen/leave.html", case=case, waits=waits, own=case.iin == g.who.iin, doc=None, trouble=None)
    document = build_leave_document(case, case.place)
    return render_signing(
        "citizen/leave.html", document, trouble, case=case, waits=False, own=True, queue=queue_place(case)
    )
