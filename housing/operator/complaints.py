"""The complaints of a branch, the open ones first by due time; the head office and the auditor see all."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.operator import operator
from housing.queries import complaints as filed
from housing.queries.calendar import calendar
from housing.queries.inbox import unread
from housing.web import access, now, page

READERS = ("supervisor", "head_office", "auditor")


@operator.get("/operator/complaints")
@access(*READERS)
def complaints() -> Any:
    at, days = now(), calendar()
    found = filed.complaints(g.who)
    rows = [(one, filed.time_left(at, one.complaint.due_at, days) if one.open else None) for one in found]
    near = sum(1 for _, left in rows if left and left.level in ("urgent", "late"))
    return page("operator/complaints.html", rows=rows, near=near, unread=unread(g.who))
