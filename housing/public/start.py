"""The start page for citizens."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.public._public_page import public_page
from housing.queries.reference.sources import list_outages
from housing.web.access import ANYONE, access
from housing.web.current import now


@public.get("/")
@access(ANYONE)
def start() -> Response:
    return public_page("public/start.html", troubled=tuple(list_outages(now())))
