"""A list as a file, by the filter of the page: it bears names, so taking it out is written down and comes by POST."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, g, request
from flask_babel import gettext as _

from housing.actions.register.export_entries import export_entries
from housing.law.iin import mask_iin
from housing.law.register_moves import MOVEMENT_CAUSES
from housing.law.working_time import ALMATY
from housing.queries.register.entries import iter_entries
from housing.queries.register.entry_filter import EntryFilter, entry_filter_args, parse_entry_filter
from housing.register import READERS, register
from housing.register._list_parts import visible_settlements
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import FORMS, rows_as_file


@register.post("/register/entries/file")
@access(*READERS)
def entries_file() -> Response:
    asked, wrong = parse_entry_filter(request.form, visible_settlements())
    if wrong or request.form.get("as", "csv") not in FORMS:
        abort(400)
    at = now()
    export_entries(g.who.login, entry_filter_args(asked), at)
    name = f"kezek-register-{asked.settlement}-{asked.list}-{at.astimezone(ALMATY):%Y%m%d-%H%M}"
    return rows_as_file(entry_rows(asked), name, request.form.get("as", "csv"))


def entry_rows(asked: EntryFilter) -> Iterator[tuple[object, ...]]:
    """Who stands with the place; who left with the day and the cause."""
    yield (
        _("Place"),
        _("Register number"),
        _("Name"),
        _("IIN"),
        _("Queue date"),
        _("Left the register"),
        _("Cause"),
    )
    for place, row in enumerate(iter_entries(asked), 1):
        cause = _(MOVEMENT_CAUSES[row.left_by]) if row.left_at and row.left_by else None
        own_place = place if asked.stands and not asked.first else None
        yield own_place, row.number, row.name, mask_iin(row.iin), row.registered_at, row.left_at, cause
