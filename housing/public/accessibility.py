"""The accessibility statement: what is promised, what was tested and how, what is known not to work."""

from __future__ import annotations

from datetime import date

from flask import Response

from housing.public import public
from housing.web.access import ANYONE, access
from housing.web.responses import page

#: When somebody last went through the statement and found it true.
STATED_ON = date(2026, 11, 24)


@public.get("/accessibility")
@access(ANYONE)
def accessibility() -> Response:
    return page("public/accessibility.html", stated_on=STATED_ON)
