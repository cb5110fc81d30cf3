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

from housing.labels import N_
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
from housing.presentation.formats import format_datetime, group_digits, label_for_basis, language
from housing.queries.cases.queue import QueueContext, QueueRow
from housing.queries.cases.return_address import format_return_query
from housing.queries.reference.settlements import load_settlement_names
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
#: And where it names the list that it stands in, of which there are as many as searches.
WAY_SLOT, ACT_SLOT = "\0way", "\0act"


class RowContent(NamedTuple):
    """All that the kept part of a row depends on. `holder`: a colleague's name, "" where nobody else holds the case."""

    number: str
    basis: str
    settlement: str
    accepted_at: datetime
    status: str
    mine: bool
    holder: str
    until: datetime | None
    year: int
    language: str


class RowRenderer:
    """What rows say, for one page. `act`: the query that a button of a row sends back, to return to the same list."""

    def __init__(self, desk: QueueContext, days: Calendar | None, act: str = "") -> None:
        self.now, self.me, self.days, self.language = desk.now, desk.me, days, language()
        self.act = escape(act).encode()
        self.way = escape(format_return_query(f"queue{act}" if act else "")).encode()
        self.steps = load_escalation_steps(desk.now)
        self.year = desk.now.astimezone(ALMATY).year
        self.clocks: dict[tuple[datetime, date, str], bytes] = {}
        self.minutes: dict[datetime, int] = {}
        self.places = load_settlement_names(self.language)
        self.roles: dict[tuple[date, str, int], frozenset[str]] = {}

    def render_rows(self, rows: Iterable[QueueRow]) -> bytes:
        """In UTF-8, as all that is kept of them: a page is bytes in the end."""
        shown: list[bytes] = []
        for row in rows:
            before, to_name, to_iin, rest = render_row_parts(self.row_content(row))
            runs = self.days is not None and row.status in OPEN_STATUSES
            clock = self.countdown(row.due_at, row.accepted_at, row.basis) if runs else b""
            shown += (before, clock, to_name.replace(WAY_SLOT.encode(), self.way), escape(row.name).encode())
            shown += (to_iin, mask_iin(row.iin).encode(), rest.replace(ACT_SLOT.encode(), self.act))
        return b"".join(shown)

    def row_content(self, row: QueueRow) -> RowContent:
        mine, holder, until = False, "", None
        if row.holder is not None:
            mine, until = row.holder_id == self.me, row.lease_until
            holder = "" if mine else row.holder
        place, accepted = self.places[row.settlement], row.accepted_at
        said = row.number, row.basis, place, accepted, row.status, mine, holder, until
        return RowContent(*said, self.year, self.language)

    def countdown(self, due: datetime, accepted: datetime, basis: str) -> bytes:
        """The countdown, made once for a due time and a term."""
        key = due, local_day(accepted), basis
        clock = self.clocks.get(key)
        if clock is None:
            assert self.days is not None
            minutes = self.minutes.get(due)
            if minutes is None:
                minutes = self.minutes[due] = minutes_left(self.now, due, self.days)
            level = URGENCY_LEVELS[reached_level(self.days.hours_on(key[1]).term_days[basis], minutes, self.steps)].key
            clock = self.clocks[key] = render_clock(minutes, level, self.language)
        return clock

    def escalation_note(self, rows: list[QueueRow]) -> str:
        """Who has been told about all of these, by the steps in force."""
        terms = {(local_day(row.accepted_at), row.basis, row.escalation) for row in rows}
        everyone = frozenset.intersection(*map(self.notified_roles, terms))
        return next((_(words) for role, words in ESCALATION_NOTES.items() if role in everyone), "")

    def notified_roles(self, term: tuple[date, str, int]) -> frozenset[str]:
        """Of cases accepted on a day, by their basis and the level that they have reached."""
        roles = self.roles.get(term)
        if roles is None:
            assert self.days is not None
            accepted, basis, reached = term
            steps = steps_for_term(self.days.hours_on(accepted).term_days[basis], self.steps)
            roles = frozenset(role for step in steps if step.level <= reached for role in step.roles)
            self.roles[term] = roles
        return roles


@lru_cache(maxsize=8192)
def render_row_parts(content: RowContent) -> list[bytes]:
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
        act=ACT_SLOT,
        way=WAY_SLOT,
        kazakh="" if content.language == "kk" else Markup(' lang="kk"'),
        until=_("until %(time)s", time=format_stamp(content.until, content.year)[-5:]) if content.until else "",
    )
    return [part.encode() for part in re.split("|".join((CLOCK_SLOT, NAME_SLOT, IIN_SLOT)), str(row))]


def format_stamp(moment: datetime, year: int) -> str:
    """Day and time, short: the year only when it is another one."""
    local = moment.astimezone(ALMATY)
    return local.strftime("%d.%m %H:%M" if local.year == year else "%d.%m.%Y %H:%M")


@lru_cache(maxsize=8192)
def local_day(accepted: datetime) -> date:
    return accepted.astimezone(ALMATY).date()


@lru_cache(maxsize=64)
def basis_label(code: str, language: str) -> Markup:
    return escape(label_for_basis(code))


@lru_cache(maxsize=64)
def status_tag(status: str, language: str) -> Markup:
    tone, icon, words = STATUSES[status]
    words = WITHDRAWN if status == "withdrawn" else words
    made: Markup = get_template_attribute("parts.html", "tag")(tone, icon, _(words))
    return made


@lru_cache(maxsize=4096)
def render_clock(minutes: int, level: str, language: str) -> bytes:
    """The countdown, in words and colour."""
    return str(get_template_attribute("queue_parts.html", "countdown")(minutes, level)).encode()


def render_due_groups(rows: Sequence[QueueRow], desk: QueueContext, days: Calendar, act: str) -> bytes:
    """Open cases under their due times."""
    renderer = RowRenderer(desk, days, act)
    groups = []
    for due, some in groupby(rows, lambda row: row.due_at):
        same = list(some)
        head = render_group(*group_heading(due, desk.now, renderer.language), renderer.escalation_note(same))
        groups += [b"<tbody>", head, renderer.render_rows(same), b"</tbody>"]
    return b"".join(groups)


def render_single_group(rows: Iterable[QueueRow], desk: QueueContext, days: Calendar | None, act: str) -> bytes:
    """In one group without a heading; with the time that is left where the calendar is given."""
    return b"<tbody>%b</tbody>" % RowRenderer(desk, days, act).render_rows(rows)


def render_row(row: QueueRow, desk: QueueContext, days: Calendar, act: str) -> Markup:
    """One row, to be exchanged for what stands on the page."""
    return Markup(RowRenderer(desk, days, act).render_rows([row]).decode())  # noqa: S704


@lru_cache(maxsize=1024)
def render_group(words: str, tone: str, note: str) -> bytes:
    """The head of a group: cases due at the same time."""
    return str(get_template_attribute("operator/_queue_row.html", "group_head")(words, tone, note)).encode()


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
