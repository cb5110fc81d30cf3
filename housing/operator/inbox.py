"""Alerts about due times: each step that came, to whom it was told, and that somebody has taken note of it."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, g, request

from housing.actions.read_alerts import read_alerts
from housing.operator import operator
from housing.queries import inbox as alerts
from housing.queries.calendar import calendar
from housing.queries.countdown import left
from housing.web import access, back_to, now, page
from housing.words import N_

READERS = ("operator", "supervisor", "head_office")
STEPS_SAID = {
    1: N_("Step 1: told to the official"), 2: N_("Step 2: told to the branch supervisor"),
    3: N_("Step 3: the term is broken"),
}  # fmt: skip


@operator.get("/operator/inbox")
@access(*READERS)
def inbox() -> Any:
    at, days = now(), calendar()
    told = [(one, left(at, one.due_at, one.term, days) if one.open else None) for one in alerts.inbox(g.who, at)]
    return page("operator/inbox.html", alerts=told, steps=STEPS_SAID, unread=alerts.unread(g.who))


@operator.post("/operator/inbox/read")
@access(*READERS)
def inbox_read() -> Any:
    """One alert, or all when none is named."""
    named = request.form.get("alert")
    if named is not None and not re.fullmatch("[0-9]{1,9}", named):
        abort(404)
    read_alerts(g.who, int(named) if named else None, now())
    return back_to("operator.inbox")
