"""What the state bases say about the person, each fact with its source and time, before anything is signed."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, abort, g, request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from housing.actions.filing.attach import FileRejected
from housing.actions.filing.dispute import DisputeDocument, DisputeStatement, dispute_fact, withdraw_dispute
from housing.actions.filing.start import refresh_answers
from housing.citizen import citizen, current_draft
from housing.citizen._draft_parts import build_examiners, list_obstacles
from housing.citizen._fact_lines import YES_NO_FACTS, applicant_lines, dwelling_lines, family_lines, other_lines
from housing.config import current_services
from housing.law.fact_path import FactPath
from housing.law.findings import value_at
from housing.queries.filing.draft import Draft
from housing.queries.filing.facts import load_case_facts
from housing.queries.filing.person_facts import load_person_facts
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import OneSummary, require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm

#: The facts of the applicant that can be disputed, by the key of their line; a dwelling by its number.
DISPUTABLE = {
    "status": "applicant.status",
    "born": "applicant.born",
    "address": "applicant.registered_in",
    "since": "applicant.registered_since",
    "family": "family",
    **{fact: f"applicant.{fact}" for _source, fact in YES_NO_FACTS},
}


class DisputeForm(KeptForm):
    """What is right, in the person's own words; a document if there is one."""

    note = TextAreaField(
        _l("What is right?"),
        [
            DataRequired(_l("Write what is right: an officer will read it")),
            Length(max=1000, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    document = FileField(_l("A document that shows it, if you have one"))


@citizen.get("/apply/facts")
@access(CITIZEN)
def facts() -> Response:
    draft = current_draft()
    return redirect_to("citizen.tasks") if draft.hides_records else render_facts(draft)


def render_facts(draft: Draft, wrong: dict[str, DisputeForm] | None = None) -> Response:
    """The page; `wrong`: the disputes that could not be taken, by the key of their line."""
    known, disputed = load_person_facts(draft.id), load_case_facts(draft.id).disputed

    def form_for(key: str) -> DisputeForm | None:
        if key in (wrong or {}) or not disputable_fact(key):
            return (wrong or {}).get(key)
        return DisputeForm(formdata=g.get("kept"), prefix=f"{key}-")

    return page(
        "citizen/facts.html",
        422 if wrong else 200,
        known=known,
        you=applicant_lines(known),
        family=family_lines(known),
        housing=dwelling_lines(known),
        rest=other_lines(known),
        draft=draft,
        form_for=form_for,
        ahead=list_obstacles(draft),
        said=lambda key: disputed.get(disputable_fact(key) or ""),
        wrong_form=OneSummary((wrong or {}).values()),
    )


def disputable_fact(key: str) -> str | None:
    """The dotted name behind a line that can be disputed."""
    number = re.fullmatch(r"dwelling-(\d{1,3})", key)
    return str(FactPath(("dwellings", int(number[1])))) if number else DISPUTABLE.get(key)


@citizen.post("/apply/facts/<key>/dispute")
@access(CITIZEN)
def facts_dispute(key: str) -> Response:
    """Takes the person's words about a fact that the database has told, or takes them back.

    What is typed about other facts is taken with it.
    """
    draft, fact = current_draft(), disputable_fact(key) or abort(404)
    if draft.hides_records:
        abort(404)
    gives_up = bool(request.form.get("take_back"))
    if gives_up:
        call_once(withdraw_dispute, draft.id, fact, now())
    if wrong := keep_typed(draft, *([] if gives_up else [key])):
        return render_facts(draft, wrong)
    return redirect_to("citizen.facts", _anchor=f"fact-{key}")


def keep_typed(draft: Draft, *asked: str) -> dict[str, DisputeForm]:
    """Files every dispute that is typed, `asked` even where nothing is; what could not be taken, by its key."""
    told, wrong = load_case_facts(draft.id).undisputed, {}
    values = {key: value_at(told, str(disputable_fact(key))) for key in dict.fromkeys([*asked, *typed_keys()])}
    if None in values.values():
        abort(404)
    for key, value in values.items():
        form = DisputeForm(prefix=f"{key}-")
        if not form.validate() or not save_dispute(draft, form, str(disputable_fact(key)), value):
            wrong[key] = form
    return wrong


def typed_keys() -> list[str]:
    """The lines about which something is written or a document is chosen."""
    written = [name.removesuffix("-note") for name, words in request.form.items() if words.strip()]
    chosen = [name.removesuffix("-document") for name, file in request.files.items() if file.filename]
    return [key for key in [*written, *chosen] if disputable_fact(key)]


def save_dispute(draft: Draft, form: DisputeForm, fact: str, value: Any) -> bool:
    """Saves it; False leaves the words of what is wrong with the document at its field."""
    file = form.document.data
    document = DisputeDocument(file.filename, file.read()) if file else None
    statement = DisputeStatement(fact, value, form.note.data, document)
    try:
        call_once(dispute_fact, draft.id, statement, now(), build_examiners())
    except FileRejected as bad:
        form.document.errors = [bad.words]
        return False
    return True


@citizen.post("/apply/facts")
@access(CITIZEN)
def facts_ask() -> Response:
    """Asks every base again, at once, or goes on; what was typed about a fact and not sent is taken first."""
    draft = current_draft()
    if draft.hides_records:
        abort(404)
    if wrong := keep_typed(draft):
        return render_facts(draft, wrong)
    if request.form.get("then") == "tasks":
        return redirect_to("citizen.tasks")
    refresh_answers(draft.id, draft.iin, current_services().gateway, now())
    return redirect_to("citizen.facts")
