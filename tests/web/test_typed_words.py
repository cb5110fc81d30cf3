"""Whatever words a form takes are refused with a sign that cannot be printed, or are never printed."""

from __future__ import annotations

import importlib

import pytest
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.fields.core import UnboundField

from housing.web.form_validators import require_printable
from tests.house.house import modules, name_of

#: The others: they are looked for, compared, sent or read on a screen, and come onto no notice and into no PDF.
NEVER_PRINTED = {
    "EnrolForm.present", "EnrolForm.code", "RenewForm.proof", "CodeForm.code", "IinForm.iin", "VerifyForm.code",
    "FindForm.q", "LookUpForm.q", "LookUpForm.name", "LookUpForm.born", "LookUpForm.address",
    "BreakForm.begins", "BreakForm.ends",
    "NewInventoryForm.starts_on", "NewInventoryForm.ends_on", "NewInventoryForm.pace",
    "SaveForm.name", "SignInForm.login", "AddForm.login", "FamilyForm.iin", "WardForm.iin",
    "ContactForm.phone", "ContactForm.email", "DecisionForm.established_on",
    "WorseningForm.established_on", "ComplaintForm.text", "ComplaintForm.late_reason", "reference.ReturnForm.reason",
}  # fmt: skip


def typed_fields():
    """Name → field of words, of every form."""
    found = {}
    for path in modules():
        module = importlib.import_module(name_of(path)) if "Form" in path.read_text() else None
        forms = [one for one in vars(module or object).values() if isinstance(one, type) and issubclass(one, FlaskForm)]
        for form in (one for one in forms if one.__module__ == name_of(path)):
            for name in dir(form):
                field = getattr(form, name)
                if isinstance(field, UnboundField) and field.field_class in (StringField, TextAreaField):
                    room = "reference." if ".reference." in form.__module__ else ""
                    found[f"{room}{form.__name__}.{name}"] = field
    return found


FIELDS = typed_fields()


def test_the_list_of_what_is_never_printed_is_true():
    assert sorted(NEVER_PRINTED - set(FIELDS)) == [] and len(FIELDS) > 25


def validators(name):
    field = FIELDS[name]
    return field.kwargs.get("validators") or next(iter(field.args[1:2]), ())


@pytest.mark.parametrize("name", sorted(set(FIELDS) - NEVER_PRINTED))
def test_words_that_may_be_printed_are_asked_for_signs_that_cannot_be(name):
    assert require_printable in validators(name)


@pytest.mark.parametrize("sign", ["\u20b8", "\u2192"])
def test_such_a_sign_is_refused_in_words(app, sign):
    class Alone(FlaskForm):
        words = StringField("", [require_printable])

    with app.test_request_context("/?lang=en", method="POST", data={"words": f"100 000 {sign}"}):
        form = Alone(meta={"csrf": False})
        assert not form.validate()
        assert form.words.errors == [f"A notice cannot be printed with the sign \u201c{sign}\u201d: say it in words"]
