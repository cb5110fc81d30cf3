"""To read a report of a change once more and to sign it: what is signed is what stands on the page."""

from __future__ import annotations

from flask import Response, abort, g, request

from housing.actions.register.build_statement import build_change_document
from housing.actions.register.report_change import NotOnRegister, file_change
from housing.citizen import citizen
from housing.citizen._signing_parts import render_signing, sign_statement
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.reference.term import build_change_term
from housing.queries.register.statements import load_statement_draft
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import redirect_to


@citizen.route("/cabinet/change-check/<number>", methods=["GET", "POST"])
@access(CITIZEN)
def change_check(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    if request.method == "GET":
        return render_check(case, None)
    try:
        trouble = sign_statement(lambda signed: file_change(case.id, g.who, signed, now()))
    except NotOnRegister:
        abort(404)
    return render_check(case, trouble) if trouble else redirect_to("citizen.change", number=number, filed=1)


def render_check(case: CabinetCase, trouble: str | None) -> Response:
    """Where nothing is written any more, for an earlier press signed it, what was filed."""
    draft = load_statement_draft(case.id, "change")
    if draft is None or case.place is None or not draft.is_scanned:
        return redirect_to("citizen.change", number=case.number, **({} if draft else {"filed": 1}))
    document = build_change_document(case, case.place, draft)
    return render_signing(
        "citizen/change_check.html", document, trouble, case=case, draft=draft, term=build_change_term(now())
    )
