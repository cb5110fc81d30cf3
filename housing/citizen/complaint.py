"""To complain about a case: of what, in one's own words; then the number, the due time and why, and the answer."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from housing.actions.filing.file_complaint import LONGEST, ComplaintRefused, file_complaint
from housing.citizen import citizen
from housing.citizen._complaint_parts import REASON_MAX_LENGTH, REFUSAL_MESSAGES
from housing.citizen._term_days import COMPLAINT_WORDING, describe_term
from housing.law.working_time import ALMATY
from housing.presentation.formats import language
from housing.queries.cases.complaints import list_application_complaints
from housing.queries.cases.participants import load_deciding_office
from housing.queries.filing.act_knowledge import HOW_LABELS, load_act_knowledge
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.term import build_complaint_term
from housing.queries.register.place_acts import may_complain_of_act
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm

SUBJECTS = {
    "decision": _l("I do not agree with the decision"),
    "delay": _l("It takes longer than the law allows"),
    "conduct": _l("I was treated badly, or was asked for what the law does not ask for"),
    "data": _l("There is an error in my data or in a document"),
}


class ComplaintForm(KeptForm):
    """`subject` offers what may be complained of in this case."""

    subject = RadioField(_l("What do you complain about?"), [InputRequired(_l("Choose what you complain about"))])
    text = TextAreaField(
        _l("What happened, and what do you ask for?"),
        [
            DataRequired(_l("Write what happened and what you ask for")),
            Length(max=LONGEST, message=_l("At most 4000 characters: shorten it")),
        ],
        [strip_text],
    )
    late_reason = TextAreaField(
        _l("Why does it come now?"),
        [Length(max=REASON_MAX_LENGTH, message=_l("This is too long: shorten it"))],
        [strip_text],
    )


@citizen.get("/cabinet/complaint/<number>")
@access(CITIZEN)
def complaint(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    return render_complaint(case, build_complaint_form(case))


@citizen.post("/cabinet/complaint/<number>")
@access(CITIZEN)
def complaint_file(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    form = build_complaint_form(case)
    if not form.validate_on_submit():
        return render_complaint(case, form, 422)
    try:
        late = form.late_reason.data or ""
        call_once(file_complaint, case.id, g.who, form.subject.data, form.text.data, now(), late)
    except ComplaintRefused as fault:
        at = form.late_reason if fault.reason == "why_late" else form.subject
        at.errors = [str(REFUSAL_MESSAGES[fault.reason])]
        return render_complaint(case, form, 422)
    return redirect_to("citizen.complaint", number=number, filed=1)


def build_complaint_form(case: CabinetCase) -> ComplaintForm:
    form = ComplaintForm()
    of_act = may_complain_of_act(case.id, case.status, case.basis)
    offered = [key for key in SUBJECTS if key != "decision" or of_act]
    form.subject.choices = [SelectChoice(key, SUBJECTS[key]) for key in offered]
    return form


def render_complaint(case: CabinetCase, form: ComplaintForm, status: int = 200) -> Response:
    filed = [
        (one, describe_term(build_complaint_term(one.filed_at), COMPLAINT_WORDING))
        for one in list_application_complaints(case.id)
    ]
    learned = load_act_knowledge(case.id, now()) if may_complain_of_act(case.id, case.status, case.basis) else None
    numbers = load_law_numbers(case.filed_at.astimezone(ALMATY).date())
    context: dict[str, Any] = {
        "learned": learned,
        "how": HOW_LABELS,
        "would_be": build_complaint_term(now()),
        "bodies": list_complaint_bodies(language(), numbers),
        "judge": load_deciding_office(case.id, "judge"),
    }
    return page("citizen/complaint.html", status, case=case, form=form, filed=filed, subjects=SUBJECTS, **context)
