"""The applicant's own consent: what it says, what it means to take it back, and the taking back (article 8)."""

from __future__ import annotations

from flask import Response, abort, g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired

from housing.actions.filing.own_consent import WITHDRAWABLE, give_consent, withdraw_consent
from housing.citizen import citizen
from housing.law.lifecycle import MoveNotAllowed
from housing.queries.filing.cabinet import CabinetCase, load_own_case
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


class OwnConsentForm(FlaskForm):
    """A yes that nobody gives by accident."""

    sure = BooleanField(
        _l("I have read what follows and withdraw my consent"),
        [InputRequired(_l("Tick the box if you want to withdraw your consent"))],
    )


@citizen.get("/cabinet/own-consent/<number>")
@access(CITIZEN)
def own_consent(number: str) -> Response:
    return render_own_consent(load_own_case(g.who, number) or abort(404), OwnConsentForm())


@citizen.post("/cabinet/own-consent/<number>/withdraw")
@access(CITIZEN)
def own_consent_withdraw(number: str) -> Response:
    """A second press finds it taken back and only shows it."""
    case, form = load_own_case(g.who, number) or abort(404), OwnConsentForm()
    if not form.validate_on_submit():
        return render_own_consent(case, form, 422)
    try:
        call_once(withdraw_consent, case.id, g.who, now())
    except MoveNotAllowed:
        case = load_own_case(g.who, number) or abort(404)
        if case.consent_withdrawn_at is None:
            return render_own_consent(case, OwnConsentForm(formdata=None), 409)
    return redirect_to("citizen.own_consent", number=number)


@citizen.post("/cabinet/own-consent/<number>/give")
@access(CITIZEN)
def own_consent_give(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    try:
        call_once(give_consent, case.id, g.who, now())
    except MoveNotAllowed:
        case = load_own_case(g.who, number) or abort(404)
        if case.consent_withdrawn_at is not None:
            return render_own_consent(case, OwnConsentForm(formdata=None), 409)
    return redirect_to("citizen.own_consent", number=number)


def render_own_consent(case: CabinetCase, form: OwnConsentForm, status: int = 200) -> Response:
    withdrawable = case.status in WITHDRAWABLE
    return page(
        "citizen/own_consent.html", status, case=case, form=form, withdrawable=withdrawable, too_late=status == 409
    )
