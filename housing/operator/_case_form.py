"""The form of a decision: a field for each unknown fact, a worsening that is established, the verdict."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.cases.official import OfficialDecision
from housing.law.facts import ESTABLISHABLE
from housing.law.findings import AS_RECORDED, InvalidFindingError, parse_finding_value, question_for
from housing.law.working_time import ALMATY
from housing.operator import language_field
from housing.operator._case_parts import NO_DAY, TOO_LONG, about, said_words
from housing.queries.cases.proposal import Proposal
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text

#: Longest name of a document and note. The day of a worsening is read as any day that is typed.
PAPER_LENGTH, NOTE_MAX_LENGTH, ANY_DAY_FACT = Length(max=200, message=TOO_LONG), 2000, "applicant.born"


def parse_finding(fact: str, sent: str) -> Any:
    """What was sent about a fact, as its value; a day must have come. Raises InvalidFindingError."""
    value, asked = parse_finding_value(fact, sent), question_for(fact)
    if asked and not asked.choices and date.fromisoformat(value) > now().astimezone(ALMATY).date():
        raise InvalidFindingError(fact)
    return value


def validate_finding(fact: str, form: Any, field: Any) -> None:
    try:
        if field.data:
            parse_finding(fact, field.data)
    except InvalidFindingError:
        raise ValidationError(str(NO_DAY)) from None


def validate_worsening(form: Any, field: Any) -> None:
    given = [bool(one.data) for one in (field, form.established_on, form.established_by)]
    if any(given) and not all(given):
        raise ValidationError(_("Choose what is established, write the day and name the document: all three or none"))


def validate_note(form: Any, field: Any) -> None:
    if form.law.findings and not field.data:
        raise ValidationError(_("Write on what paper or answer your findings rest"))
    if len(join_notes(form)) > NOTE_MAX_LENGTH:
        raise ValidationError(str(TOO_LONG))


def join_notes(form: Any) -> str:
    return "\n".join(filter(None, (form.note.data, form.established.data and form.established_by.data)))


def read_decision(form: Any) -> OfficialDecision:
    """What a form that was found valid decides."""
    return OfficialDecision(form.verdict.data, form.law.findings, join_notes(form), form.note_language.data or "")


class WorseningForm(FlaskForm):
    """What only an official establishes: Annex 1, refusal 3), indents 3 to 5."""

    established = RadioField(
        _l("Deliberate worsening, if it is established"),
        [validate_worsening],
        default="",
        choices=[
            SelectChoice("", _l("Nothing is established")),
            SelectChoice("worsened_damage", _l("Destroyed or damaged through the applicant's fault")),
            SelectChoice("worsened_moved_out", _l("Moved out while not in need of housing from the state fund")),
            SelectChoice("worsened_settled_others", _l("Settled in persons other than the family")),
        ],
    )
    established_on = StringField(_l("When"), [partial(validate_finding, ANY_DAY_FACT)], [strip_text])
    established_by = StringField(_l("The document that shows it"), [PAPER_LENGTH, require_printable], [strip_text])


class DecisionForm(WorseningForm):
    """`build_decision_form` adds a field for each unknown fact, `law` and the names of those fields, `settled`."""

    verdict = RadioField(
        _l("Your decision"),
        [InputRequired(_l("Choose the decision"))],
        choices=[SelectChoice("register", _l("Register")), SelectChoice("refuse", _l("Refuse"))],
    )
    note = TextAreaField(_l("Note"), [validate_note, require_printable], [strip_text])
    note_language = language_field()


def field_name_for(fact: str) -> str:
    return "settle-" + re.sub(r"\W+", "-", fact)


def parse_findings(facts: tuple[str, ...]) -> dict[str, Any]:
    """What was chosen or typed about these facts; what cannot be read the form tells."""
    found: dict[str, Any] = {}
    for fact in facts:
        with suppress(InvalidFindingError):
            if sent := request.form.get(field_name_for(fact), "").strip():
                found[fact] = parse_finding(fact, sent)
    with suppress(InvalidFindingError):
        if (what := request.form.get("established")) in ESTABLISHABLE:
            found["established"] = [
                {"what": what, "on": parse_finding(ANY_DAY_FACT, request.form.get("established_on", ""))}
            ]
    return found


def build_finding_field(fact: str, given: dict[str, Any], disputed: Any = None) -> Any:
    """Radios, the first of which leaves the fact open; or a day that is typed; None where only the source can tell."""
    asked = question_for(fact)
    if asked is None or not asked.choices:
        return asked and StringField(about(fact, given), [partial(validate_finding, fact)], [strip_text])
    answers = [SelectChoice(sent, _(said)) for sent, said in asked.choices.items()]
    if disputed:
        words = said_words(fact, disputed.said)
        answers.insert(0, SelectChoice(AS_RECORDED, _("As the database says: %(value)s", value=words)))
    return RadioField(about(fact, given), choices=[SelectChoice("", _("Not settled")), *answers], default="")


def build_decision_form(law: Proposal) -> Any:
    disputed = law.facts.disputed
    made = {field_name_for(fact): build_finding_field(fact, law.facts.given, disputed.get(fact)) for fact in law.asked}
    form = type("CaseForm", (DecisionForm,), {name: field for name, field in made.items() if field})(
        note="\n".join(law.facts.reliability_notes)
    )
    form.law, form.settled = law, [form[name] for name in made if name in form]
    return form
