"""The times of a removal: how long the person is heard, until when they are told, when somebody is told of a delay.

Beside the clock of working time, which runs for applications alone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from housing.labels import N_
from housing.law.working_time import Calendar, closing_time

#: Interested persons are told in writing within ten days of the decision (73(3)): calendar days, for the Law says no
#: other; the last one on a day off moves on (Administrative Procedural Code, article 76(5)).
NOTICE_DAYS = 10

#: Before an act against somebody they are told of it, at least so many working days ahead, and may say what they think
#: (Administrative Procedural Code, article 73).
HEARING_DAYS = 3
#: Days after which a proposal that nobody has answered is told, the hearing among them: to its proposer and the
#: supervisor, then to the head office too.
STUCK_AFTER = (7, 14)
#: So many days before the last one somebody is told that the person is not known to have been told.
UNTOLD_BEFORE = 3
#: Levels of its alerts, beyond those of the terms of applications: it waits for a second official; it waits too long;
#: the ten days run out or have run out and nothing shows that the person was told.
WAITS_LEVEL, STUCK_LEVEL, UNTOLD_LEVEL = 4, 5, 6
ALERT_LEVELS = (WAITS_LEVEL, STUCK_LEVEL, UNTOLD_LEVEL)
#: The same of an act on a place: it waits for a second official, it waits too long.
ACT_WAITS_LEVEL, ACT_STUCK_LEVEL = 7, 8
ACT_ALERT_LEVELS = (ACT_WAITS_LEVEL, ACT_STUCK_LEVEL)
#: A place that passed on rests on an application whose key had been revoked.
KEY_LEVEL = 9
#: Somebody was refused for a place that was taken back.
REFUSAL_LEVEL = 10
#: How it is known that the person was told, in words.
TOLD_BY: dict[str, str] = {
    "opened": N_("the notice was opened in the account"),
    "sms": N_("the text message was delivered"),
    "paper": N_("handed over or sent on paper"),
    "wish": N_("the person signed it"),
}


def hearing_end(proposed_at: datetime, calendar: Calendar) -> datetime:
    """Until when the person is heard: the day of the proposal does not count."""
    return closing_time(proposed_at, HEARING_DAYS, calendar)


def stuck_step(proposed_on: date, today: date) -> int:
    """How many steps of its clock a proposal has reached: 0, 1, 2."""
    return sum(today >= proposed_on + timedelta(days=days) for days in STUCK_AFTER)


def untold_step(due_on: date, today: date) -> int:
    """The same of a notice that nothing shows to have arrived: 1, the last day comes near; 2, it is over."""
    return 2 if today > due_on else int(today >= due_on - timedelta(days=UNTOLD_BEFORE))


def last_notice_day(decided_on: date, calendar: Calendar) -> date:
    """Until when the person has to be told in writing (73(3)): the day of the decision itself does not count."""
    return calendar.working_day_from(decided_on + timedelta(days=NOTICE_DAYS))
