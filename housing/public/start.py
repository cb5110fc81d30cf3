"""The start page for citizens."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.web import ANYONE, access, page


@public.get("/")
@access(ANYONE)
def start() -> Response:
    return page("public/start.html")
