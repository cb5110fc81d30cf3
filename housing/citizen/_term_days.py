"""A term day by day: when something was filed and accepted, which days count, and when the answer is due."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from housing.labels import N_
from housing.law.working_time import ALMATY
from housing.presentation.formats import format_datetime
from housing.queries.reference.calendar import OBSERVED, calendar, holiday_labels, public_holidays
from housing.queries.reference.term import Term


class TermDay(NamedTuple):
    """A day of the ladder, as the macro takes it."""

    state: str
    date: date
    words: str
    note: str | None = None


class TermWording(NamedTuple):
    """The words of a ladder's marked days, message ids: what was filed, and what is due."""

    at_once: str
    filed: str
    accepted: str
    due: str


APPLICATION_WORDING = TermWording(
    N_("%(time)s, submitted and accepted"),
    N_("%(time)s, submitted"),
    N_("%(time)s, accepted"),
    N_("working day %(number)s: decision by %(time)s"),
)
#: Of a case that an upheld complaint opened anew.
RENEWED_WORDING = TermWording(
    N_("%(time)s, complaint upheld"),
    N_("%(time)s, complaint upheld"),
    N_("%(time)s, the term begins"),
    N_("working day %(number)s: decision by %(time)s"),
)
COMPLAINT_WORDING = TermWording(
    N_("%(time)s, complaint filed and accepted"),
    N_("%(time)s, complaint filed"),
    N_("%(time)s, complaint accepted"),
    N_("working day %(number)s: answer by %(time)s"),
)
CHANGE_WORDING = TermWording(
    N_("%(time)s, filed and accepted"),
    N_("%(time)s, filed"),
    N_("%(time)s, accepted"),
    N_("working day %(number)s: answer by %(time)s"),
)


def describe_term(term: Term, said: TermWording = APPLICATION_WORDING) -> list[TermDay]:
    filed, accepted = to_almaty(term.filed_at), to_almaty(term.accepted_at)
    lines = []
    for day, what in term.days:
        if day == filed.date():
            lines.append(describe_filing_day(term, day, what, said))
        elif day == accepted.date():
            words = _(said.accepted, time=format_datetime(accepted, "time"))
            lines.append(TermDay("now", day, words, acceptance_day_note(accepted.date())))
        elif what.startswith("working day"):
            lines.append(describe_working_day(term, day, what.removeprefix("working day "), said))
        else:
            lines.append(TermDay("off", day, *describe_day_off(day, what)))
    return lines


def describe_filing_day(term: Term, day: date, what: str, said: TermWording) -> TermDay:
    """The day of filing: accepted at once, after hours, or on a day off."""
    time = format_datetime(term.filed_at, "time")
    if what == "accepted":
        return TermDay("done", day, _(said.at_once, time=time), acceptance_day_note(day))
    if what == "filed":
        closes = calendar().hours_on(day).closes.strftime("%H:%M")
        note = _("Working hours had ended at %(time)s", time=closes)
    else:
        note = describe_day_off(day, what)[0]
    return TermDay("done", day, _(said.filed, time=time), note)


def acceptance_day_note(day: date) -> str | None:
    return None if calendar().hours_on(day).acceptance_day_counts else _("The day of acceptance does not count")


def describe_working_day(term: Term, day: date, number: str, said: TermWording) -> TermDay:
    if day == to_almaty(term.due_at).date():
        time = format_datetime(term.due_at, "time")
        return TermDay("due", day, _(said.due, number=number, time=time))
    return TermDay("", day, _("working day %(number)s", number=number))


def describe_day_off(day: date, what: str) -> tuple[str, str | None]:
    """Why nobody works that day, and where it stands."""
    kind, _sep, rest = what.partition(": ")
    if kind == "day off":
        return _("day off"), rest
    names, moved = holiday_labels(rest or public_holidays().get(day, ""))
    told = ", ".join(_(name) for name in names if name)
    if moved:
        return f"{told}: {_(OBSERVED)}", _("Law “On Holidays”, article 5")
    return ", ".join(filter(None, (_("weekend") if kind == "weekend" else "", told))), None


def to_almaty(moment: datetime) -> datetime:
    return moment.astimezone(ALMATY)
