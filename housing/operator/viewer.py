"""A document beside the facts: page by page, larger, turned; and what its reader finds of it answers its fact."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from housing.actions.cases.official import CaseChangedMeanwhile, ClaimedByAnother, Official, TookPart
from housing.actions.cases.read_document import DocumentReading, read_document
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.operator import operator
from housing.operator._case_page import render_case
from housing.operator._case_parts import (
    READERS,
    WORKERS,
    about,
    counts_words,
    load_case_for_work,
    load_case_or_404,
    said_words,
    value_words,
)
from housing.operator._sheet_view import SHEET_TURNS, SHEET_WIDTHS, requested_view
from housing.queries.cases.case import Case
from housing.queries.cases.inbox import count_unread
from housing.queries.cases.viewer import ViewedDocument, list_viewed_documents
from housing.queries.filing.case_records import complete_case_records
from housing.queries.filing.fact_table import list_fact_lines
from housing.queries.filing.facts import build_case_facts
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


class ReadingForm(FlaskForm):
    """What the document shows: Annex 1, refusal 1)."""

    reliable = RadioField(
        _l("What does the document show?"),
        [InputRequired(_l("Choose what the document shows"))],
        choices=[SelectChoice("yes", _l("Reliable and in order")), SelectChoice("no", _l("Unreliable (refusal 1))"))],
    )
    reason = TextAreaField(
        _l("Why"),
        [
            DataRequired(_l("Write by what you see it")),
            Length(max=1000, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [strip_text],
    )


def load_paper_or_404(found: Case, paper_id: int) -> ViewedDocument:
    return next(
        (one for one in list_viewed_documents(found.id) if paper_id in one.files and one.openable), None
    ) or abort(404)


def render_viewer(found: Case, paper: ViewedDocument, form: Any, status: int = 200) -> Any:
    if request.method == "POST":
        note_file_reading(found.id, g.who.login, now(), "document")
    leaf = min(max(request.args.get("page", 1, type=int), 1), paper.pages)
    zoom, turn = requested_view()
    place: dict[str, Any] = {"page": leaf, "zoom": zoom, "turn": turn}

    def view_url(**instead: int) -> str:
        return url_for("operator.viewer", number=found.number, paper_id=paper.id, **{**place, **instead})

    records = complete_case_records(found.record)
    facts = build_case_facts(records)
    return page(
        "operator/viewer.html",
        status,
        case=found,
        paper=paper,
        leaf=leaf,
        sheet=paper.sheets[leaf - 1],
        zoom=zoom,
        turn=turn,
        view_url=view_url,
        form=form,
        largest=max(SHEET_WIDTHS),
        turns=len(SHEET_TURNS) * 90,
        lines=list_fact_lines(records, facts.given, facts.disputed),
        given=facts.given,
        about=about,
        value_words=value_words,
        said_words=said_words,
        counts_words=counts_words,
        papers=list_viewed_documents(found.id),
        silences=[],
        unread=count_unread(g.who),
        reading=not found.may_be_worked_by(g.who.role),
    )


@operator.get("/operator/case/<number>/viewer/<int(max=2147483647):paper_id>")
@access(*READERS)
def viewer(number: str, paper_id: int) -> Any:
    found = load_case_or_404(number)
    paper = load_paper_or_404(found, paper_id)
    record_file_opening(found.id, g.who.login, now(), "document")
    said = None if paper.reliable is None else "yes" if paper.reliable else "no"
    return render_viewer(found, paper, ReadingForm(reliable=said, reason=paper.reason))


@operator.post("/operator/case/<number>/viewer/<int(max=2147483647):paper_id>/read")
@access(*WORKERS)
def viewer_read(number: str, paper_id: int) -> Any:
    found, form = load_case_for_work(number), ReadingForm()
    paper = load_paper_or_404(found, paper_id)
    if not form.validate():
        return render_viewer(found, paper, form, 422)
    version, who = request.form.get("version", -1, type=int), Official.from_user(g.who)
    try:
        reading = DocumentReading(paper.fact, form.reliable.data == "yes", form.reason.data)
        call_once(read_document, found.id, version, reading, who, now())
    except (CaseChangedMeanwhile, ClaimedByAnother, TookPart):
        return render_case(load_case_or_404(number), 409, changed=True, comment=form.reason.data)
    return redirect_to("operator.viewer", number=number, paper_id=paper_id)
