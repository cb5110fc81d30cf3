"""Files of a former base: those that there are, and one more, which a job reads and checks."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from housing.actions.register.stage_import import open_import
from housing.presentation.csv_import import UnreadableTableError
from housing.presentation.import_report import iter_template
from housing.presentation.table_file import inspect_file
from housing.queries.register.imports import list_imports
from housing.reference_data.register_file import COLUMNS, WORDING
from housing.register import register
from housing.register._import_parts import IMPORTERS, STATES, UNREADABLE
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


@register.get("/register/imports")
@access(*IMPORTERS)
def imports() -> Any:
    return render_imports()


def render_imports(status: int = 200, fault: Any = None) -> Any:
    return page(
        "register/imports.html",
        status,
        found=list_imports(),
        states=STATES,
        columns=COLUMNS,
        example=WORDING["example"],
        fault=fault,
    )


@register.get("/register/imports/template.<form>")
@access(*IMPORTERS)
def imports_template(form: str) -> Response:
    return rows_as_file(iter_template(), "kezek-import", form)


@register.post("/register/imports")
@access(*IMPORTERS)
def imports_bring() -> Any:
    """The same file once more leads to what became of it."""
    number, why = call_once(bring_sent_file)
    return redirect_to("register.imported_file", number=number) if number else render_imports(422, UNREADABLE[why])


def bring_sent_file() -> tuple[int, str]:
    """The number of its import, or 0 and why it is not taken at all."""
    sent = request.files.get("file")
    if not sent or not sent.filename:
        return 0, "none"
    try:
        kind = inspect_file(sent.stream)  # type: ignore[arg-type]
    except UnreadableTableError as fault:
        return 0, fault.why
    sent.stream.seek(0)
    return open_import(kind, g.who.login, now(), sent.stream.read()), ""
