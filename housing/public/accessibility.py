"""The accessibility statement: what is promised, what was tested and how, what is known not to work."""

from __future__ import annotations

from datetime import date

from flask import Response

from housing.public import public
from housing.public._public_page import public_page
from housing.web.access import ANYONE, access

#: When somebody last went through the statement and found it true.
STATED_ON = date(2026, 11, 24)


@public.get("/accessibility")
@access(ANYONE)
def accessibility() -> Response:
    return public_page("public/accessibility.html", stated_on=STATED_ON)
