"""A catalog as a file, out and in: what was loaded becomes a draft, all of it or nothing, with a word for each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _

from housing.actions.draft_row import MOST, Change, TooMany, draft_rows
from housing.declaration import Catalog
from housing.fields import Wrong, written
from housing.formats import language
from housing.queries import reference as kept
from housing.queries.moved_terms import MovedTerm
from housing.queries.names import with_names
from housing.reference import reference
from housing.reference.catalog import FAULTS, REFUSED, change_of, shown, the_catalog, why
from housing.reference.catalogs import DRAFTERS, READERS
from housing.reference.difference import moves
from housing.spreadsheet import lines
from housing.web import access, back_to, now

#: Faults that are told of a file at once.
TOLD = 20


def head(catalog: Catalog) -> list[str]:
    names = [name for field in catalog.all_fields for name in field.inputs]
    return names if catalog.at_once else [*names, "since"]


def file(rows: Iterator[tuple[object, ...]], name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(b"".join(lines(rows)), mimetype="text/csv", headers=headers)


def told(catalog: Catalog) -> Iterator[tuple[object, ...]]:
    """Every row that is in force or will be: as `rows_file_load` takes it back."""
    yield tuple(head(catalog))
    for row in kept.published(catalog.code):
        if row.values is not None:
            sent = {k: v for field in catalog.all_fields for k, v in written(field, row.values[field.name]).items()}
            yield tuple({**sent, "since": row.since.isoformat()}[name] for name in head(catalog))


@reference.get("/reference/<code>/rows")
@access(*READERS)
def rows_file(code: str) -> Response:
    catalog = the_catalog(code)
    return file(told(catalog), f"kezek-{catalog.code}")


@reference.get("/reference/<code>/moves")
@access(*READERS)
def rows_file_moves(code: str) -> Response:
    """The due times that the draft would move."""
    catalog = the_catalog(code)
    draft = kept.draft(catalog.code)
    return file(moved(moves(catalog, draft) if draft else []), f"kezek-{catalog.code}-moves")


def moved(terms: list[MovedTerm]) -> Iterator[tuple[object, ...]]:
    yield "number", "basis", "due_before", "due_after"
    for term in terms:
        yield term.number, term.basis, term.before, term.after


@reference.post("/reference/<code>/load")
@access(*DRAFTERS)
def rows_file_load(code: str) -> Any:
    """A file with the columns of `rows`; one wrong line, and nothing is taken."""
    catalog, sent = the_catalog(code), request.files.get("file")
    content = sent.read() if sent else b""
    try:
        changes, faults = read(catalog, content.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error):
        changes, faults = [], [_("This is no CSV file in UTF-8")]
    if not faults and not changes:
        faults = [_("The file has no rows")]
    if not faults:
        try:
            draft_rows(catalog, changes, g.who.login, now())
        except FAULTS as fault:
            faults = [why(fault)]
    return shown(catalog, 422, faults=faults[:TOLD]) if faults else back_to("reference.catalog", code=code)


def read(catalog: Catalog, content: str) -> tuple[list[Change], list[str]]:
    """The rows of a file, and a fault for each line that is none."""
    table = csv.DictReader(io.StringIO(content), strict=True)
    missing = [name for name in head(catalog) if name not in (table.fieldnames or [])]
    if missing:
        return [], [_("The file lacks the column %(name)s", name=name) for name in missing]
    changes, faults, seen, rows = [], [], set(), list(table)
    catalog = with_names(catalog, language(), [unprotected(row[catalog.key.inputs[0]] or "") for row in rows])
    for line, row in enumerate(rows, 2):
        if line > MOST + 1:
            return [], [str(REFUSED[TooMany])]
        try:
            change = change_of(catalog, {k: unprotected(v or "") for k, v in row.items() if k})
        except Wrong as wrong:
            faults.append(_("Line %(line)s: %(words)s", line=line, words=why(wrong)))
            continue
        if change[:2] in seen:
            faults.append(_("Line %(line)s: %(words)s", line=line, words=_("this row stands here twice")))
        seen.add(change[:2])
        changes.append(change)
    return changes, faults


def unprotected(cell: str) -> str:
    """Without the apostrophe by which our own file keeps words from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
