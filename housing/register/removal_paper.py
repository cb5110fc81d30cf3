"""The document of a removal: shut in, and whoever opens it is written down."""

from __future__ import annotations

from flask import Response, abort, g

from housing.actions.cases.record_file_opening import record_file_opening
from housing.queries.register.removals import load_removal_paper
from housing.register import REMOVAL_READERS, register
from housing.register._list_parts import visible_branches
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import sandboxed_file


@register.get("/register/removal-paper/<int(max=2147483647):paper_id>")
@access(*REMOVAL_READERS)
def removal_paper(paper_id: int) -> Response:
    copy = load_removal_paper(paper_id, visible_branches()) or abort(404)
    record_file_opening(copy.application_id, g.who.login, now(), "document")
    return sandboxed_file(copy.content, copy.media_type, copy.name)
