"""The settlement applied to; the one of the registered address is offered (Law, article 71(1))."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.citizen import citizen, current_draft, save_answers
from housing.presentation.formats import language
from housing.queries.filing.person_facts import load_person_facts
from housing.queries.reference.settlements import settlement_choices
from housing.web.access import CITIZEN, access
from housing.web.responses import page
from housing.web.sessions import KeptForm

CHOOSE = _l("Choose a settlement from the list")


def build_settlement_choices() -> list[SelectChoice]:
    return [
        SelectChoice("", _("Choose…")),
        *(SelectChoice(code, name) for code, name in settlement_choices(language())),
    ]


class SettlementForm(KeptForm):
    """One of the settlements for which applications are taken."""

    settlement = SelectField(
        _l("Settlement"), [InputRequired(CHOOSE)], choices=build_settlement_choices, invalid_choice_message=CHOOSE
    )


@citizen.route("/apply/settlement", methods=["GET", "POST"])
@access(CITIZEN)
def settlement() -> Response:
    draft = current_draft()
    registered = load_person_facts(draft.id).settlement
    form = SettlementForm(data={"settlement": draft.answers.get("settlement") or registered})
    if form.validate_on_submit():
        return save_answers(draft, {"settlement": form.settlement.data})
    status = 422 if request.method == "POST" else 200
    return page("citizen/settlement.html", status, form=form, draft=draft, registered=registered)
