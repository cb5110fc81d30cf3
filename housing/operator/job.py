"""One job of the clock: how its rounds go; to begin one at once, to let it rest for a while, to let it go on."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import abort, g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from housing.actions.journal.steer_jobs import NEVER_PAUSED, JobNotSteered, ask_round, pause_job, resume_job
from housing.labels.job_labels import JOB_NAMES, JOB_STATES
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.job_rounds import list_job_states
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

PAUSES = [SelectChoice("1", _l("1 hour")), SelectChoice("4", _l("4 hours")), SelectChoice("24", _l("24 hours"))]


class PauseForm(FlaskForm):
    """For how many hours, and why."""

    hours = SelectField(_l("For how long"), choices=PAUSES)
    reason = StringField(
        _l("Reason"), [DataRequired(_l("Fill this in")), Length(max=200), require_printable], [strip_text]
    )


@operator.url_value_preprocessor
def require_known_job(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """404 where no job is called so."""
    if (endpoint or "").startswith("operator.job") and values and values.get("name") not in JOB_NAMES:
        abort(404)


def render_job(name: str, form: PauseForm, status: int = 200) -> Any:
    found = next(one for one in list_job_states(now()) if one.name == name)
    return page(
        "operator/job.html",
        status,
        job=found,
        words=JOB_NAMES[name],
        states=JOB_STATES,
        may_rest=name not in NEVER_PAUSED,
        form=form,
        unread=count_unread(g.who),
    )


@operator.get("/operator/job/<name>")
@access("administrator")
def job(name: str) -> Any:
    return render_job(name, PauseForm())


@operator.post("/operator/job/<name>/begin")
@access("administrator")
def job_begin(name: str) -> Any:
    """Of a job that rests no round begins: its page says so."""
    with suppress(JobNotSteered):
        call_once(ask_round, name, g.who.login, now())
    return redirect_to("operator.job", name=name)


@operator.post("/operator/job/<name>/pause")
@access("administrator")
def job_pause(name: str) -> Any:
    """409 for a job that may not rest."""
    form = PauseForm()
    if not form.validate():
        return render_job(name, form, 422)
    try:
        call_once(pause_job, name, timedelta(hours=int(form.hours.data)), form.reason.data, g.who.login, now())
    except JobNotSteered:
        abort(409)
    return redirect_to("operator.job", name=name)


@operator.post("/operator/job/<name>/resume")
@access("administrator")
def job_resume(name: str) -> Any:
    """Where its pause is over, or somebody was faster, there is nothing to do."""
    with suppress(JobNotSteered):
        call_once(resume_job, name, g.who.login, now())
    return redirect_to("operator.job", name=name)
