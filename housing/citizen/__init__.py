"""The applicant's room: what the bases say, the form, the signature, the cabinet. Each sees only what is their own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, request, session

from housing.actions.filing.answer import AnsweredElsewhere, NoDraft, answer_questions
from housing.presentation.fact_text import QUESTIONS, format_answer
from housing.presentation.formats import language
from housing.queries.filing.draft import Draft, load_draft
from housing.queries.reference.names import label_for_key
from housing.queries.reference.settlements import settlement_name
from housing.reference_data.settlement_rows import SETTLEMENTS
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import NOT_TYPED

citizen = Blueprint("citizen", __name__)


@citizen.errorhandler(NoDraft)
def no_draft(_: NoDraft) -> Response:
    """The draft was signed in another window, or there never was one: the beginning or the cabinet says how it is."""
    return redirect_to("citizen.apply" if request.method == "GET" else "citizen.cabinet")


def current_draft() -> Draft:
    """What is being filled in: the draft that the form names, else the one this browser was at, else one's own.

    Two windows may be at the drafts of two wards: a form writes only into the draft that its page showed. Raises
    NoDraft.
    """
    if request.method == "POST" and "seen" in request.form:
        draft = load_draft(g.who, posted_draft_version()[0])
    else:
        at = request.args.get("draft", session.get("draft"), type=int)
        draft = (at and load_draft(g.who, at)) or load_draft(g.who)
    if draft is None:
        raise NoDraft
    session["draft"] = draft.id
    g.draft = draft
    return draft


def posted_draft_version() -> tuple[int, int]:
    """The draft and its version as the page showed them. Raises NoDraft where the form was made up."""
    number, _, version = request.form["seen"].partition(".")
    if not (number.isdecimal() and version.isdecimal()):
        raise NoDraft
    return int(number), int(version)


def save_answers(draft: Draft, given: dict[str, Any], screen: str = "citizen.tasks") -> Response:
    """Saves answers and goes on; where another window answered otherwise meanwhile, both are shown and neither lost."""
    try:
        call_once(
            answer_questions, draft.id, given, now(), posted_draft_version()[1] if "seen" in request.form else None
        )
    except AnsweredElsewhere as conflict:
        sent = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
        return page(
            "draft_conflict.html",
            409,
            draft=draft,
            here=given,
            there=conflict.there,
            sent=sent,
            questions=QUESTIONS,
            told=lambda key, value: format_answer(key, value, catalog_label),
        )
    return redirect_to(screen)


def catalog_label(catalog: str, key: str) -> str:
    """A settlement stands with its region: names repeat."""
    if catalog == SETTLEMENTS:
        return settlement_name(key, language(), with_parent=True)
    return label_for_key(catalog, key, language())


from housing.citizen import (  # noqa: E402
    again,  # noqa: F401
    application,  # noqa: F401
    apply,  # noqa: F401
    awaited_consents,  # noqa: F401
    basis,  # noqa: F401
    being_filed,  # noqa: F401
    cabinet,  # noqa: F401
    category,  # noqa: F401
    change,  # noqa: F401
    change_check,  # noqa: F401
    check,  # noqa: F401
    complaint,  # noqa: F401
    consent_link,  # noqa: F401
    consents,  # noqa: F401
    contact,  # noqa: F401
    document,  # noqa: F401
    documents,  # noqa: F401
    dwelling,  # noqa: F401
    evidence,  # noqa: F401
    facts,  # noqa: F401
    family,  # noqa: F401
    family_place,  # noqa: F401
    filing,  # noqa: F401
    inventory,  # noqa: F401
    leave,  # noqa: F401
    my_data,  # noqa: F401
    notice,  # noqa: F401
    own_consent,  # noqa: F401
    pdf,  # noqa: F401
    phone,  # noqa: F401
    readings,  # noqa: F401
    receipt,  # noqa: F401
    removal,  # noqa: F401
    settlement,  # noqa: F401
    signature,  # noqa: F401
    tasks,  # noqa: F401
    ward,  # noqa: F401
    withdraw,  # noqa: F401
)
