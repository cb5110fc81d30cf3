"""The settlement applied to; the one of the registered address is offered (Law, article 71(1))."""

from __future__ import annotations

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.actions.answer import answer
from housing.citizen import citizen
from housing.formats import language
from housing.queries.draft import draft_of
from housing.queries.person_facts import person_facts
from housing.queries.settlements import choices
from housing.web import CITIZEN, access, back_to, now, page

CHOOSE = _l("Choose a settlement from the list")


def listed() -> list[SelectChoice]:
    return [SelectChoice("", _("Choose…")), *(SelectChoice(code, name) for code, name in choices(language()))]


class SettlementForm(FlaskForm):
    """One of the settlements for which applications are taken."""

    settlement = SelectField(_l("Settlement"), [InputRequired(CHOOSE)], choices=listed, invalid_choice_message=CHOOSE)


@citizen.route("/apply/settlement", methods=["GET", "POST"])
@access(CITIZEN)
def settlement() -> Response:
    draft = draft_of(g.who.iin)
    if draft is None:
        return back_to("citizen.apply")
    registered = person_facts(draft.id).settlement
    form = SettlementForm(data={"settlement": draft.answers.get("settlement") or registered})
    if form.validate_on_submit():
        answer(g.who.iin, {"settlement": form.settlement.data}, now())
        return back_to("citizen.tasks")
    return page("citizen/settlement.html", 422 if request.method == "POST" else 200, form=form, registered=registered)
