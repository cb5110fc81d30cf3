"""The accounts of staff, for the administrator: who there is; to add somebody."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from housing.actions.staff.add_staff import CannotAddStaff, NewAccount, add_staff
from housing.actions.staff.change_staff import generate_password
from housing.operator import operator
from housing.operator._staff_form import ACCOUNT_FAULTS, ADMINISTRATOR, RoleForm
from housing.queries.cases.inbox import count_unread
from housing.queries.staff.staff_accounts import list_accounts
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable
from housing.web.post_redirect_get import call_once
from housing.web.responses import page


class AddForm(RoleForm):
    login = StringField(
        _l("Login"),
        [
            InputRequired(_l("Write a login")),
            Length(max=40, message=_l("The login is too long")),
            Regexp(r"[a-z0-9][a-z0-9.-]*\Z", message=_l("A login has small Latin letters, digits, dots and hyphens")),
        ],
    )
    name = StringField(
        _l("Name, as it stands on notices"),
        [DataRequired(_l("Write the name")), Length(max=100, message=_l("The name is too long")), require_printable],
        [lambda typed: typed and " ".join(typed.split())],
    )


@operator.get("/operator/staff-accounts")
@access(ADMINISTRATOR)
def staff_accounts() -> Any:
    return page("operator/staff_accounts.html", **accounts_context(AddForm()))


@operator.post("/operator/staff-accounts/add")
@access(ADMINISTRATOR)
def staff_accounts_add() -> Any:
    """The first password is made here, told once, and has to be changed before anything else."""
    form, password = AddForm(), call_once(generate_password)
    if not form.validate():
        return page("operator/staff_accounts.html", 422, **accounts_context(form))
    account = NewAccount(form.login.data or "", form.name.data or "", form.role.data, form.branch.data or None)
    try:
        call_once(add_staff, account, password, now(), g.who.login)
    except CannotAddStaff as cannot:
        field, words = ACCOUNT_FAULTS[cannot.code]
        form[field].errors = [words]
        return page("operator/staff_accounts.html", 422, **accounts_context(form))
    told = {"login": form.login.data, "password": password}
    return page("operator/staff_accounts.html", told=told, **accounts_context(AddForm(formdata=None)))


def accounts_context(form: AddForm) -> dict[str, Any]:
    return {"form": form, "accounts": list_accounts(now()), "unread": count_unread(g.who)}
