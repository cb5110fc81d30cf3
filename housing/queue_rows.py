"""The rows of the queue in words: each word, place, clock and day is put together once a page, not once a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import escape

from housing.formats import grouped, language, say_when
from housing.iin import masked
from housing.lifecycle import LEVELS, OPEN, STATUSES, reached
from housing.queries.queue import Desk, Row
from housing.queries.settlements import settlement_name
from housing.words import BASIS, N_
from housing.working_time import ALMATY, Calendar, hours_on, minutes_left

#: What staff read where the status speaks to the applicant.
WITHDRAWN = N_("Withdrawn by the applicant")


class Shown(NamedTuple):
    """A row as it stands on the page: HTML, but for `name` and `holder`, which are to be escaped.

    `until`: to when somebody holds it; `holder` is "" where that is the reader.
    """

    number: str
    grouped: str
    name: str
    iin: str
    clock: str
    basis: str
    place: str
    accepted: str
    tag: str
    holder: str
    until: str
    mine: bool
    free: bool


class Group(NamedTuple):
    """Cases due at the same time."""

    words: str
    tone: str
    note: str
    rows: list[Shown]


class Words:
    """What rows say, for one page: each word is looked up when the first row needs it."""

    def __init__(self, desk: Desk, days: Calendar | None) -> None:
        self.now, self.me, self.days, self.language = desk.now, desk.me, days, language()
        self.year, self.until = desk.now.astimezone(ALMATY).year, str(escape(_("until %(time)s")))
        self.clocks: dict[tuple[datetime, int], str] = {}
        self.minutes: dict[datetime, int] = {}
        self.known: dict[str, str] = {}
        self.tags: dict[str, str] = {}

    def shown(self, row: Row) -> Shown:
        accepted = row.accepted_at.astimezone(ALMATY)
        held = row.holder is not None
        mine = held and row.holder_id == self.me
        return Shown(
            row.number, grouped(row.number), row.name, masked(row.iin), self.clock(row, accepted.date()),
            self.known.get(row.basis) or self.basis(row.basis),
            self.known.get(row.settlement) or self.place(row.settlement), self.stamp(accepted),
            self.tags.get(row.status) or self.tag(row.status), "" if mine else row.holder or "",
            self.held_until(row.lease_until) if held else "", mine, row.free,
        )  # fmt: skip

    def clock(self, row: Row, accepted: date) -> str:
        """The countdown, made once for a due time and a term; none without a calendar and for what was decided."""
        if self.days is None or row.status not in OPEN:
            return ""
        key = row.due_at, term_on(accepted, row.basis)
        if key not in self.clocks:
            minutes = self.minutes.get(row.due_at)
            if minutes is None:
                minutes = self.minutes[row.due_at] = minutes_left(self.now, row.due_at, self.days)
            clock = get_template_attribute("queue_parts.html", "clock")
            self.clocks[key] = str(clock(minutes, LEVELS[reached(key[1], minutes)].key))
        return self.clocks[key]

    def basis(self, code: str) -> str:
        self.known[code] = str(escape(_(BASIS[code].short)))
        return self.known[code]

    def place(self, code: str) -> str:
        self.known[code] = str(escape(settlement_name(code, self.language)))
        return self.known[code]

    def tag(self, status: str) -> str:
        tone, icon, words = STATUSES[status]
        words = WITHDRAWN if status == "withdrawn" else words
        self.tags[status] = str(get_template_attribute("parts.html", "tag")(tone, icon, _(words)))
        return self.tags[status]

    def held_until(self, moment: datetime | None) -> str:
        return self.until % {"time": self.stamp(moment.astimezone(ALMATY))[-5:]} if moment else ""

    def stamp(self, local: datetime) -> str:
        """Day and time, short: the year only when it is another one. Without strftime, which would be called a lot."""
        year = "" if local.year == self.year else f".{local.year}"
        return f"{local.day:02}.{local.month:02}{year} {local.hour:02}:{local.minute:02}"


def said() -> dict[str, str]:
    """What every row says alike, and the mark of a Kazakh name on a page of another language."""
    return {
        "choose": str(escape(_("Choose"))), "claim": str(escape(_("Claim"))), "yours": str(escape(_("Yours"))),
        "lock": str(get_template_attribute("parts.html", "icon")("lock")),
        "kazakh": "" if language() == "kk" else ' lang="kk"',
    }  # fmt: skip


@lru_cache(maxsize=1024)
def term_on(accepted: date, basis: str) -> int:
    """The term of a basis in working days, by the day of acceptance."""
    return hours_on(accepted).term_days[basis]


def by_due(rows: Sequence[Row], desk: Desk, days: Calendar) -> list[Group]:
    """Open cases under their due times."""
    words = Words(desk, days)
    return [
        Group(*heading(due, desk.now), told(same), [words.shown(row) for row in same])
        for due, same in ((due, list(some)) for due, some in groupby(rows, lambda row: row.due_at))
    ]


def together(rows: Iterable[Row], desk: Desk, days: Calendar | None = None) -> list[Group]:
    """In one group without a heading; with the time that is left where the calendar is given."""
    words = Words(desk, days)
    return [Group("", "", "", [words.shown(row) for row in rows])]


def heading(due: datetime, now: datetime) -> tuple[str, str]:
    """The words and the tone of a group."""
    today, on = now.astimezone(ALMATY).date(), due.astimezone(ALMATY).date()
    day, time = say_when(due, "day"), say_when(due, "time")
    if due < now:
        return _("Overdue: %(day)s %(time)s", day=day, time=time), "bad"
    if on == today:
        return _("Today by %(time)s", time=time), "warn"
    if on == today + timedelta(days=1):
        return _("Tomorrow, %(day)s, by %(time)s", day=day, time=time), ""
    return _("%(day)s, by %(time)s", day=day, time=time), ""


def told(rows: list[Row]) -> str:
    """Who has been told about all of these."""
    level = min(row.escalation for row in rows)
    words = {2: _("the branch supervisor has been told"), 3: _("the head office has been told")}
    return words.get(level, "")
