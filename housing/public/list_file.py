"""The file of a published list: the very bytes that are signed, the same rows as a workbook, and the signature."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from flask import Response, abort, send_file
from flask_babel import gettext as _

from housing.presentation.published_file import HEAD, read_lines
from housing.public import public
from housing.queries.register.published import ListKey, ListOfMonth, iter_parts, load_published, load_signature
from housing.web.access import ANYONE, access
from housing.web.downloads import rows_as_file


@public.get("/list-file/<settlement>/<list_code>/<month>.<form>")
@access(ANYONE)
def list_file(settlement: str, list_code: str, month: str, form: str) -> Response:
    """csv: the very bytes that are signed; xlsx: the same rows; p7s: the bank's signature over the CSV."""
    shown = load_published(ListKey(settlement, list_code), month) or abort(404)
    name = f"kezek-{settlement}-{list_code}-{month}"
    if form == "xlsx":
        return rows_as_file(workbook_rows(shown), name, form)
    if form == "p7s" and shown.signed:
        return send_file(BytesIO(load_signature(shown.id)), "application/pkcs7-signature", True, f"{name}.csv.p7s")
    if form != "csv":
        abort(404)
    content = HEAD.encode("ascii") + b"".join(iter_parts(shown.id))
    return send_file(BytesIO(content), "text/csv", True, f"{name}.csv")


def workbook_rows(shown: ListOfMonth) -> Iterator[tuple[object, ...]]:
    yield _("Place"), _("Register number"), _("Queue date")
    for lines in iter_parts(shown.id):
        yield from read_lines(lines)
