"""How the state bases are doing: which of them is in trouble now, and since when one is silent about a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, func, select, union_all

from housing.queries.reference.source_settings import list_closed_sources, load_disabled_sources, source_title
from housing.registries import SOURCES, AnswerLike
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Answer
from housing.storage.query_cache import cached_query

#: A base is in trouble when this many of its answers in a row, the last within the window, were silences.
IN_A_ROW, WINDOW = 3, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SourceOutage:
    """A base that does not answer. `since`: of the first silence in the row; `off`: the bank switched it off then."""

    source: str
    title: str
    since: datetime
    off: bool = False


def list_outages(now: datetime) -> list[SourceOutage]:
    """In asking order; whoever was not asked lately is not known to be in trouble, but for what is switched off."""
    minute = now.replace(second=0, microsecond=0)
    rows = cached_query(("silent", minute), lambda: execute_core(RECENT_SILENCES, {"since": minute - WINDOW}).all())
    silent = {row.source: row.since for row in rows if row.silences == IN_A_ROW}
    off, quiet = load_disabled_sources(now), list_closed_sources(now)
    silent = {name: since for name, since in silent.items() if name not in quiet} | off
    return [SourceOutage(name, source_title(name), silent[name], name in off) for name in SOURCES if name in silent]


def select_recent_silences() -> Select[Any]:
    """Of each base the last few answers within the window, the latest first; an index gives them without the others."""
    a = Answer
    lately = a.asked_at > bindparam("since", type_=UtcDateTime)
    latest = [
        select(a.source, a.state, a.asked_at)
        .where(a.source == name, lately)
        .order_by(a.asked_at.desc(), a.id.desc())
        .limit(IN_A_ROW)
        .subquery()
        for name in SOURCES
    ]
    recent = union_all(*(select(one) for one in latest)).subquery()
    return (
        select(recent.c.source, func.count().label("silences"), func.min(recent.c.asked_at).label("since"))
        .where(recent.c.state == "unavailable")
        .group_by(recent.c.source)
    )


RECENT_SILENCES = select_recent_silences()


def list_case_outages(answers: Iterable[AnswerLike]) -> list[SourceOutage]:
    """The bases that are silent about a case, each with the first of its silences in a row. `answers`: as they came."""
    since: dict[tuple[str, str], datetime] = {}
    for one in sorted(answers, key=lambda one: one.asked_at):
        if one.state != "unavailable":
            since.pop((one.source, one.about), None)
        else:
            since.setdefault((one.source, one.about), one.asked_at)
    first = {source: min(at for (name, _), at in since.items() if name == source) for source, _ in since}
    return [SourceOutage(name, source_title(name), first[name]) for name in SOURCES if name in first]
