"""The list of a settlement, in its order or as it was left; and what is found by a number, an IIN or a name."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.journal.write_readings import note_list, note_search
from housing.law.register_moves import LEFT, MOVEMENT_CAUSES
from housing.queries.cases.queue_search import MAX_FOUND
from housing.queries.register.entries import EntryRow, load_entry_page, load_list_counts
from housing.queries.register.entry_filter import entry_filter_args, parse_entry_filter
from housing.queries.register.entry_search import entry_search_kind, search_entries, search_former_numbers
from housing.register import READERS, register
from housing.register._list_parts import list_names, visible_branches, visible_settlements
from housing.text.typed_numbers import bare_number
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import redirect_to_reply
from housing.web.responses import page, redirect_to


class FindEntryForm(FlaskForm):
    """By POST, for a name or an IIN must not stand in an address. Its seal is looked at as that of every POST is."""

    class Meta(FlaskForm.Meta):
        csrf = False

    q = StringField(
        _l("Register number, IIN or name"),
        [
            InputRequired(_l("Write a number, an IIN or the beginning of a name")),
            Length(max=200, message=_l("This is too long for a name")),
            require_printable,
        ],
        [strip_text],
    )

    def validate_q(self, field: StringField) -> None:
        sought = field.data or ""
        if not entry_search_kind(sought) and not search_former_numbers(sought, visible_branches()):
            raise ValidationError(_("A number has 10 digits, an IIN has 12; of a name write at least two letters"))


@register.get("/register/entries")
@access(*READERS)
def entries() -> Any:
    return render_entries()


def render_entries(status: int = 200, find: FindEntryForm | None = None) -> Any:
    settlements, at = visible_settlements(), now()
    asked, wrong = parse_entry_filter(request.args, settlements)
    counts, listed = load_list_counts(asked, at), load_entry_page(asked, at)
    note_list("register", [one.row.number for one in listed.rows], g.who.login, at, **entry_filter_args(asked))
    return page(
        "register/entries.html",
        status,
        asked=asked,
        wrong=wrong,
        sent=request.args,
        filter=entry_filter_args(asked),
        settlements=settlements,
        lists=list_names(),
        listed=listed,
        counts=counts,
        left_by=[(one.entries, _(MOVEMENT_CAUSES[one.cause])) for one in counts.shifts if one.sign == LEFT],
        causes=MOVEMENT_CAUSES,
        find=find,
    )


@register.post("/register/entries/find")
@access(*READERS)
def entries_find() -> Any:
    form = FindEntryForm()
    if not form.validate():
        return render_entries(422, form)
    sought = form.q.data
    if entry_search_kind(sought) == "number":
        return redirect_to("register.entry", number=bare_number(sought))
    # It acts on nothing: what the GET is going to search, the POST need not search before it.
    if kept := redirect_to_reply(200):
        return kept
    return render_found(search_entries(sought, visible_branches()), form)


def render_found(rows: list[EntryRow], form: FindEntryForm) -> Any:
    """A search is written down: by its kind, and whom it found."""
    shown, more = rows[:MAX_FOUND], len(rows) > MAX_FOUND
    by = entry_search_kind(form.q.data or "") or "number"
    note_search("register", by, [row.application_id for row in shown], g.who.login, now())
    return page("register/found.html", rows=shown, more=more, find=form, causes=MOVEMENT_CAUSES)
