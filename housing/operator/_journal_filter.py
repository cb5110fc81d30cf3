"""The filter of the journal, as an address or a form bears it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from housing.labels import EVENTS
from housing.queries.journal import events as told
from housing.queries.journal.events import EventFilter
from housing.text.typed_days import parse_typed_day

READERS = ("auditor",)


def parse_filter(sent: Any) -> tuple[EventFilter, list[str]]:
    """The filter of an address or a form, and what of it cannot be read: the names of those fields."""
    wrong: list[str] = []

    def parse_day(name: str) -> date | None:
        typed = sent.get(name, "").strip()
        found = parse_typed_day(typed)
        if typed and found is None:
            wrong.append(name)
        return found

    number = re.sub(r"\s", "", sent.get("number", ""))
    if number and not re.fullmatch(r"[0-9]{10}", number):
        wrong.append("number")
    kind, actor = sent.get("kind", ""), sent.get("actor", "")[:40]
    return EventFilter(
        kind if kind in EVENTS else "",
        actor,
        "" if "number" in wrong else number,
        parse_day("since"),
        parse_day("until"),
        told.parse_page_key(sent.get("after", "")),
    ), wrong


def filter_args(sought: EventFilter) -> dict[str, Any]:
    """The filter as an address bears it, without the page."""
    days = {"since": sought.since, "until": sought.until}
    chosen = {
        "kind": sought.kind,
        "actor": sought.actor,
        "number": sought.number,
        **{name: f"{day:%d.%m.%Y}" for name, day in days.items() if day},
    }
    return {name: value for name, value in chosen.items() if value}
