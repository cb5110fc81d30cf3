"""What data is kept, why, how long, who sees it, and what a person may ask for."""

from __future__ import annotations

from flask import Response

from housing.public import public
from housing.web.access import ANYONE, access
from housing.web.responses import page


@public.get("/data")
@access(ANYONE)
def data() -> Response:
    return page("public/data.html")
