"""One account, for the administrator: role and branch, sessions, authenticator, password, active or not.

Nobody changes their own account here, and one active administrator stays. Every change counts from the next request on.
"""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from housing.actions.signin.end_sessions import end_other_sessions
from housing.actions.staff.change_staff import (
    AccountChangeRefused,
    assign_role,
    reset_authenticator,
    reset_password,
    set_active,
)
from housing.labels import N_
from housing.labels.reason_labels import RESET_REASONS
from housing.operator import operator
from housing.operator._staff_form import ACCOUNT_FAULTS, ADMINISTRATOR, RoleForm
from housing.queries.cases.inbox import count_unread
from housing.queries.staff.staff_accounts import load_account
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

NOT_ALLOWED = {
    "own": _l("Nobody changes their own account here: ask another administrator"),
    "last": _l("This is the last active administrator: add another one first"),
    "branch": ACCOUNT_FAULTS["branch"][1],
}


class ResetForm(FlaskForm):
    reason = SelectField(_l("Why"), [InputRequired(_l("Choose why"))])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        reasons = {"": N_("Choose why"), **RESET_REASONS}
        self.reason.choices = [SelectChoice(code, _(words)) for code, words in reasons.items()]


@operator.get("/operator/staff-account/<int(max=999999999):staff_id>")
@access(ADMINISTRATOR)
def staff_account(staff_id: int) -> Any:
    return page("operator/staff_account.html", **account_context(staff_id))


@operator.post("/operator/staff-account/<int(max=999999999):staff_id>/assign")
@access(ADMINISTRATOR)
def staff_account_assign(staff_id: int) -> Any:
    form = RoleForm()
    if not form.validate():
        return page("operator/staff_account.html", 422, **account_context(staff_id, form))
    try:
        call_once(assign_role, staff_id, form.role.data, form.branch.data or None, g.who, now())
    except AccountChangeRefused as fault:
        return render_refusal(staff_id, fault, form)
    return redirect_to("operator.staff_account", staff_id=staff_id)


@operator.post("/operator/staff-account/<int(max=999999999):staff_id>/activity")
@access(ADMINISTRATOR)
def staff_account_activity(staff_id: int) -> Any:
    """`active`: yes or no."""
    try:
        call_once(set_active, staff_id, request.form.get("active") == "yes", g.who, now())
    except AccountChangeRefused as fault:
        return render_refusal(staff_id, fault)
    return redirect_to("operator.staff_account", staff_id=staff_id)


@operator.post("/operator/staff-account/<int(max=999999999):staff_id>/end")
@access(ADMINISTRATOR)
def staff_account_end(staff_id: int) -> Any:
    """Every session of theirs; of one's own all but this one."""
    end_other_sessions(staff_id, g.who.session, g.who.login, now())
    return redirect_to("operator.staff_account", staff_id=staff_id)


@operator.post("/operator/staff-account/<int(max=999999999):staff_id>/reset")
@access(ADMINISTRATOR)
def staff_account_reset(staff_id: int) -> Any:
    reset = ResetForm()
    if not reset.validate():
        return page("operator/staff_account.html", 422, **account_context(staff_id, reset=reset))
    try:
        call_once(reset_authenticator, staff_id, reset.reason.data, g.who, now())
    except AccountChangeRefused as fault:
        return render_refusal(staff_id, fault)
    return redirect_to("operator.staff_account", staff_id=staff_id)


@operator.post("/operator/staff-account/<int(max=999999999):staff_id>/password")
@access(ADMINISTRATOR)
def staff_account_password(staff_id: int) -> Any:
    try:
        password = call_once(reset_password, staff_id, g.who, now())
    except AccountChangeRefused as fault:
        return render_refusal(staff_id, fault)
    return page("operator/staff_account.html", password=password, **account_context(staff_id))


def render_refusal(staff_id: int, fault: AccountChangeRefused, form: RoleForm | None = None) -> Any:
    """Nothing was changed; said in words at the top of the page."""
    if fault.code == "gone":
        abort(404)
    context = account_context(staff_id, form)
    context["form"].form_errors.append(NOT_ALLOWED[fault.code])
    return page("operator/staff_account.html", 409 if fault.code == "last" else 422, **context)


def account_context(staff_id: int, form: RoleForm | None = None, reset: ResetForm | None = None) -> dict[str, Any]:
    found = load_account(staff_id, now()) or abort(404)
    present = {"role": found.role, "branch": found.branch_code or ""}
    return {
        "account": found,
        "form": form or RoleForm(formdata=None, data=present),
        "unread": count_unread(g.who),
        "reset": reset or ResetForm(formdata=None),
        "own": staff_id == g.who.staff_id,
    }
