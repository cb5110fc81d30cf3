"""The journal as a file, by the filter of the page; taking it out is written down, so it comes by POST."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, g, request
from flask_babel import gettext as _

from housing.actions.journal.export_journal import export_journal
from housing.law.working_time import ALMATY
from housing.operator import operator
from housing.operator._journal_filter import READERS, filter_args, parse_filter
from housing.operator._journal_text import actor_label, describe_details, event_label
from housing.queries.journal.events import EventFilter, iter_journal_rows
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import FORMS, rows_as_file


@operator.post("/operator/journal-file")
@access(*READERS)
def journal_file() -> Response:
    sought, wrong = parse_filter(request.form)
    if wrong or request.form.get("as", "csv") not in FORMS:
        abort(400)
    at = now()
    export_journal(g.who.login, filter_args(sought), at)
    name = f"kezek-journal-{at.astimezone(ALMATY):%Y%m%d-%H%M}"
    return rows_as_file(journal_rows(sought), name, request.form.get("as", "csv"))


def journal_rows(sought: EventFilter) -> Iterator[tuple[object, ...]]:
    yield (
        _("Row"),
        _("When"),
        _("Kind"),
        _("What happened"),
        _("Login"),
        _("Who"),
        _("Application"),
        _("Details"),
        _("Hash"),
    )
    for row in iter_journal_rows(sought):
        yield (
            row.id,
            row.at,
            row.kind,
            event_label(row),
            row.actor,
            actor_label(row),
            row.number,
            describe_details(row),
            row.hash,
        )
