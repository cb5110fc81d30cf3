"""Who else lives with the applicant for good: named by IIN, asked for consent after the filing (Law, article 71(1))."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from housing.actions.filing.answer import answer_questions
from housing.citizen import citizen, current_draft
from housing.law.iin import is_valid_iin
from housing.queries.filing.draft import Draft
from housing.text.typed_numbers import bare_number
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm

#: More than any household; a form is no way to list a town.
MAX_MEMBERS = 20


def validate_other_person(form: Any, field: Any) -> None:
    if not is_valid_iin(field.data):
        raise ValidationError(_("An IIN has 12 digits; check that they are all right"))
    if field.data == g.draft.iin:
        raise ValidationError(_("This is the applicant's own IIN: write that of the other person"))


class FamilyForm(KeptForm):
    iin = StringField(
        _l("IIN of the person"),
        [InputRequired(_l("Write the IIN of the person")), validate_other_person],
        [bare_number],
    )


@citizen.route("/apply/family", methods=["GET", "POST"])
@access(CITIZEN)
def family() -> Response:
    draft = current_draft()
    form, named = FamilyForm(), draft.answers.get("living_with", [])
    goes_on = request.form.get("then") == "tasks"
    if goes_on and not form.iin.data:
        return redirect_to("citizen.tasks")
    if form.validate_on_submit():
        answer_questions(draft.id, {"living_with": sorted({*named, form.iin.data})[:MAX_MEMBERS]}, now())
        return redirect_to("citizen.tasks" if goes_on else "citizen.family")
    return page("citizen/family.html", 422 if request.method == "POST" else 200, form=form, draft=draft, named=named)


@citizen.post("/apply/family/remove")
@access(CITIZEN)
def family_remove() -> Response:
    """Takes one person off the list. What was typed and not added yet stays in its field, unjudged."""
    draft, form = current_draft(), FamilyForm()
    left = call_once(remove_member, draft, request.form.get("remove", ""))
    if not form.iin.data:
        return redirect_to("citizen.family")
    return page("citizen/family.html", form=form, draft=draft, named=left)


def remove_member(draft: Draft, iin: str) -> list[str]:
    """Who is left."""
    named = draft.answers.get("living_with", [])
    if iin not in named:
        abort(404)
    left = [one for one in named if one != iin]
    answer_questions(draft.id, {"living_with": left}, now())
    return left
