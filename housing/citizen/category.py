"""The category of Article 74(1), if any (Rules, point 8). It never decides who is registered (point 10)."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.citizen import citizen, current_draft, save_answers
from housing.presentation.formats import language
from housing.queries.filing.person_facts import load_person_facts
from housing.queries.reference.names import list_ordered_rows, row_label
from housing.web.access import CITIZEN, access
from housing.web.responses import page
from housing.web.sessions import KeptForm

CHOOSE = _l("Choose a category, or “None of these”")
NO_CATEGORY = "none"


def build_category_choices() -> list[SelectChoice]:
    offered = [SelectChoice(code, row_label(row, language())) for code, row in list_ordered_rows("categories").items()]
    return [SelectChoice(NO_CATEGORY, _("None of these")), *offered]


class CategoryForm(KeptForm):
    """One category or none."""

    category = RadioField(
        _l("Do you belong to a category of article 74(1) of the Law?"),
        [InputRequired(CHOOSE)],
        choices=build_category_choices,
        invalid_choice_message=CHOOSE,
    )


@citizen.route("/apply/category", methods=["GET", "POST"])
@access(CITIZEN)
def category() -> Response:
    draft = current_draft()
    chosen = draft.answers.get("category")
    form = CategoryForm(data={"category": NO_CATEGORY if chosen == "" else chosen})
    if form.validate_on_submit():
        return save_answers(draft, {"category": "" if form.category.data == NO_CATEGORY else form.category.data})
    confirmed = load_person_facts(draft.id).categories
    status = 422 if request.method == "POST" else 200
    return page("citizen/category.html", status, form=form, draft=draft, confirmed=confirmed)
