"""A reported change: what the person says and signed, the papers, and how it is settled in words."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.actions.register.report_change import LONGEST
from housing.actions.register.settle_change import (
    CategoryNotPossible,
    ChangeAlreadySettled,
    Settlement,
    settle_change,
)
from housing.labels import GENERAL_LIST
from housing.law.register_changes import CHANGES, OUTCOMES
from housing.presentation.formats import language
from housing.queries.cases.complaints import complaint_time_left
from housing.queries.filing.filed_papers import list_statement_papers
from housing.queries.register.category_lists import list_category_names
from housing.queries.register.statements import ReportedChange, load_reported_change
from housing.register import READERS, register
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

SETTLERS = ("supervisor", "head_office")


def category_choices() -> list[SelectChoice]:
    names = [SelectChoice(code, name) for code, name in list_category_names(language())]
    return [SelectChoice("", _("none")), *names]


class SettlementForm(FlaskForm):
    """What comes of it, and the words that the person reads."""

    outcome = RadioField(
        _l("What comes of it?"),
        [InputRequired(_l("Choose what comes of it"))],
        choices=[SelectChoice(code, _l(words)) for code, words in OUTCOMES.items()],
    )
    category = SelectField(_l("Which category?"), choices=category_choices, default="")
    words = TextAreaField(
        _l("Answer to the citizen"),
        [
            DataRequired(_l("Write the answer: what was found and why")),
            Length(max=LONGEST, message=_l("At most 2000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )


@register.get("/register/change/<number>")
@access(*READERS)
def change(number: str) -> Any:
    found = load_reported_change(g.who, number) or abort(404)
    record_file_opening(found.application_id, g.who.login, now(), "statement")
    return render_change(found, SettlementForm())


@register.post("/register/change/<number>/settle")
@access(*SETTLERS)
def change_settle(number: str) -> Any:
    found, form = load_reported_change(g.who, number) or abort(404), SettlementForm()
    if not form.validate_on_submit():
        return render_change(found, form, 422)
    try:
        settled = Settlement(form.outcome.data, form.words.data or "", form.category.data or "")
        call_once(settle_change, number, g.who, settled, now())
    except CategoryNotPossible:
        form.category.errors = [_("Choose the category; only who stands in the general list can be given one")]
        return render_change(found, form, 422)
    except ChangeAlreadySettled:
        # What was typed stays in the field; who settled it, what and when stands above it.
        return render_change(load_reported_change(g.who, number) or abort(404), form, 409)
    return redirect_to("register.changes")


def render_change(found: ReportedChange, form: SettlementForm, status: int = 200) -> Any:
    if request.method == "POST":
        note_file_reading(found.application_id, g.who.login, now(), "statement")
    return page(
        "register/change.html",
        status,
        one=found,
        form=form,
        papers=list_statement_papers(found.id),
        left=complaint_time_left(now(), found.due_at) if found.is_open else None,
        changes=CHANGES,
        outcomes=OUTCOMES,
        second=status == 409,
        may_settle=g.who.role in SETTLERS and found.is_for_official,
        may_category=found.list_code == GENERAL_LIST,
    )
