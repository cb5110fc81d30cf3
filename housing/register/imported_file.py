"""A file of a former base: how far it is, what is wrong with it, and on the register or off it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, abort, g

from housing.actions.register.apply_import import approve_import, drop_import, undo_import
from housing.law.working_time import ALMATY
from housing.presentation.import_report import describe_column, describe_fault, iter_report
from housing.queries.register.imports import (
    SHOWN,
    ImportFile,
    iter_faults,
    list_faults,
    list_holders,
    load_import,
)
from housing.reference_data.register_file import COLUMNS
from housing.register import register
from housing.register._import_parts import IMPORTERS, REFUSALS, STATES
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: How long whoever writes waits for so many rows (docs/performance.md).
ROWS_A_SECOND = 10_000


@register.get("/register/import/<int:number>")
@access(*IMPORTERS)
def imported_file(number: int) -> Any:
    return render_import(load_or_404(number))


def load_or_404(number: int) -> ImportFile:
    return load_import(number) or abort(404)


def render_import(found: ImportFile, status: int = 200, refused: Any = None) -> Any:
    faults = list_faults(found.id) if found.faults else []
    return page(
        "register/imported_file.html",
        status,
        fragment="register/_imported_file_state.html",
        found=found,
        state=STATES[found.state],
        columns=COLUMNS,
        faults=[(one.line, describe_column(one.column, found.headings), describe_fault(one)) for one in faults],
        shown=SHOWN,
        own=found.brought_by == g.who.login,
        seconds=1 + found.rows // ROWS_A_SECOND,
        holders=list_holders(found) if found.state == "applied" else [],
        refused=refused,
    )


@register.get("/register/import/<int:number>/faults.<form>")
@access(*IMPORTERS)
def imported_file_faults(number: int, form: str) -> Response:
    """Every one of them; it bears no names and no IINs."""
    found = load_or_404(number)
    name = f"kezek-import-{number}-{now().astimezone(ALMATY):%Y%m%d-%H%M}"
    return rows_as_file(iter_report(iter_faults(number), found.headings), name, form)


@register.post("/register/import/<int:number>/approve")
@access(*IMPORTERS)
def imported_file_approve(number: int) -> Any:
    """A job puts it on the register then."""
    return act_and_show(number, approve_import)


@register.post("/register/import/<int:number>/drop")
@access(*IMPORTERS)
def imported_file_drop(number: int) -> Any:
    return act_and_show(number, drop_import)


@register.post("/register/import/<int:number>/undo")
@access(*IMPORTERS)
def imported_file_undo(number: int) -> Any:
    return act_and_show(number, undo_import)


def act_and_show(number: int, act: Callable[..., None]) -> Any:
    load_or_404(number)
    try:
        call_once(act, number, g.who.login, now())
    except tuple(REFUSALS) as fault:
        return render_import(load_or_404(number), 409, REFUSALS[type(fault)])
    return redirect_to("register.imported_file", number=number)
