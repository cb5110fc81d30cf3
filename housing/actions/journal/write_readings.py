"""To write down who read what of a person's file: put by at once, and taken over into the journal within a second.

A file that is opened by itself is written with its page (`cases.record_file_opening`). Here are readings that must not
keep a page waiting or that no page may write: what a search found, lists of people, a page that answers a form. They
are put by before the page is shown (`housing.storage.reading_spool`), and where they cannot be, it is not shown.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import ReadingLot
from housing.storage.reading_spool import FILE_NAME, Reading, ReadingSpool
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.journal")
#: The job runs every second.
LATE = timedelta(minutes=1)
SYSTEM, STRANGER = "system", "stranger"


def reading_spool() -> ReadingSpool:
    """Of this instance, whichever of its processes asks."""
    found: ReadingSpool | None = current_app.extensions.get("reading spool")
    if found is None:
        found = current_app.extensions["reading spool"] = ReadingSpool(Path(current_app.instance_path, FILE_NAME))
    return found


def put_readings(readings: Iterable[Reading]) -> None:
    """Raises ServiceUnavailable where they cannot be put by: what nobody could learn of is shown to nobody."""
    try:
        reading_spool().put(list(readings))
    except sqlite3.Error as fault:
        log.critical("ALARM a reading of a file cannot be written down: %s", fault)
        raise ServiceUnavailable from None


def note_file_reading(application_id: int, actor: str, now: datetime, what: str) -> None:
    """A page of somebody's file that answers a form."""
    put_readings([Reading(now, "file.opened", actor, application_id, {"what": what})])


def note_search(where: str, by: str, found: Iterable[int], actor: str, now: datetime) -> None:
    """A search, by its kind and never by its words, and whom it found: a row for each, or one that it found nobody.

    `where`: queue or register; `by`: name, iin or number; `found`: ids of applications.
    """
    ids: list[int | None] = list(dict.fromkeys(found))
    detail = {"what": where, "by": by, "found": len(ids)}
    put_readings(Reading(now, "people.searched", actor, one, detail) for one in ids or [None])


def note_list(what: str, numbers: Iterable[str], actor: str, now: datetime, **which: Any) -> None:
    """A list of people. `numbers`: of their applications or entries, as they stand in it. Of an empty one nothing."""
    shown = list(dict.fromkeys(numbers))
    if shown:
        put_readings([Reading(now, "people.listed", actor, None, {"what": what, **which, "numbers": shown})])


def note_whole_list(what: str, actor: str, now: datetime, **which: Any) -> None:
    """A list that was taken out as a file: which one, for it may hold a hundred thousand."""
    put_readings([Reading(now, "people.listed", actor, None, {"what": what, **which})])


def note_verification(application_id: int, now: datetime) -> None:
    """Somebody who holds the paper, or at least its code, was shown what it bears."""
    put_readings([Reading(now, "notice.verified", STRANGER, application_id, {})])


def write_readings(now: datetime) -> int:
    """Takes over what waits, a lot; how many rows that made. What one person read of a thing twice is one row.

    How far it came is written in the same transaction: so none is written twice, whoever is killed in between.
    """
    spool = reading_spool()
    if spool.waiting_since() is None:
        return 0
    with transaction() as session:
        lot = session.get(ReadingLot, spool.name) or ReadingLot(spool=spool.name, last_id=0)
        session.add(lot)
        lot.last_id, found = spool.load_after(lot.last_id)
        rows: dict[tuple[Any, ...], Reading] = {}
        for one in found:
            rows.setdefault((*one[1:4], repr(one.detail)), one)
        for one in rows.values():
            audit.record(one.kind, one.actor, one.at, one.application_id, **one.detail)
        last_id = lot.last_id
    spool.delete_until(last_id)
    return len(rows)


def are_readings_late(now: datetime) -> bool:
    """Whether some have waited so long that the job cannot be well, or their file cannot be read."""
    try:
        since = reading_spool().waiting_since()
    except sqlite3.Error:
        return True
    return since is not None and now - since > LATE


def write_waiting_readings(now: datetime) -> int:
    """At the end of the process: all that waits. What cannot be written stays for the next one, and is told."""
    done = 0
    try:
        while made := write_readings(now):
            done += made
    except (SQLAlchemyError, sqlite3.Error) as fault:
        log.critical("ALARM readings of files wait for the next start: %s", type(fault).__name__)
    return done


def recover_readings(now: datetime) -> int:
    """At the start: what the process before left is written, and what a power cut took from it is told."""
    spool = reading_spool()
    last_id = db.session.scalar(db.select(ReadingLot.last_id).where(ReadingLot.spool == spool.name)) or 0
    db.session.rollback()
    if missing := spool.skip_to(last_id):
        log.critical("ALARM a power cut took readings of files that the journal has and their file had not yet flushed")
        with transaction():
            audit.record("readings.lost", SYSTEM, now, None, times=missing)
    return write_waiting_readings(now)
