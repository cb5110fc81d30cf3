"""Questions that people ask, answered in plain words."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.web.access import ANYONE, access
from housing.web.responses import page


@public.get("/help")
@access(ANYONE)
def help() -> Response:
    return page("public/help.html")
