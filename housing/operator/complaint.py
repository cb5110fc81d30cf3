"""A complaint: what is complained of, the time left, the answer; nobody judges an act in which they took part."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from housing.actions.cases.answer_complaint import (
    ComplaintAboutOwnDecision,
    ComplaintAlreadyAnswered,
    answer_complaint,
)
from housing.actions.cases.cancel_act import cancels_act
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.cases.renew import changes_case
from housing.actions.cases.restore import StandsElsewhere, gives_place_back
from housing.actions.cases.undo_succession import undoes_succession
from housing.actions.filing.file_complaint import LONGEST
from housing.actions.journal.write_readings import note_file_reading
from housing.operator import operator
from housing.queries.cases import complaints as filed
from housing.queries.cases.case import load_case
from housing.queries.cases.inbox import count_unread
from housing.queries.cases.participants import load_deciding_office
from housing.queries.filing.act_knowledge import HOW_LABELS
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

ANSWERERS = ("supervisor", "head_office")
READERS = (*ANSWERERS, "auditor")
STANDS_ELSEWHERE = _l(
    "The person stands on the register of another settlement now, and nobody stands twice. Ask which place they keep:"
    " the old one can be given back as soon as they have left the new one."
)


def require_place(form: AnswerForm, field: RadioField) -> None:
    """Where nothing is asked of the place, nothing has to be said of it."""
    if not field.data:
        needed = form.asks_place and form.outcome.data != "rejected"
        field.errors = []
        raise StopValidation(_l("Choose what becomes of the place") if needed else "")


class AnswerForm(FlaskForm):
    """The outcome and its reasons, in words for the citizen."""

    outcome = RadioField(
        _l("Outcome"),
        [InputRequired(_l("Choose the outcome"))],
        choices=[
            SelectChoice("upheld", _l("Upheld")),
            SelectChoice("partly", _l("Upheld in part")),
            SelectChoice("rejected", _l("Rejected")),
        ],
    )
    answer = TextAreaField(
        _l("Answer to the citizen"),
        [
            DataRequired(_l("Write the answer: what was found and why")),
            Length(max=LONGEST, message=_l("At most 4000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    #: Asked of who got a place by a succession: they may have complained of the whole act or of something about it.
    place = RadioField(
        _l("If it is upheld, what becomes of the place?"),
        [require_place],
        choices=[
            SelectChoice("returns", _l("The succession is cancelled: the place goes back to who had it before")),
            SelectChoice("stays", _l("The place stays with who has it now")),
        ],
    )
    #: Does the answer say what becomes of the place?
    asks_place = False


def build_answer_form(found: filed.ComplaintToAnswer) -> AnswerForm:
    form = AnswerForm()
    form.asks_place = found.is_open and found.application_status == "registered" and may_undo(found)
    return form


def may_undo(found: filed.ComplaintToAnswer) -> bool:
    case = filed.load_complaint_application_id(found.complaint.number)
    asked = case, found.complaint.subject, "upheld", found.application_status
    return not cancels_act(*asked, found.complaint.filed_at) and undoes_succession(*asked, found.complaint.filed_at)


@operator.get("/operator/complaint/<number>")
@access(*READERS)
def complaint(number: str) -> Any:
    found = filed.load_complaint(g.who, number) or abort(404)
    record_file_opening(filed.load_complaint_application_id(number), g.who.login, now(), "complaint")
    return render_complaint(found, build_answer_form(found))


@operator.post("/operator/complaint/<number>/answer")
@access(*ANSWERERS)
def complaint_answer(number: str) -> Any:
    found = filed.load_complaint(g.who, number) or abort(404)
    form = build_answer_form(found)
    if not form.validate_on_submit():
        return render_complaint(found, form, 422)
    try:
        returns = form.asks_place and form.place.data == "returns"
        call_once(answer_complaint, number, g.who, form.outcome.data, form.answer.data, now(), returns)
    except ComplaintAboutOwnDecision:
        abort(403)
    except StandsElsewhere:
        form.outcome.errors = [str(STANDS_ELSEWHERE)]
        return render_complaint(found, form, 422)
    except ComplaintAlreadyAnswered:
        # What was typed stays in the field; who answered, what and when stands above it.
        return render_complaint(filed.load_complaint(g.who, number) or abort(404), form, 409)
    return redirect_to("operator.complaints")


def answering_body(found: filed.ComplaintToAnswer) -> str:
    """Who answers, as the server chooses: branch, head_office; nobody, where nobody is left who took no part."""
    return (
        "branch"
        if found.judged_by_branch
        else load_deciding_office(filed.load_complaint_application_id(found.complaint.number), "judge")
    )


def render_complaint(found: filed.ComplaintToAnswer, form: AnswerForm, status: int = 200) -> Any:
    left = filed.complaint_time_left(now(), found.complaint.due_at) if found.is_open else None
    case = filed.load_complaint_application_id(found.complaint.number)
    if request.method == "POST":
        note_file_reading(case, g.who.login, now(), "complaint")
    upheld = case, found.complaint.subject, "upheld", found.application_status
    moves_back = cancels_act(*upheld, found.complaint.filed_at)
    return page(
        "operator/complaint.html",
        status,
        one=found,
        c=found.complaint,
        form=form,
        left=left,
        unread=count_unread(g.who),
        own=found.own,
        second=status == 409,
        may_answer=g.who.role in ANSWERERS,
        how=HOW_LABELS,
        moves_back=moves_back,
        changes=not moves_back and changes_case(*upheld),
        undoes=may_undo(found),
        gives_back=gives_place_back(*upheld, found.complaint.filed_at),
        judge=answering_body(found),
        reached=load_case(found.application_number, g.who, now()) is not None,
    )
