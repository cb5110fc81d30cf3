"""A paper that came with a reported change: shut in, and whoever opens it is written down."""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.cases.record_file_opening import record_file_opening
from housing.queries.register.statements import load_statement_paper
from housing.register import READERS, register
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import sandboxed_file


@register.get("/register/change-paper/<int(max=2147483647):paper_id>")
@access(*READERS)
def change_paper(paper_id: int) -> Response:
    copy = load_statement_paper(paper_id, g.who) or abort(404)
    record_file_opening(copy.application_id, g.who.login, now(), "document")
    return sandboxed_file(copy.content, copy.media_type, copy.name)
