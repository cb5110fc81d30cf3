"""What somebody on the register signs: the document of a reported change, in Kazakh, Russian and as it is shown."""

from __future__ import annotations

from typing import Any

from housing.actions.filing.build_document import translate_name, translate_text
from housing.labels import N_
from housing.law.register_changes import CHANGES
from housing.presentation.formats import format_datetime, language
from housing.queries.filing.cabinet import CabinetCase
from housing.queries.filing.register_places import RegisterPlace
from housing.queries.register.statements import StatementDraft

#: Grows when the document says something else than before.
STATEMENT_FORM = "1"
REPORT = N_("I report that something has changed that my place on the register may depend on.")
TRUE = N_("What I state is true. I know that a place may be lost that rests on unreliable data (Law, article 73(1)).")
CONSENT = N_("I consent to a check of what I state in the state databases.")
LEAVE = N_("I leave the register of persons in need of housing by my own wish.")
#: What it means, as it is told and signed.
LEAVE_MEANS = (
    N_("The place in the queue is lost at once, for me and for the family registered together with me."),
    N_("I may apply again at any time; the date of the new registration counts then, not this one."),
    N_("If I only move and my family stays, the place may pass to them (Law, article 73(2)): I report a change then."),
    N_("A complaint about it is possible within {complaint_months_in_words}; upheld, it gives the place back."),
)


def build_leave_document(case: CabinetCase, place: RegisterPlace) -> dict[str, Any]:
    return {
        **describe_place(case, place),
        "about": "leave",
        "asks": translate_text(LEAVE),
        "since": format_datetime(place.registered_at, "num"),
        "statements": [translate_text(words) for words in LEAVE_MEANS],
    }


def build_change_document(case: CabinetCase, place: RegisterPlace, draft: StatementDraft) -> dict[str, Any]:
    """It names the draft and its version: after a further answer it is another document."""
    assert draft.since, "a draft is saved with its day"
    return {
        **describe_place(case, place),
        "about": "change",
        "statement": draft.id,
        "version": draft.version,
        "asks": translate_text(REPORT),
        "what": {"code": draft.what, **translate_text(CHANGES[draft.what])},
        "since": format_datetime(draft.since, "num"),
        "text": draft.text,
        "papers": [{**paper.signed_fields, **translate_name("documents", paper.kind)} for paper in draft.papers],
        "statements": [translate_text(TRUE), translate_text(CONSENT)],
    }


def describe_place(case: CabinetCase, place: RegisterPlace) -> dict[str, Any]:
    """Whose place it is, as every statement names it."""
    return {
        "form": STATEMENT_FORM,
        "language": language(),
        "application": case.number,
        "register_number": place.number,
        "person": {"iin": case.iin, "name": case.name},
    }
