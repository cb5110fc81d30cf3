"""An entry that an inventory asks about: what the bases say, what the person answers, and what an official does."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from housing.actions.cases.official import Official
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.actions.register.follow_inventory import LONGEST, CheckChangedMeanwhile, check_anew, clear_check
from housing.law.inventory import CHECK_ANSWERS, CHECK_STATES, TO_LOOK_AT
from housing.presentation.fact_text import label_with_subject
from housing.queries.reference.source_settings import source_title
from housing.queries.register.inventory_check import CheckFile, load_check
from housing.register import PROPOSERS, READERS, register
from housing.register._inventory_parts import ACTORS, catalog_label, code_words, finding_texts, reader_branch
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


class SettleForm(FlaskForm):
    """Why the registration stands: the person reads it."""

    words = TextAreaField(
        _l("Why the registration stands"),
        [
            DataRequired(_l("Write why it stands: the person reads it")),
            Length(max=LONGEST, message=_l("At most 1000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )


@register.get("/register/inventory-entry/<int(max=2147483647):check_id>")
@access(*READERS)
def inventory_entry(check_id: int) -> Any:
    """Opening a person's file is an event of its own."""
    found = load_check(check_id, reader_branch()) or abort(404)
    record_file_opening(found.application_id, g.who.login, now(), "inventory")
    return render_inventory_entry(found, SettleForm(formdata=None))


@register.post("/register/inventory-entry/<int(max=2147483647):check_id>/clear")
@access(*ACTORS)
def inventory_entry_clear(check_id: int) -> Any:
    found, form = load_check(check_id, reader_branch()) or abort(404), SettleForm()
    if not form.validate_on_submit():
        return render_inventory_entry(found, form, 422)
    try:
        call_once(clear_check, check_id, Official.from_user(g.who), form.words.data, now())
    except CheckChangedMeanwhile:
        return render_inventory_entry(load_check(check_id, reader_branch()) or abort(404), form, 409)
    return redirect_to("register.inventory_entry", check_id=check_id)


@register.post("/register/inventory-entry/<int(max=2147483647):check_id>/ask")
@access(*ACTORS)
def inventory_entry_ask(check_id: int) -> Any:
    """The bases are asked again."""
    load_check(check_id, reader_branch()) or abort(404)
    try:
        call_once(check_anew, check_id, Official.from_user(g.who), now())
    except CheckChangedMeanwhile:
        changed = load_check(check_id, reader_branch()) or abort(404)
        return render_inventory_entry(changed, SettleForm(formdata=None), 409)
    return redirect_to("register.inventory_entry", check_id=check_id)


def render_inventory_entry(found: CheckFile, form: SettleForm, status: int = 200) -> Any:
    if request.method == "POST":
        note_file_reading(found.application_id, g.who.login, now(), "inventory")
    silent = [source_title(code) for code in found.silent.split(",") if code]
    return page(
        "register/inventory_entry.html",
        status,
        found=found,
        form=form,
        look=CHECK_STATES[found.state],
        words=code_words(found.outcome or found.state),
        findings=finding_texts(found),
        unknown=[label_with_subject(catalog_label, fact, found.facts) for fact in found.unknown],
        silent=silent,
        answer=_(CHECK_ANSWERS[found.answer]) if found.answer else "",
        may_act=g.who.role in ACTORS and found.state in TO_LOOK_AT,
        may_propose=g.who.role in PROPOSERS and g.who.branch_code == found.branch_code,
        second=status == 409,
    )
