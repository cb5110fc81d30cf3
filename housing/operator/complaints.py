"""The complaints of a branch, the open ones first by due time; the head office and the auditor see all.

The head office finds here the cases that it decides anew, for nobody of the branch is left.
"""

from __future__ import annotations

from typing import Any

from flask import g

from housing.operator import operator
from housing.queries.cases import complaints as filed
from housing.queries.cases.case import list_head_office_cases
from housing.queries.cases.countdown import case_time_left
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.calendar import calendar
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page

READERS = ("supervisor", "head_office", "auditor")


@operator.get("/operator/complaints")
@access(*READERS)
def complaints() -> Any:
    at, days = now(), calendar()
    found = filed.list_complaints(g.who)
    rows = [(one, filed.complaint_time_left(at, one.complaint.due_at, days) if one.is_open else None) for one in found]
    near = sum(1 for _, one in rows if one and one.level in ("urgent", "late"))
    theirs = g.who.role == "head_office"
    anew = (
        [(one, case_time_left(at, one.due_at, one.term, days)) for one in list_head_office_cases(g.who, at)]
        if theirs
        else []
    )
    return page("operator/complaints.html", rows=rows, near=near, unread=count_unread(g.who), anew=anew)
