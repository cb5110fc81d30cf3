"""Technical breaks, for the administrator: announced beforehand, begun, ended; and a clock that has jumped."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

from flask import abort, current_app, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from housing.actions.journal.accept_clock import accept_clock
from housing.actions.journal.plan_maintenance import BreakNotPossible, NoBreakPlanned, announce_break, end_break
from housing.law.working_time import ALMATY, DAY, local_datetime
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.maintenance import load_break
from housing.web.access import access
from housing.web.clock_watch import WATCH, find_clock_fault
from housing.web.current import now
from housing.web.day_field import DATE_FORMATS, DayField
from housing.web.form_validators import strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

NEEDED = _l("Fill this in")


def require_time(form: Any, field: Any) -> None:
    if not re.fullmatch(r"([01]?[0-9]|2[0-3])[:.][0-5][0-9]", field.data or ""):
        raise ValidationError(_("Write the time like 18:30"))


class BreakForm(FlaskForm):
    """A break of less than a day; one that ends before it begins ends on the next day."""

    day = DayField(_l("Day"), [InputRequired(NEEDED)], format=DATE_FORMATS)
    begins = StringField(_l("From"), [InputRequired(NEEDED), require_time], [strip_text])
    ends = StringField(_l("Until"), [InputRequired(NEEDED), require_time], [strip_text])

    def moments(self) -> tuple[datetime, datetime]:
        begins, ends = (local_datetime(self.day.data, parse_time(one.data)) for one in (self.begins, self.ends))
        return begins, ends if ends > begins else ends + DAY


def parse_time(typed: str) -> time:
    hour, minute = re.split("[:.]", typed)
    return time(int(hour), int(minute))


def render_maintenance(form: BreakForm, status: int = 200) -> Any:
    return page(
        "operator/maintenance.html",
        status,
        planned=load_break(now()),
        form=form,
        clock=find_clock_fault(),
        now=now(),
        unread=count_unread(g.who),
    )


@operator.get("/operator/maintenance")
@access("administrator")
def maintenance() -> Any:
    soon = (now() + timedelta(hours=1)).astimezone(ALMATY)
    return render_maintenance(BreakForm(day=soon.date()))


@operator.post("/operator/maintenance/announce")
@access("administrator")
def maintenance_announce() -> Any:
    form = BreakForm()
    if not form.validate():
        return render_maintenance(form, 422)
    try:
        call_once(announce_break, *form.moments(), g.who.login, now())
    except BreakNotPossible:
        form.form_errors.append(_("The break would be over already"))
        return render_maintenance(form, 422)
    return redirect_to("operator.maintenance")


@operator.post("/operator/maintenance/end")
@access("administrator")
def maintenance_end() -> Any:
    """Where somebody was faster there is nothing to end."""
    with suppress(NoBreakPlanned):
        call_once(end_break, g.who.login, now())
    return redirect_to("operator.maintenance")


@operator.post("/operator/maintenance/clock")
@access("administrator")
def maintenance_clock() -> Any:
    """409 where nothing is wrong with the clock."""
    fault = find_clock_fault() or abort(409)
    call_once(accept_clock, fault, g.who.login, now())
    current_app.extensions[WATCH].accept()
    return redirect_to("operator.maintenance")
