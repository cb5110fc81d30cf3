"""The rows of the queue in words: each word, place, clock and day is put together once, not once a row.

What the functions below keep depends on their arguments alone, of which the language is always one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup, escape

from housing.labels import BASIS, N_
from housing.law.iin import mask_iin
from housing.law.lifecycle import (
    DECIDABLE_STATUSES,
    OPEN_STATUSES,
    STATUSES,
    URGENCY_LEVELS,
    reached_level,
    steps_for_term,
)
from housing.law.working_time import ALMATY, Calendar, minutes_left
from housing.presentation.formats import format_datetime, group_digits, language
from housing.queries.cases.queue import QueueContext, QueueRow
from housing.queries.cases.return_address import format_return_query
from housing.queries.reference.settlements import settlement_name
from housing.queries.reference.steps import load_escalation_steps

#: What staff read where the status speaks to the applicant.
WITHDRAWN = N_("Withdrawn by the applicant")


#: Whom the steps of escalation have told, the highest first.
ESCALATION_NOTES = {
    "head_office": N_("the head office has been told"),
    "supervisor": N_("the branch supervisor has been told"),
}
#: Where a row says what is looked up anew each time: its clock, and whom it is about, which nothing here keeps.
CLOCK_SLOT, NAME_SLOT, IIN_SLOT = "\0clock", "\0name", "\0iin"


class Group(NamedTuple):
    """Cases due at the same time; `rows` is HTML."""

    words: str
    tone: str
    note: str
    rows: Markup


class RowContent(NamedTuple):
    """All that the kept part of a row depends on. `holder`: a colleague's name, "" where nobody else holds the case."""

    number: str
    basis: str
    settlement: Markup
    accepted_at: datetime
    status: str
    mine: bool
    holder: str
    until: datetime | None
    act: str
    year: int
    language: str


class RowRenderer:
    """What rows say, for one page. `act`: the query that a button of a row sends back, to return to the same list."""

    def __init__(self, desk: QueueContext, days: Calendar | None, act: str = "") -> None:
        self.now, self.me, self.days, self.act, self.language = desk.now, desk.me, days, act, language()
        self.steps = load_escalation_steps(desk.now)
        self.year = desk.now.astimezone(ALMATY).year
        self.clocks: dict[tuple[datetime, date, str], str] = {}
        self.minutes: dict[datetime, int] = {}
        self.places: dict[str, Markup] = {}
        self.roles: dict[tuple[date, str, int], frozenset[str]] = {}

    def render_rows(self, rows: Iterable[QueueRow]) -> Markup:
        shown = []
        for row in rows:
            mine = row.holder is not None and row.holder_id == self.me
            content = RowContent(
                row.number,
                row.basis,
                self.settlement_label(row.settlement),
                row.accepted_at,
                row.status,
                mine,
                "" if mine or row.holder is None else row.holder,
                row.lease_until if row.holder is not None else None,
                self.act,
                self.year,
                self.language,
            )
            before, to_name, to_iin, rest = render_row_parts(content)
            runs = self.days is not None and row.status in OPEN_STATUSES
            clock = self.countdown(row.due_at, row.accepted_at, row.basis) if runs else ""
            shown.append(f"{before}{clock}{to_name}{escape(row.name)}{to_iin}{mask_iin(row.iin)}{rest}")
        return Markup("".join(shown))  # noqa: S704

    def settlement_label(self, code: str) -> Markup:
        """What the settlement is called today, looked up once a page."""
        if code not in self.places:
            self.places[code] = escape(settlement_name(code, self.language))
        return self.places[code]

    def countdown(self, due: datetime, accepted: datetime, basis: str) -> str:
        """The countdown, made once for a due time and a term."""
        key = due, local_day(accepted), basis
        if key not in self.clocks:
            assert self.days is not None
            minutes = self.minutes.get(due)
            if minutes is None:
                minutes = self.minutes[due] = minutes_left(self.now, due, self.days)
            level = URGENCY_LEVELS[reached_level(self.days.hours_on(key[1]).term_days[basis], minutes, self.steps)].key
            self.clocks[key] = render_clock(minutes, level, self.language)
        return self.clocks[key]

    def escalation_note(self, rows: list[QueueRow]) -> str:
        """Who has been told about all of these, by the steps in force."""
        everyone = frozenset.intersection(*(self.notified_roles(row) for row in rows))
        return next((_(words) for role, words in ESCALATION_NOTES.items() if role in everyone), "")

    def notified_roles(self, row: QueueRow) -> frozenset[str]:
        key = local_day(row.accepted_at), row.basis, row.escalation
        if key not in self.roles:
            assert self.days is not None
            steps = steps_for_term(self.days.hours_on(key[0]).term_days[row.basis], self.steps)
            self.roles[key] = frozenset(role for step in steps if step.level <= row.escalation for role in step.roles)
        return self.roles[key]


@lru_cache(maxsize=8192)
def render_row_parts(content: RowContent) -> list[str]:
    """The row of a case round what is not kept: it changes when the case does, not when the list is looked at again."""
    free = not (content.mine or content.holder) and content.status in DECIDABLE_STATUSES
    row = get_template_attribute("operator/_queue_row.html", "queue_row")(
        number=content.number,
        grouped=group_digits(content.number),
        clock=CLOCK_SLOT,
        name=NAME_SLOT,
        iin=IIN_SLOT,
        basis=basis_label(content.basis, content.language),
        place=content.settlement,
        accepted=format_stamp(content.accepted_at, content.year),
        tag=status_tag(content.status, content.language),
        mine=content.mine,
        holder=content.holder,
        free=free,
        act=content.act,
        way=format_return_query(f"queue{content.act}" if content.act else ""),
        kazakh="" if content.language == "kk" else Markup(' lang="kk"'),
        until=_("until %(time)s", time=format_stamp(content.until, content.year)[-5:]) if content.until else "",
    )
    return re.split("|".join((CLOCK_SLOT, NAME_SLOT, IIN_SLOT)), str(row))


def format_stamp(moment: datetime, year: int) -> str:
    """Day and time, short: the year only when it is another one."""
    local = moment.astimezone(ALMATY)
    return local.strftime("%d.%m %H:%M" if local.year == year else "%d.%m.%Y %H:%M")


@lru_cache(maxsize=8192)
def local_day(accepted: datetime) -> date:
    return accepted.astimezone(ALMATY).date()


@lru_cache(maxsize=64)
def basis_label(code: str, language: str) -> Markup:
    return escape(_(BASIS[code].short))


@lru_cache(maxsize=64)
def status_tag(status: str, language: str) -> Markup:
    tone, icon, words = STATUSES[status]
    words = WITHDRAWN if status == "withdrawn" else words
    made: Markup = get_template_attribute("parts.html", "tag")(tone, icon, _(words))
    return made


@lru_cache(maxsize=4096)
def render_clock(minutes: int, level: str, language: str) -> str:
    """The countdown, in words and colour."""
    return str(get_template_attribute("queue_parts.html", "countdown")(minutes, level))


def group_by_due(rows: Sequence[QueueRow], desk: QueueContext, days: Calendar, act: str) -> list[Group]:
    """Open cases under their due times."""
    renderer = RowRenderer(desk, days, act)
    return [
        Group(
            *group_heading(due, desk.now, renderer.language), renderer.escalation_note(same), renderer.render_rows(same)
        )
        for due, same in ((due, list(some)) for due, some in groupby(rows, lambda row: row.due_at))
    ]


def build_single_group(rows: Iterable[QueueRow], desk: QueueContext, days: Calendar | None, act: str) -> list[Group]:
    """In one group without a heading; with the time that is left where the calendar is given."""
    return [Group("", "", "", RowRenderer(desk, days, act).render_rows(rows))]


def group_heading(due: datetime, now: datetime, language: str) -> tuple[str, str]:
    return due_heading(due, now.astimezone(ALMATY).date(), due < now, language)


@lru_cache(maxsize=1024)
def due_heading(due: datetime, today: date, late: bool, language: str) -> tuple[str, str]:
    """The words and the tone of a group."""
    on = due.astimezone(ALMATY).date()
    day, time = format_datetime(due, "day"), format_datetime(due, "time")
    if late:
        return _("Overdue: %(day)s %(time)s", day=day, time=time), "bad"
    if on == today:
        return _("Today by %(time)s", time=time), "warn"
    if on == today + timedelta(days=1):
        return _("Tomorrow, %(day)s, by %(time)s", day=day, time=time), ""
    return _("%(day)s, by %(time)s", day=day, time=time), ""
