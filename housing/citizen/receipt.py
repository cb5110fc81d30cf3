"""What was filed: number, times, and day by day why the decision is due when it is."""

from __future__ import annotations

from flask import Response, abort, g, request

from housing.citizen import citizen
from housing.citizen._case_parts import list_visible_consents
from housing.citizen._term_days import APPLICATION_WORDING, RENEWED_WORDING, describe_term
from housing.queries.filing.cabinet import load_own_case
from housing.queries.filing.signed import load_signature_evidence
from housing.queries.reference.term import build_term
from housing.web.access import CITIZEN, access
from housing.web.responses import page

#: Seconds between two looks: often while the machine is at work, seldom while people are.
AUTOMATIC_STATUSES = ("accepted", "checking")
SHORT_POLL_SECONDS, LONG_POLL_SECONDS = 3, 30


@citizen.get("/cabinet/receipt/<number>")
@access(CITIZEN)
def receipt(number: str) -> Response:
    case = load_own_case(g.who, number)
    if case is None or case.is_taken_over or case.is_passed_on_to:  # nothing was filed
        abort(404)
    if request.args.get("seen") == case.status and request.headers.get("HX-Request"):
        return Response(status=204)  # nothing new: nothing is swapped, nothing is read aloud again
    term, evidence = (
        build_term(case.renewed_at or case.filed_at, case.basis, case.due_at),
        load_signature_evidence(case.id),
    )
    return page(
        "citizen/receipt.html",
        fragment="citizen/_receipt_status.html",
        case=case,
        term=term,
        days=describe_term(term, RENEWED_WORDING if case.renewed_at else APPLICATION_WORDING),
        pause=SHORT_POLL_SECONDS if case.status in AUTOMATIC_STATUSES else LONG_POLL_SECONDS,
        printable=evidence is not None and evidence.is_readable,
        waits=list_visible_consents(case),
    )
