"""One page of a document as a picture; whoever opens it is written down."""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.cases.read_document import NoSheetError
from housing.actions.cases.read_document import render_sheet as drawn
from housing.actions.cases.record_file_opening import record_file_opening
from housing.operator import operator
from housing.operator._case_parts import READERS
from housing.operator._sheet_view import SHEET_WIDTHS, requested_view
from housing.queries.cases.paper import load_paper
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import sandboxed_file


@operator.get("/operator/document/<int(max=2147483647):paper_id>/sheet/<int(max=999):number>")
@access(*READERS)
def sheet(paper_id: int, number: int) -> Response:
    copy = load_paper(paper_id, g.who) or abort(404)
    zoom, turn = requested_view()
    try:
        picture = drawn(copy.content, copy.media_type, number, turn, SHEET_WIDTHS[zoom])
    except NoSheetError:
        abort(404)
    record_file_opening(copy.application_id, g.who.login, now(), "document")
    return sandboxed_file(picture, "image/png", f"{copy.name}-{number}.png")
