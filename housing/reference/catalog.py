"""One catalog: its rows in force, to come and past; a row drafted, ended or taken out of the draft; its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _

from housing.actions.reference import draft_row as drafting
from housing.actions.reference import publish as publishing
from housing.queries.reference import reference as kept
from housing.queries.reference.names import current_day
from housing.reference import reference
from housing.reference._catalog_page import render_catalog
from housing.reference._catalog_parts import (
    DRAFT_FAULTS,
    DRAFTERS,
    READERS,
    describe_fault,
    load_catalog_or_404,
)
from housing.reference._row_form import SINCE_FIELD, build_row_form, parse_change
from housing.reference_data.catalog_schema import BreakingChange, Catalog
from housing.reference_data.effective_rows import Row
from housing.reference_data.fields import InvalidValueError, read_field
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import redirect_to


@reference.get("/reference/<code>")
@access(*READERS)
def catalog(code: str) -> Any:
    """`when`: now, future, past; `q`: what is sought; `sort`: a field; `page`: from 1; `key`: the row in the form."""
    return render_catalog(load_catalog_or_404(code))


@reference.post("/reference/<code>/draft")
@access(*DRAFTERS)
def catalog_draft(code: str) -> Any:
    """A row as it shall stand, into the draft. Who saw another row than the one that stands gets both."""
    found = load_catalog_or_404(code)
    form = build_row_form(found)
    if not form.validate():
        return render_catalog(found, 422, form)
    try:
        change = parse_change(found, request.form)
        call_once(drafting.draft_row, found, change, int(form.saw.data or 0), g.who.login, now())
    except drafting.RowChangedMeanwhile:
        theirs = current_row(found, change[0])
        form.saw.data = kept.load_latest_row_id(code, change[0])
        return render_catalog(found, 409, form, yours=Row(*change), theirs=theirs)
    except DRAFT_FAULTS as fault:
        form.form_errors.append(describe_fault(fault))
        return render_catalog(found, 422, form)
    return redirect_to("reference.catalog", code=code)


def current_row(catalog: Catalog, key: str) -> Row | None:
    """How somebody else left the row: in the draft, or published."""
    draft = kept.load_catalog_draft(catalog.code)
    rows = [*kept.list_published_rows(catalog.code), *(draft.rows if draft else [])]
    return next((row for row in reversed(rows) if row.key == key), None)


@reference.post("/reference/<code>/end")
@access(*DRAFTERS)
def catalog_end(code: str) -> Any:
    """From the day that is typed, or from its publication on, the key is no more."""
    found = load_catalog_or_404(code)
    key, form = request.form.get("key", ""), build_row_form(found, sent=False)
    try:
        since = current_day() if found.at_once else date.fromisoformat(read_field(SINCE_FIELD, request.form))
        call_once(drafting.draft_row, found, (key, since, None), int(request.form.get("saw") or 0), g.who.login, now())
    except drafting.RowChangedMeanwhile:
        return render_catalog(found, 409, form, yours=Row(key, since, None), theirs=current_row(found, key))
    except DRAFT_FAULTS as fault:
        form.form_errors.append(describe_fault(fault))
    return render_catalog(found, 422, form) if form.form_errors else redirect_to("reference.catalog", code=code)


@reference.post("/reference/<code>/take-out")
@access(*DRAFTERS)
def catalog_take_out(code: str) -> Any:
    try:
        since = date.fromisoformat(request.form.get("since", ""))
    except ValueError:
        return abort(400)
    if not drafting.remove_drafted_row(
        load_catalog_or_404(code).code, request.form.get("key", ""), since, g.who.login, now()
    ):
        return abort(404)
    return redirect_to("reference.catalog", code=code)


@reference.post("/reference/<code>/roll-back")
@access(*DRAFTERS)
def catalog_roll_back(code: str) -> Any:
    """One step: what stood before the last version stands again from today on."""
    found = load_catalog_or_404(code)
    try:
        call_once(publishing.roll_back_version, found, int(request.form.get("version") or 0), g.who.login, now())
    except (publishing.NotLatestVersion, ValueError):
        return render_catalog(found, 409, faults=[_("Only the version that was published last is taken back")])
    except (BreakingChange, InvalidValueError) as fault:
        return render_catalog(found, 409, faults=[describe_fault(fault)])
    return redirect_to("reference.catalog", code=code)
