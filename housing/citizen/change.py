"""To report that something has changed: what, since when, in one's own words, with papers; and what came of it."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from housing.actions.filing.attach import LARGEST, MAX_FILES, ExaminedFile, FileRejected, examine_file
from housing.actions.register.report_change import (
    LONGEST,
    ChangeAnswers,
    NotOnRegister,
    remove_change_paper,
    save_change,
)
from housing.citizen import citizen
from housing.citizen._draft_parts import build_examiners
from housing.citizen._term_days import CHANGE_WORDING, describe_term
from housing.law.register_changes import CHANGES, OUTCOMES
from housing.law.working_time import ALMATY
from housing.presentation.formats import format_datetime
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.reference.term import build_change_term
from housing.queries.register.residence_questions import load_open_question
from housing.queries.register.statements import StatementDraft, list_filed_statements, load_statement_draft
from housing.text.typed_days import parse_typed_day
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm


class ChangeForm(KeptForm):
    """What changed, from which day, the person's words, and files that show it."""

    what = RadioField(
        _l("What has changed?"),
        [InputRequired(_l("Choose what has changed"))],
        choices=[SelectChoice(code, _l(words)) for code, words in CHANGES.items()],
    )
    since = StringField(
        _l("From which day?"),
        [DataRequired(_l("Write the day like 24.11.2026")), require_printable],
        [strip_text],
    )
    text = TextAreaField(
        _l("What happened?"),
        [
            DataRequired(_l("Write what happened: an official will read it")),
            Length(max=LONGEST, message=_l("At most 2000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    papers = MultipleFileField(_l("Documents that show it, if you have any"))

    def validate_since(self, field: StringField) -> None:
        day = parse_typed_day(field.data or "")
        if day is None:
            raise ValidationError(_("Write the day like 24.11.2026"))
        if day > now().astimezone(ALMATY).date():
            raise ValidationError(_("That day is still to come: report what has happened"))

    @property
    def answers(self) -> ChangeAnswers:
        day = parse_typed_day(self.since.data or "")
        assert day, "validated"
        return ChangeAnswers(self.what.data, day, self.text.data or "")


@citizen.get("/cabinet/change/<number>")
@access(CITIZEN)
def change(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    return render_change(case, build_form(load_statement_draft(case.id, "change")))


@citizen.post("/cabinet/change/<number>")
@access(CITIZEN)
def change_save(number: str) -> Response:
    """Saved, then on to the page on which it is signed."""
    case, form = load_own_case(g.who, number) or abort(404), ChangeForm()
    if not form.validate_on_submit():
        return render_change(case, form, 422)
    try:
        call_once(save_change, case.id, g.who, form.answers, call_once(examine_posted), now())
    except NotOnRegister:
        abort(404)
    except FileRejected as bad:
        form.papers.errors = [bad.words]
        return render_change(case, form, 422)
    return redirect_to("citizen.change_check", number=number)


@citizen.post("/cabinet/change/<number>/remove/<int(max=2147483647):paper_id>")
@access(CITIZEN)
def change_remove(number: str, paper_id: int) -> Response:
    """A second press finds it gone already and says nothing."""
    case = load_own_case(g.who, number) or abort(404)
    try:
        remove_change_paper(case.id, g.who, paper_id, now())
    except NotOnRegister:
        abort(404)
    return redirect_to("citizen.change", number=number)


def examine_posted() -> list[ExaminedFile]:
    """All or none of them. Raises FileRejected."""
    chosen = [file for file in request.files.getlist("papers") if file.filename]
    return [examine_file("other", file.filename or "", file.read(), now(), build_examiners()) for file in chosen]


def build_form(draft: StatementDraft | None) -> ChangeForm:
    if draft is None:
        return ChangeForm()
    since = format_datetime(draft.since, "num") if draft.since else ""
    return ChangeForm(data={"what": draft.what, "since": since, "text": draft.text})


def render_change(case: CabinetCase, form: ChangeForm, status: int = 200) -> Response:
    term = build_change_term(now())
    context: dict[str, Any] = {
        "filed": list_filed_statements(case.id),
        "draft": load_statement_draft(case.id, "change"),
        "question": load_open_question(case.id),
        "would_be": term,
        "days": describe_term(term, CHANGE_WORDING),
    }
    return page(
        "citizen/change.html",
        status,
        case=case,
        form=form,
        changes=CHANGES,
        outcomes=OUTCOMES,
        most_files=MAX_FILES,
        largest=LARGEST,
        **context,
    )
