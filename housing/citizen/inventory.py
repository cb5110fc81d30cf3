"""What the inventory of the register asks a person: what the bases say now, and whether it is so."""

from __future__ import annotations

from flask import Response, abort, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.filing.attach import FileRejected
from housing.actions.filing.dispute import DisputeDocument
from housing.actions.register.check_entry import CONSENT_FACT
from housing.actions.register.follow_inventory import (
    ANSWERABLE,
    LONGEST,
    CheckChangedMeanwhile,
    PersonAnswer,
    answer_check,
    consent_to_check,
)
from housing.citizen import catalog_label, citizen
from housing.citizen._draft_parts import build_examiners
from housing.law.inventory import CHECK_ANSWERS
from housing.presentation.fact_text import label_with_subject
from housing.presentation.finding_text import FindingText, describe_findings
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.queries.register.inventory_check import CheckFile, load_asking_check, load_own_checks
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm
from housing.web.templating import describe_ground


class InventoryForm(KeptForm):
    """Words are needed where the record is wrong, a file where a document shows it."""

    answer = RadioField(
        _l("Is it so?"),
        [InputRequired(_l("Choose your answer"))],
        choices=[SelectChoice(code, _l(words)) for code, words in CHECK_ANSWERS.items()],
    )
    note = TextAreaField(
        _l("In your own words"),
        [Length(max=LONGEST, message=_l("At most 1000 characters: shorten it")), require_printable],
        [strip_text],
    )
    document = FileField(_l("A document that shows it, if you have one"))

    def validate_note(self, field: TextAreaField) -> None:
        if self.answer.data == "dispute" and not field.data:
            raise ValidationError(_("Write what is wrong: an official will read it"))

    def validate_document(self, field: FileField) -> None:
        if self.answer.data == "paper" and not field.data:
            raise ValidationError(_("Choose the document that shows it"))


@citizen.get("/cabinet/inventory/<number>")
@access(CITIZEN)
def inventory(number: str) -> Response:
    return render_inventory(load_own_case(g.who, number) or abort(404), InventoryForm())


@citizen.post("/cabinet/inventory/<number>/answer")
@access(CITIZEN)
def inventory_answer(number: str) -> Response:
    """A second press finds it answered and only shows it."""
    case, form = load_own_case(g.who, number) or abort(404), InventoryForm()
    check = load_asking_check(g.who, number) or abort(404)
    if not form.validate_on_submit():
        return render_inventory(case, form, 422)
    file = form.document.data
    document = DisputeDocument(file.filename, file.read()) if file else None
    said = PersonAnswer(form.answer.data, form.note.data or "", document)
    try:
        call_once(answer_check, check.id, g.who, said, now(), build_examiners())
    except FileRejected as bad:
        form.document.errors = [bad.words]
        return render_inventory(case, form, 422)
    except (CheckChangedMeanwhile, LookupError):
        return render_inventory(case, form, 409)
    return redirect_to("citizen.inventory", number=number)


@citizen.post("/cabinet/inventory/<number>/consent")
@access(CITIZEN)
def inventory_consent(number: str) -> Response:
    """The bases may be asked; they are in a moment."""
    case, check = load_own_case(g.who, number) or abort(404), load_asking_check(g.who, number) or abort(404)
    try:
        call_once(consent_to_check, check.id, g.who, now())
    except (CheckChangedMeanwhile, LookupError):
        return render_inventory(case, InventoryForm(formdata=None), 409)
    return redirect_to("citizen.inventory", number=number)


def render_inventory(case: CabinetCase, form: InventoryForm, status: int = 200) -> Response:
    check, own = load_asking_check(g.who, case.number), load_own_checks([case.id]).get(case.id)
    return page(
        "citizen/inventory.html",
        status,
        case=case,
        form=form,
        check=check,
        own=own,
        asks=bool(check and check.state in ANSWERABLE),
        consent_missing=bool(check and check.unknown == [CONSENT_FACT]),
        findings=describe_own_findings(check) if check else [],
        unknown=[label_with_subject(catalog_label, fact, check.facts) for fact in check.unknown] if check else [],
        answer=_(CHECK_ANSWERS[check.answer]) if check and check.answer else "",
        second=status == 409,
    )


def describe_own_findings(check: CheckFile) -> list[FindingText]:
    return describe_findings(
        check.found, check.facts, catalog_label, lambda ground: describe_ground(ground, None, check.asked_at).words
    )
