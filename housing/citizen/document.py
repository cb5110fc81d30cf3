"""A document of the person's own, as it is kept: what the official will see, and nobody else."""

from __future__ import annotations

from flask import Response, abort, g

from housing.citizen import citizen
from housing.queries.cases.paper import load_own_paper
from housing.web.access import CITIZEN, access
from housing.web.responses import sandboxed_file


@citizen.get("/cabinet/document/<int(max=2147483647):paper_id>")
@access(CITIZEN)
def document(paper_id: int) -> Response:
    copy = load_own_paper(paper_id, g.who) or abort(404)
    return sandboxed_file(copy.content, copy.media_type, copy.name)
