"""A document of a case: as it was filed, shut in, and whoever opens it is written down."""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.cases.record_file_opening import record_file_opening
from housing.operator import operator
from housing.operator._case_parts import READERS
from housing.queries.cases.paper import load_paper
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import sandboxed_file


@operator.get("/operator/document/<int(max=2147483647):paper_id>")
@access(*READERS)
def document(paper_id: int) -> Response:
    copy = load_paper(paper_id, g.who) or abort(404)
    record_file_opening(copy.application_id, g.who.login, now(), "document")
    return sandboxed_file(copy.content, copy.media_type, copy.name)
