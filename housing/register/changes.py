"""Changes that people on the register reported: the open ones by due time, then what was answered."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.actions.journal.write_readings import note_list
from housing.law.register_changes import CHANGES, OUTCOMES
from housing.queries.cases.complaints import complaint_time_left
from housing.queries.reference.calendar import calendar
from housing.queries.register.place_acts import list_waiting_acts
from housing.queries.register.residence_questions import list_open_questions
from housing.queries.register.statements import list_reported_changes
from housing.register import READERS, register
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@register.get("/register/changes")
@access(*READERS)
def changes() -> Any:
    at, days = now(), calendar()
    found = list_reported_changes(g.who)
    rows = [(one, complaint_time_left(at, one.due_at, days) if one.is_open else None) for one in found]
    questions, acts = list_open_questions(g.who), list_waiting_acts(g.who)
    numbers = [one.application_number for one in found]
    numbers += [*(one.register_number for one in questions), *(one.register_number for one in acts)]
    note_list("changes", numbers, g.who.login, at)
    return page(
        "register/changes.html",
        rows=rows,
        questions=questions,
        acts=acts,
        changes=CHANGES,
        outcomes=OUTCOMES,
    )
