"""A slip in a notice: the supervisor of the branch corrects it by a new notice, which replaces the old one."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from housing.actions.cases import reissue as reissuing
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.labels import NOTICE_TITLES
from housing.law.lifecycle import DECIDED_STATUSES
from housing.operator import language_field, operator
from housing.queries.cases.case import Case, load_case
from housing.queries.cases.inbox import count_unread
from housing.queries.filing.notice import StoredNotice, load_effective_notice
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

TOO_LONG = _l("This is too long: shorten it")


def collapse_spaces(typed: str | None) -> str | None:
    return typed and " ".join(typed.split())


class CorrectionForm(FlaskForm):
    """What the new notice says otherwise."""

    name = StringField(
        _l("The applicant, as the notice addresses them"),
        [DataRequired(_l("Write the name of the applicant")), Length(max=200, message=TOO_LONG), require_printable],
        [collapse_spaces],
    )
    reason = TextAreaField(
        _l("What is corrected"),
        [
            DataRequired(_l("Write what is corrected: the applicant reads it in the notice")),
            Length(max=500, message=TOO_LONG),
            require_printable,
        ],
        [collapse_spaces],
    )
    reason_language = language_field()


def load_decided_case(number: str) -> tuple[Case, StoredNotice]:
    """A decided case of the branch and its notice in force, where that tells the decision."""
    found = load_case(number, g.who, now()) or abort(404)
    stored = load_effective_notice(found.id) if found.is_decided else None
    return found, stored if stored and stored.kind in DECIDED_STATUSES else abort(404)


def render_reissue(found: Case, stored: StoredNotice, form: Any, status: int = 200) -> Any:
    if request.method == "POST":
        note_file_reading(found.id, g.who.login, now(), "notice")
    title, alerts = _(NOTICE_TITLES[stored.kind]), count_unread(g.who)
    return page("operator/reissue.html", status, case=found, notice=stored, title=title, form=form, unread=alerts)


@operator.get("/operator/case/<number>/reissue")
@access("supervisor")
def reissue(number: str) -> Any:
    """The form bears the applicant's name, so to show it is to open the file."""
    found, stored = load_decided_case(number)
    record_file_opening(found.id, g.who.login, now(), "notice")
    return render_reissue(found, stored, CorrectionForm(name=found.name))


@operator.post("/operator/case/<number>/reissue")
@access("supervisor")
def reissue_replace(number: str) -> Any:
    found, stored = load_decided_case(number)
    form = CorrectionForm()
    if request.form.get("notice") != stored.number:
        abort(409)
    if not form.validate():
        return render_reissue(found, stored, form, 422)
    correction = reissuing.Correction(form.name.data, form.reason.data, form.reason_language.data or "")
    try:
        call_once(reissuing.reissue_notice, stored.id, g.who.branch_code, correction, g.who.login, now())
    except reissuing.NoticeReplacedMeanwhile:
        abort(409)
    except reissuing.OutcomeChangedMeanwhile:
        form.form_errors.append(_("The rules have changed since the decision: this notice can no longer be made anew."))
        return render_reissue(found, stored, form, 422)
    return redirect_to("operator.case", number=number)
