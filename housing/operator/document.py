"""A document of a case: as it was filed, shut in, and whoever opens it is written down."""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.open_case import opened
from housing.operator import operator
from housing.queries.paper import paper
from housing.web import access, now


@operator.get("/operator/document/<int(max=2147483647):paper_id>")
@access("operator", "supervisor")
def document(paper_id: int) -> Response:
    """What a stranger filed runs nothing here and reaches nothing."""
    copy = paper(paper_id, g.who.branch_code) or abort(404)
    opened(copy.application_id, g.who.login, now(), "document")
    headers = {
        "Content-Disposition": f'inline; filename="{copy.name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
    }
    return Response(copy.content, mimetype=copy.media_type, headers=headers)
