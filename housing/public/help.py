"""Questions that people ask, answered in plain words."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.public._public_page import public_page
from housing.web.access import ANYONE, access


@public.get("/help")
@access(ANYONE)
def help() -> Response:
    return public_page("public/help.html")
