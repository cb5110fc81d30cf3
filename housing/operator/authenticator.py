"""An official's authenticator: to enrol one, to replace it, and recovery codes, which are shown once."""

from __future__ import annotations

from typing import Any

import segno
from flask import abort, g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from housing.actions.signin.prove_code import WrongSecondFactor
from housing.actions.staff.enrol import (
    Enrolment,
    OfferExpired,
    WrongPresentCode,
    enrol_authenticator,
    offer_secret,
    open_offer,
)
from housing.actions.staff.renew_codes import renew_codes
from housing.config import current_services
from housing.labels import ROLES
from housing.operator import operator
from housing.operator._login_throttle import (
    forgive_attempts,
    pause_attempt,
    render_throttled,
    session_attempt_counters,
)
from housing.queries.staff.staff_accounts import load_account
from housing.security import totp
from housing.web.access import access
from housing.web.current import now, phone_time, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page

WRONG_CODE = _l("That code does not count: it is wrong, too old or used. Wait for the next one.")
CODE_LENGTH = Length(max=40, message=_l("That is no code"))


class EnrolForm(FlaskForm):
    """`present`: a code of the authenticator enrolled until now, where there is one."""

    offer = HiddenField(validators=[InputRequired(_l("This page was open too long: scan the new picture"))])
    present = StringField(_l("A code of the present authenticator, or a recovery code"), [CODE_LENGTH])
    code = StringField(_l("Code of the new authenticator"), [InputRequired(_l("Write the code")), CODE_LENGTH])


class RenewForm(FlaskForm):
    proof = StringField(_l("Code of your authenticator"), [InputRequired(_l("Write the code")), CODE_LENGTH])


@operator.get("/operator/authenticator")
@access(*ROLES)
def authenticator() -> Any:
    return page("operator/authenticator.html", **enrolment_context())


@operator.post("/operator/authenticator")
@access(*ROLES)
def authenticator_confirm() -> Any:
    form, tries = EnrolForm(), session_attempt_counters()
    if not form.validate():
        return page("operator/authenticator.html", 422, **enrolment_context(form))
    if seconds := call_once(pause_attempt, tries):
        return render_throttled("operator/authenticator.html", form, seconds, **enrolment_context(form))
    who, enrolment = g.who, Enrolment(form.offer.data or "", form.code.data or "", form.present.data or "")
    try:
        codes = call_once(enrol_authenticator, who.staff_id, who.session, enrolment, secret_key(), now(), phone_time())
    except OfferExpired:
        form.form_errors.append(_("This page was open too long: scan the new picture"))
        form.offer.data = None
    except WrongSecondFactor:
        form.code.errors = [WRONG_CODE]
    except WrongPresentCode:
        form.present.errors = [WRONG_CODE]
    else:
        call_once(forgive_attempts, tries)
        return page("operator/authenticator.html", codes=codes, **enrolment_context())
    return page("operator/authenticator.html", 422, **enrolment_context(form))


@operator.post("/operator/authenticator/codes")
@access(*ROLES)
def authenticator_codes() -> Any:
    renew, tries = RenewForm(), session_attempt_counters()
    if not renew.validate():
        return page("operator/authenticator.html", 422, **enrolment_context(renew=renew))
    if seconds := call_once(pause_attempt, tries):
        return render_throttled("operator/authenticator.html", renew, seconds, **enrolment_context(renew=renew))
    try:
        codes = call_once(renew_codes, g.who.staff_id, renew.proof.data or "", secret_key(), now(), phone_time())
    except WrongSecondFactor:
        renew.proof.errors = [WRONG_CODE]
        return page("operator/authenticator.html", 422, **enrolment_context(renew=renew))
    call_once(forgive_attempts, tries)
    return page("operator/authenticator.html", codes=codes, **enrolment_context())


def enrolment_context(form: EnrolForm | None = None, renew: RenewForm | None = None) -> dict[str, Any]:
    """The same secret again where its code was mistyped; else a new one."""
    who = g.who
    form = form or EnrolForm(formdata=None)
    try:
        sealed = form.offer.data or offer_secret(who.staff_id, secret_key(), now())
        secret = open_offer(sealed, who.staff_id, secret_key(), now())
    except OfferExpired:
        sealed = offer_secret(who.staff_id, secret_key(), now())
        secret = open_offer(sealed, who.staff_id, secret_key(), now())
    picture = segno.make(totp.provisioning_uri(secret, who.login), error="m").svg_data_uri(
        border=2, scale=4, light="#fff"
    )
    return {
        "form": form,
        "renew": renew or RenewForm(formdata=None),
        "sealed": sealed,
        "picture": str(picture),
        "secret": totp.encode_secret(secret),
        "account": load_account(who.staff_id, now()) or abort(403),
        "required": not current_services().settings.demo,
    }
