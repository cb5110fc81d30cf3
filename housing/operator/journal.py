"""The journal, for auditors: who read and changed what, and whether the chain of its rows holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from housing.labels import ACTORS, EVENTS, ROLES
from housing.operator import journal_text, operator
from housing.queries.cases.inbox import unread
from housing.queries.journal import events as told
from housing.queries.journal.events import Row, Sought
from housing.web.access import access
from housing.web.responses import page

READERS = ("auditor",)


def sought_in(sent: Any) -> tuple[Sought, list[str]]:
    """The filter of an address or a form, and what of it cannot be read: the names of those fields."""
    wrong: list[str] = []

    def day(name: str) -> date | None:
        typed = sent.get(name, "").strip()
        found = re.fullmatch(r"([0-3]?[0-9])\.([01]?[0-9])\.(20[0-9]{2})", typed)
        try:
            return date(int(found[3]), int(found[2]), int(found[1])) if found else wrong.append(name) if typed else None
        except ValueError:
            return wrong.append(name)

    number = re.sub(r"\s", "", sent.get("number", ""))
    if number and not re.fullmatch(r"[0-9]{10}", number):
        wrong.append("number")
    kind, actor = sent.get("kind", ""), sent.get("actor", "")[:40]
    return Sought(
        kind if kind in EVENTS else "", actor, "" if "number" in wrong else number, day("since"), day("until"),
        told.read_key(sent.get("after", "")),
    ), wrong  # fmt: skip


def fields(sought: Sought) -> dict[str, str]:
    """The filter as an address bears it, without the page."""
    days = {"since": sought.since, "until": sought.until}
    chosen = {"kind": sought.kind, "actor": sought.actor, "number": sought.number,
              **{name: f"{day:%d.%m.%Y}" for name, day in days.items() if day}}  # fmt: skip
    return {name: value for name, value in chosen.items() if value}


def who_did(row: Row) -> str:
    """The official by name and role, or which of the others."""
    if row.name and row.role:
        return f"{row.name}, {_(ROLES[row.role])}"
    return _(ACTORS[row.actor]) if row.actor in ACTORS else row.actor


def kind_of(row: Row) -> str:
    return _(journal_text.KINDS.get(row.kind, row.kind))


def details(row: Row) -> str:
    """What the row says besides, in words."""
    return "; ".join(f"{name}: {words}" for name, words in journal_text.details(row.kind, row.detail, row.at))


@operator.get("/operator/journal")
@access(*READERS)
def journal() -> Any:
    sought, wrong = sought_in(request.args)
    listed = told.events(sought)
    after = url_for("operator.journal", **fields(sought), after=listed.following) if listed.following else None
    first = url_for("operator.journal", **fields(sought)) if sought.after else None
    return page(
        "operator/journal.html", 422 if wrong else 200, listed=listed, sought=sought, wrong=wrong, kinds=EVENTS,
        others=ACTORS, actors=told.actors(), check=told.last_check(), who_did=who_did, kind_of=kind_of,
        details=details, filter=fields(sought), following=after, first=first, most=told.MOST, unread=unread(g.who),
        sent=request.args, errors_on_page=bool(wrong),
    )  # fmt: skip
