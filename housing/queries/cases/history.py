"""What has happened to a case, as an official reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from housing.queries.reference.source_settings import source_title
from housing.registries import SOURCES
from housing.storage.extensions import execute_core
from housing.storage.models import Event, Staff

#: The newest so many events are told, of the newest so many rows; the journal keeps all.
HISTORY_LENGTH, ROWS_READ = 100, 1000
#: What a decision that was taken, or proposed, leaves in the journal.
DECISION_EVENTS = {"register": ("application.registered",), "refuse": ("application.refused", "refusal.proposed")}
#: What fills a history without telling anything about the case: it stands in the journal.
HIDDEN_EVENTS = (
    "draft.opened", "draft.answered", "draft.represented", "draft.rules_told", "paper.filed", "paper.moved",
    "paper.removed", "paper.scanned", "fact.disputed", "fact.undisputed", "application.checking", "file.opened",
    "signature.rechecked", "notice.sealed", "note.saved", "people.searched", "people.listed", "notice.verified",
    "readings.lost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """An event of the journal. `who`: an official's name, "" where `actor` is citizen or system. `times`: in a row.

    `silent_titles`: titles (message ids) of the sources that did not answer.
    """

    at: datetime
    kind: str
    actor: str
    who: str
    detail: dict[str, Any]
    times: int = 1

    @property
    def silent_titles(self) -> list[str]:
        return [source_title(source) for source in self.detail.get("silent", ()) if source in SOURCES]


HISTORY = (
    select(Event.at, Event.kind, Event.actor, Staff.name, Event.detail)
    .outerjoin(Staff, Staff.login == Event.actor)
    .where(Event.application_id == bindparam("case"), Event.kind.not_in(HIDDEN_EVENTS))
    .order_by(Event.id.desc())
    .limit(ROWS_READ)
)


def list_history(case_id: int) -> list[HistoryEvent]:
    """Newest first; the same thing several times in a row is told once, as is who left a case and came back to it."""
    rows = execute_core(HISTORY, {"case": case_id})
    told: list[HistoryEvent] = []
    for row in rows:
        last, same = told[-1] if told else None, (row.kind, row.actor, row.detail)
        if last and (last.kind, last.actor, row.kind) == ("case.claimed", row.actor, "case.released"):
            continue
        if last and (last.kind, last.actor, last.detail) == same:
            told[-1] = HistoryEvent(last.at, row.kind, row.actor, last.who, row.detail, last.times + 1)
        else:
            told.append(HistoryEvent(row.at, row.kind, row.actor, row.name or "", row.detail))
    return told[:HISTORY_LENGTH]


def is_decided_by(case_id: int, login: str, verdict: str) -> bool:
    """Whether the last thing that happened is that this official took, or proposed, this very decision."""
    last = next(iter(list_history(case_id)), None)
    return last is not None and last.actor == login and last.kind in DECISION_EVENTS.get(verdict, ())
