"""To withdraw an application: what it means first, then a deliberate yes. What is decided stays decided."""

from __future__ import annotations

from flask import Response, abort, g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired

from housing.actions.cases.withdraw import withdraw_application as take_back
from housing.citizen import citizen
from housing.law.lifecycle import MoveNotAllowed
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


class WithdrawForm(FlaskForm):
    """A yes that nobody gives by accident."""

    sure = BooleanField(
        _l("I understand that this cannot be undone"),
        [InputRequired(_l("Tick the box if you want to withdraw the application"))],
    )


@citizen.get("/cabinet/withdraw/<number>")
@access(CITIZEN)
def withdraw(number: str) -> Response:
    return render_withdraw(load_own_case(g.who, number) or abort(404), WithdrawForm())


@citizen.post("/cabinet/withdraw/<number>")
@access(CITIZEN)
def withdraw_confirm(number: str) -> Response:
    """A second press finds it withdrawn and only shows it; one that comes after the decision is told so."""
    case, form = load_own_case(g.who, number) or abort(404), WithdrawForm()
    if not form.validate_on_submit():
        return render_withdraw(case, form, 422)
    try:
        call_once(take_back, case.id, g.who, now())
    except MoveNotAllowed:
        case = load_own_case(g.who, number) or abort(404)
        if case.status != "withdrawn":
            return render_withdraw(case, WithdrawForm(formdata=None), 409)
    return redirect_to("citizen.application", number=number)


def render_withdraw(case: CabinetCase, form: WithdrawForm, status: int = 200) -> Response:
    return page("citizen/withdraw.html", status, case=case, form=form, too_late=status == 409)
