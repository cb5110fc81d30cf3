"""Whether the person agrees to a dwelling of smaller area, lower fittings or another storey than is due."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.citizen import citizen, current_draft, save_answers
from housing.web.access import CITIZEN, access
from housing.web.responses import page
from housing.web.sessions import KeptForm

CHOOSE = _l("Choose “I agree” or “I do not agree”")


class DwellingForm(KeptForm):
    """Yes or no; neither answer changes whether the person is registered."""

    agrees_smaller = RadioField(
        _l("Do you agree to a dwelling that falls short in floor area, fittings or storey?"),
        [InputRequired(CHOOSE)],
        choices=lambda: [SelectChoice("yes", _("I agree")), SelectChoice("no", _("I do not agree"))],
        invalid_choice_message=CHOOSE,
    )


@citizen.route("/apply/dwelling", methods=["GET", "POST"])
@access(CITIZEN)
def dwelling() -> Response:
    draft = current_draft()
    form = DwellingForm(data={"agrees_smaller": draft.answers.get("agrees_smaller")})
    if form.validate_on_submit():
        return save_answers(draft, {"agrees_smaller": form.agrees_smaller.data})
    return page("citizen/dwelling.html", 422 if request.method == "POST" else 200, form=form, draft=draft)
