"""The notes of a case: saved as they are typed, or by the button."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel import gettext as _

from housing.actions.cases.save_note import NoteSavedMeanwhile, save_note
from housing.operator import operator
from housing.operator._case_page import render_case
from housing.operator._case_parts import WORKERS, load_case_for_work
from housing.queries.cases.notes import list_notes
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

NOTES_MAX_LENGTH = 4000


@operator.post("/operator/case/<number>/notes")
@access(*WORKERS)
def notes_save(number: str) -> Any:
    """What a colleague saved meanwhile is shown beside what was typed; saved once more, the typed text replaces it."""
    found, fault, status = load_case_for_work(number), "", 200
    typed = request.form.get("notes", "").replace("\r\n", "\n").strip()
    seen = request.form.get("seen", 0, type=int)
    if len(typed) > NOTES_MAX_LENGTH:
        fault, status = _("This is too long: shorten it"), 422
    else:
        try:
            call_once(save_note, found.id, seen, typed, g.who.staff_id, g.who.login, now())
        except NoteSavedMeanwhile:
            fault = _("A colleague saved the notes meanwhile. Yours are not saved: put both together and save again.")
            status = 409
    if request.htmx:  # type: ignore[attr-defined]
        return page("operator/_notes_state.html", status, noted=list_notes(found.id), note_fault=fault)
    if fault:
        return render_case(found, status, typed_notes=typed, note_fault=fault, errors_on_page=True)
    return redirect_to("operator.case", number=number, _anchor="notes-form")
