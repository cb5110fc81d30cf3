"""What data is kept, why, how long, who sees it, and what a person may ask for."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.public._public_page import public_page
from housing.web.access import ANYONE, access


@public.get("/data")
@access(ANYONE)
def data() -> Response:
    return public_page("public/data.html")
