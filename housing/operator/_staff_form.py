"""The role and the branch of an account of staff, for a new one and for a change."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from housing.labels import ROLES
from housing.presentation.formats import language
from housing.queries.reference.settlements import branch_choices

ADMINISTRATOR = "administrator"
#: What is wrong with a new account, as the action says it by a code: at which field, in which words.
ACCOUNT_FAULTS = {
    "login": ("login", _l("There is an official with this login already")),
    "branch": ("branch", _l("Operators and supervisors belong to a branch, the others to none")),
}


class RoleForm(FlaskForm):
    role = SelectField(_l("Role"))
    branch = SelectField(_l("Branch"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.role.choices = [SelectChoice(code, _(words)) for code, words in ROLES.items()]
        branches = [SelectChoice(*one) for one in branch_choices(language())]
        self.branch.choices = [SelectChoice("", _("none: the whole bank")), *branches]
