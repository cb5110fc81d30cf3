"""The basis of registration (Annex 1, rows 4, 5 and 9); the documents that it asks for come next."""

from __future__ import annotations

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.citizen import citizen, current_draft, save_answers
from housing.labels import BASIS
from housing.law.facts import BASES
from housing.presentation.formats import language
from housing.queries.reference.numbers import fill_law_numbers
from housing.web.access import CITIZEN, access
from housing.web.responses import page
from housing.web.sessions import KeptForm

CHOOSE = _l("Choose one of the bases")


class BasisForm(KeptForm):
    """One of the three."""

    basis = RadioField(
        _l("On which basis do you apply?"),
        [InputRequired(CHOOSE)],
        choices=lambda: [
            SelectChoice(basis, fill_law_numbers(_(BASIS[basis].words), g.who.on, language())) for basis in BASES
        ],
        invalid_choice_message=CHOOSE,
    )


@citizen.route("/apply/basis", methods=["GET", "POST"])
@access(CITIZEN)
def basis() -> Response:
    draft = current_draft()
    form = BasisForm(data={"basis": draft.answers.get("basis")})
    if form.validate_on_submit():
        lacking = not draft.has_papers(form.basis.data)
        return save_answers(draft, {"basis": form.basis.data}, "citizen.documents" if lacking else "citizen.tasks")
    return page("citizen/basis.html", 422 if request.method == "POST" else 200, form=form, draft=draft)
