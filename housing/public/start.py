"""The start page for citizens."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.queries.reference.sources import list_outages
from housing.web.access import ANYONE, access
from housing.web.current import now
from housing.web.responses import page


@public.get("/")
@access(ANYONE)
def start() -> Response:
    return page("public/start.html", troubled=list_outages(now()))
