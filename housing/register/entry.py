"""An entry of the register: the person, the place now and at every month's end, and everything that moved it."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _

from housing.actions.cases.record_file_opening import record_file_opening
from housing.law.register_moves import MOVEMENT_CAUSES
from housing.presentation.fact_text import describe_member
from housing.presentation.place_sections import build_place_section, describe_shifts, format_change
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.register.entry import EntryFile
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_acts import load_first_date
from housing.queries.register.place_history import PlaceHistory, list_shifted_days, load_place_history
from housing.queries.register.published import ListKey, load_newest_month
from housing.register import READERS, register
from housing.register._list_parts import load_entry_or_404
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@register.get("/register/entry/<number>")
@access(*READERS)
def entry(number: str) -> Any:
    """Opening a person's file is an event of its own."""
    found = load_entry_or_404(number)
    record_file_opening(found.application_id, g.who.login, now(), "entry")
    *earlier, history = load_place_history(found.id, now())
    months = history.months
    return page(
        "register/entry.html",
        found=found,
        history=history,
        queue=load_queue_place(found.application_id),
        first_date=load_first_date(found.id),
        earlier=earlier,
        section=build_place_section(history.begins_at, months) if len(months) > 1 else None,
        shifts=describe_shifts(months[-1:]),
        days=describe_days(found, history),
        family=[describe_member(one) for one in (found.decision.facts.get("family") or ())] if found.decision else [],
        sources=dict(list_source_titles()),
        causes=MOVEMENT_CAUSES,
        published=load_newest_month(ListKey(found.settlement, found.list_code)),
    )


def describe_days(found: EntryFile, history: PlaceHistory) -> list[tuple[Any, ...]]:
    """Newest first: the day, the change, the place after it, its cause in words."""
    return [
        (one.day, format_change(one.shift.sign * one.shift.entries), one.place, _(MOVEMENT_CAUSES[one.shift.cause]))
        for one in list_shifted_days(found.id, history, now())
    ]
