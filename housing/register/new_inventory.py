"""To begin an inventory: first its scope, then, once its size is known, its name, days and pace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from housing.actions.cases.official import Official
from housing.actions.register.begin_inventory import FASTEST, LONGEST, InventoryPlan, InventoryRefused, begin_inventory
from housing.law.inventory import QUARTER_DAYS, quarter_end, quarter_of
from housing.law.working_time import ALMATY
from housing.queries.register.inventory_work import InventoryScope, count_due_entries
from housing.register import register
from housing.register._inventory_parts import ACTORS, reader_branch
from housing.register._list_parts import list_names, visible_settlements
from housing.text.typed_days import parse_typed_day
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: Entries in an hour that every base of ours has borne.
USUAL_PACE, MOST_DAYS = 600, 3650
WRONG_PACE = _l("Write a number from 1 to 20,000")


class NewInventoryForm(FlaskForm):
    """Days as people type them."""

    name = StringField(
        _l("Name, as the public will read it"),
        [DataRequired(_l("Write a name")), Length(max=LONGEST, message=_l("The name is too long")), require_printable],
        [lambda typed: typed and " ".join(typed.split())],
    )
    starts_on = StringField(_l("First day"), [InputRequired(_l("Write the first day like 24.11.2026"))])
    ends_on = StringField(_l("Last day"), [InputRequired(_l("Write the last day like 24.11.2026"))])
    pace = StringField(_l("Entries in an hour"), [InputRequired(WRONG_PACE)])

    def validate_pace(self, field: StringField) -> None:
        if not 1 <= read_number(field.data or "", FASTEST) <= FASTEST:
            raise ValidationError(str(WRONG_PACE))

    def validate_starts_on(self, field: StringField) -> None:
        if parse_typed_day(field.data or "") is None:
            raise ValidationError(_("Write the first day like 24.11.2026"))

    def validate_ends_on(self, field: StringField) -> None:
        last, first = parse_typed_day(field.data or ""), parse_typed_day(self.starts_on.data or "")
        if last is None:
            raise ValidationError(_("Write the last day like 24.11.2026"))
        if first and (last < first or last < today()):
            raise ValidationError(_("The last day is not before the first one, and not past"))


def read_number(typed: str, most: int) -> int:
    """-1 for what is none, or more than that."""
    typed = typed.strip()
    found = int(typed) if typed.isdecimal() and len(typed) <= len(str(most)) else -1
    return found if found <= most else -1


def today() -> date:
    return now().astimezone(ALMATY).date()


def read_scope() -> tuple[InventoryScope, int]:
    """As the address has it, and within how many days nobody was checked; what cannot be read is what is usual."""
    asked = request.values
    typed = read_number(asked.get("days", ""), MOST_DAYS)
    days = QUARTER_DAYS if typed < 0 else typed
    settlement, code = asked.get("settlement", ""), asked.get("list", "")
    settlement = settlement if settlement in visible_settlements() else ""
    code = code if code in list_names() else ""
    return InventoryScope(reader_branch(), settlement, code, now() - timedelta(days=days)), days


@register.get("/register/new-inventory")
@access(*ACTORS)
def new_inventory() -> Any:
    year, nth = quarter_of(today())
    name = _("Inventory of quarter %(nth)s of %(year)s", nth=nth, year=year)
    days = {"starts_on": f"{today():%d.%m.%Y}", "ends_on": f"{quarter_end(today()):%d.%m.%Y}"}
    return render_new_inventory(NewInventoryForm(formdata=None, data={"name": name, "pace": str(USUAL_PACE), **days}))


@register.post("/register/new-inventory/begin")
@access(*ACTORS)
def new_inventory_begin() -> Any:
    form, (scope, days) = NewInventoryForm(), read_scope()
    if not form.validate_on_submit():
        return render_new_inventory(form, 422)
    first, last = parse_typed_day(form.starts_on.data or ""), parse_typed_day(form.ends_on.data or "")
    assert first and last and form.name.data, "the form has looked"
    pace = read_number(form.pace.data or "", FASTEST)
    plan = InventoryPlan(form.name.data, scope.settlement, scope.list_code, days, first, last, pace)
    try:
        made = call_once(begin_inventory, plan, Official.from_user(g.who), now())
    except InventoryRefused:  # a settlement that went to another branch meanwhile
        return render_new_inventory(form, 422)
    return redirect_to("register.inventory", inventory_id=made)


def render_new_inventory(form: NewInventoryForm, status: int = 200) -> Any:
    scope, days = read_scope()
    due, pace = count_due_entries(scope), read_number(form.pace.data or "", FASTEST)
    return page(
        "register/new_inventory.html",
        status,
        form=form,
        scope=scope,
        days=days,
        due=due,
        hours=-(-due // (pace if pace > 0 else USUAL_PACE)),
        settlements=visible_settlements(),
        lists=list_names(),
    )
