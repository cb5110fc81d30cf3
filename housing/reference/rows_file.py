"""A catalog as a file, out and in: what was loaded becomes a draft, all of it or nothing, with a word for each line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.reference.draft_row import MAX_ROWS, Change, TooManyRows, draft_rows
from housing.labels import BASIS
from housing.presentation.csv_import import UnreadableTableError, decode_table, parse_table
from housing.presentation.formats import language
from housing.queries.reference import reference as kept
from housing.queries.reference.moved_terms import MovedTerm
from housing.queries.reference.names import with_reference_choices
from housing.reference import reference
from housing.reference._catalog_page import render_catalog
from housing.reference._catalog_parts import (
    DRAFT_FAULTS,
    DRAFT_REFUSALS,
    DRAFTERS,
    READERS,
    describe_fault,
    list_terms_moved_by,
    load_catalog_or_404,
)
from housing.reference._row_form import parse_change
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.fields import InvalidValueError, field_to_inputs
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file
from housing.web.post_redirect_get import call_once
from housing.web.responses import redirect_to

#: Faults that are told of a file at once.
MAX_FAULTS = 20


def file_columns(catalog: Catalog) -> list[str]:
    names = [name for field in catalog.all_fields for name in field.inputs]
    return names if catalog.at_once else [*names, "since"]


def file_format() -> str:
    return request.args.get("as", "csv")


def catalog_rows(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """Every row that is in force or will be: as `rows_file_load` takes it back."""
    yield tuple(file_columns(catalog))
    for row in kept.list_published_rows(catalog.code):
        if row.values is not None:
            sent = {
                k: v for field in catalog.all_fields for k, v in field_to_inputs(field, row.values[field.name]).items()
            }
            yield tuple({**sent, "since": row.since}[name] for name in file_columns(catalog))


@reference.get("/reference/<code>/rows")
@access(*READERS)
def rows_file(code: str) -> Response:
    catalog = load_catalog_or_404(code)
    return rows_as_file(catalog_rows(catalog), f"kezek-{catalog.code}", file_format())


@reference.get("/reference/<code>/moves")
@access(*READERS)
def rows_file_moves(code: str) -> Response:
    """The due times that the draft would move."""
    catalog = load_catalog_or_404(code)
    draft = kept.load_catalog_draft(catalog.code)
    return rows_as_file(
        moved_term_rows(list_terms_moved_by(catalog, draft) if draft else []),
        f"kezek-{catalog.code}-moves",
        file_format(),
    )


def moved_term_rows(terms: list[MovedTerm]) -> Iterator[tuple[object, ...]]:
    yield _("Application number"), _("Basis"), _("Due before"), _("Due after")
    for term in terms:
        yield term.number, _(BASIS[term.basis].short), term.before, term.after


@reference.post("/reference/<code>/load")
@access(*DRAFTERS)
def rows_file_load(code: str) -> Any:
    """A file with the columns of `rows`; one wrong line, and nothing is taken."""
    catalog = load_catalog_or_404(code)
    faults = call_once(draft_from_file, catalog)
    return (
        render_catalog(catalog, 422, faults=faults[:MAX_FAULTS])
        if faults
        else redirect_to("reference.catalog", code=code)
    )


def draft_from_file(catalog: Catalog) -> list[Any]:
    """Drafts the rows of the file that was sent; else what is wrong with it, in words of whoever reads them."""
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    try:
        changes, faults = parse_file(catalog, decode_table(content))
    except (UnreadableTableError, csv.Error) as fault:
        changes, faults = [], [describe_unreadable(fault)]
    if not faults:
        try:
            draft_rows(catalog, changes, g.who.login, now())
        except DRAFT_FAULTS as fault:
            faults = [describe_fault(fault)]
    return faults


def describe_unreadable(fault: Exception) -> Any:
    """Why a file is not taken at all, and how it is saved so that it is."""
    why, words = (fault.why, fault.words) if isinstance(fault, UnreadableTableError) else ("no_text", "")
    return {
        "workbook": _l("This is a workbook. Save it as “CSV UTF-8”, and choose that file"),
        "no_text": _l("This is no CSV file. Save the table as “CSV UTF-8”, and choose that file"),
        "strange": _l(
            "The letters of this file were read wrongly before: “%(words)s”. Save the table as “CSV UTF-8”", words=words
        ),
        "lost": _l(
            "This file has a question mark for a Kazakh letter: “%(words)s”. Save the table as “CSV UTF-8”", words=words
        ),
    }[why]


def parse_file(catalog: Catalog, content: str) -> tuple[list[Change], list[Any]]:
    """The rows of a file, and a fault for each line that is none."""
    columns, rows = parse_table(content, file_columns(catalog))
    missing = [name for name in file_columns(catalog) if name not in columns]
    if missing:
        return [], [_l("The file lacks the column %(name)s", name=name) for name in missing]
    if len(rows) > MAX_ROWS:
        return [], [DRAFT_REFUSALS[TooManyRows]]
    if not rows:
        return [], [_l("The file has no rows")]
    changes: list[Change] = []
    faults, seen, stands = [], set(), published_values(catalog)
    catalog = with_reference_choices(
        catalog, language(), [unescape_cell(row.get(catalog.key.inputs[0], "")) for _line, row in rows]
    )
    for line, row in rows:
        try:
            change = parse_change(catalog, {name: unescape_cell(value) for name, value in row.items() if name})
        except InvalidValueError as wrong:
            faults.append(_l("Line %(line)s: %(words)s", line=line, words=describe_fault(wrong)))
            continue
        if change[:2] in seen:
            faults.append(_l("Line %(line)s: %(words)s", line=line, words=_l("this row stands here twice")))
        seen.add(change[:2])
        # What is published as it stands here is no change, whichever day it began on: a file names all rows.
        if change[2] != stands.get((change[0], None if catalog.at_once else change[1])):
            changes.append(change)
    return changes, faults or ([] if changes else [_l("Every row of the file stands so already")])


def published_values(catalog: Catalog) -> dict[tuple[str, date | None], Any]:
    """The values of every row, by its key and its day; the one published last."""
    rows = kept.list_published_rows(catalog.code)
    return {(row.key, None if catalog.at_once else row.since): row.values and dict(row.values) for row in rows}


def unescape_cell(cell: str) -> str:
    """Without the apostrophe by which our own file keeps words from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
