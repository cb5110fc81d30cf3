"""Who of the crowd has left the register since: on which ground, when, and the rows that tell it.

What the product's own acts would have written, past them, as the crowd itself is: a movement, a removal that two
officials decided or the person wished, an entry that ended (`actions/register/remove.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import select

from housing.demo.stamps import stamp
from housing.law.removal import APPLICANT, GROUNDS, SOURCE
from housing.law.removal_clock import last_notice_day
from housing.law.working_time import ALMATY, Calendar
from housing.storage.encrypted_rows import encrypt_rows
from housing.storage.models import Staff
from housing.storage.transaction import DbSession

#: In a hundred of those who were registered, who has left; and on which ground, in a hundred.
IN_A_HUNDRED_LEFT = 6
LEFT_ON = {"got_state_housing": 55, "no_grounds": 20, "own_wish": 15, "citizenship_ended": 10}
REASONS = {"no_grounds": "owns_housing"}
#: Days before an act on which it happened; minutes that a state base's word waits for an official.
KNOWN_AFTER, LOOKED_AT = 6, 95

ENDED = "UPDATE register_entry SET annulled_at = ? WHERE id = ?"
MOVED = """
INSERT INTO register_movement
 (entry_id, number, settlement, list_code, registered_at, at, sign, cause, source, removal_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, -1, ?7, ?8, ?1)
"""
#: Of what `removal_of` gives, in its order.
REMOVAL = (
    *("id", "ground", "reason", "facts", "origin", "source", "proposed_at", "answered_by", "answered_at"),
    "notice_due_on",
)
REMOVED = """
INSERT INTO removal (id, entry_id, application_id, ground, reason, facts, origin, source, note, note_language,
 proposed_at, state, answered_by, answered_at, comment, notice_due_on, told_at, told_by, escalation)
VALUES (?1, ?1, ?1, ?2, ?3, ?4, ?5, ?6, '', '', ?7, 'confirmed', ?8, ?9, '', ?10, ?9, 'sms', 0)
"""


class Departure(NamedTuple):
    """`entry`: its row, by columns of `crowd.ENTRY`."""

    entry: tuple[Any, ...]
    branch: str
    ground: str
    at: datetime

    @property
    def id(self) -> int:
        """Of the entry, and of the removal too."""
        return int(self.entry[0])


def draw_ground(random: Random) -> str:
    """On which somebody of the register has left; "": they still stand."""
    if random.random() * 100 >= IN_A_HUNDRED_LEFT:
        return ""
    return random.choices(list(LEFT_ON), list(LEFT_ON.values()))[0]


def confirming_staff(db: DbSession) -> dict[str | None, int]:
    """By branch, who confirms what a state base says; under None the head office, for branches that have nobody."""
    wanted = select(Staff.branch_code, Staff.id).where(Staff.role.in_(("supervisor", "head_office")))
    return {row.branch_code: row.id for row in db.execute(wanted)}


def insert_departures(
    cursor: Any, departures: Sequence[Departure], staff: Mapping[str | None, int], calendar: Calendar
) -> None:
    """Inside the transaction under way."""
    moves = [move_of(one) for one in departures]
    cursor.executemany(ENDED, [(move[5], move[0]) for move in moves])
    removals = (removal_of(one, staff, calendar) for one in departures)
    cursor.executemany(REMOVED, encrypt_rows("removal", REMOVAL, removals))
    cursor.executemany(MOVED, moves)


def move_of(one: Departure) -> tuple[Any, ...]:
    ground = GROUNDS[one.ground]
    _id, _application, number, _iin, settlement, listed, _category, registered_at = one.entry
    return (
        one.id,
        number,
        settlement,
        listed,
        registered_at,
        stamp(one.at),
        ground.cause,
        next(iter(ground.sources), ""),
    )


def removal_of(one: Departure, staff: Mapping[str | None, int], calendar: Calendar) -> tuple[Any, ...]:
    ground, on = GROUNDS[one.ground], one.at.astimezone(ALMATY).date()
    of_person = ground.starts == (APPLICANT,)
    return (
        one.id,
        ground.key,
        REASONS.get(ground.key, ""),
        "{}" if of_person else json.dumps({"on": str(on - timedelta(days=KNOWN_AFTER))}),
        APPLICANT if of_person else SOURCE,
        next(iter(ground.sources), ""),
        stamp(one.at - timedelta(minutes=0 if of_person else LOOKED_AT)),
        None if of_person else staff.get(one.branch, staff.get(None)),
        stamp(one.at),
        str(last_notice_day(on, calendar)),
    )
