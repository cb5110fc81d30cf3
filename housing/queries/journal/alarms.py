"""What an administrator has to see to, computed from what stands: nothing is noted that could be forgotten to end.

An alarm is known by its code and its mark: what of it is wrong, and since when. Who acknowledges it says of that one
that somebody is at it; it stays until it is mended, and after a week it counts as unseen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from typing import Any

from sqlalchemy import String, cast, func, select

from housing.queries.journal.backups import OLDEST, OLDEST_DRILL, list_backups, load_last_event
from housing.queries.journal.health import is_disk_sound
from housing.queries.journal.invariants import load_last_invariant_check
from housing.queries.journal.kept_counts import list_differing_counts
from housing.queries.journal.proof import load_last_proof
from housing.queries.journal.restores import are_messages_held
from housing.queries.reference.sources import list_outages
from housing.storage.extensions import db
from housing.storage.models import Event, InvariantCheck, RowSealCheck

ACKNOWLEDGED = "alarm.acknowledged"
#: So long whoever acknowledged an alarm is believed to be at it.
BELIEVED = timedelta(days=7)
#: Bytes on a disk that Kezek writes to.
LEAST_FREE = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Alarm:
    """`since` None: nobody can tell. `what`: names of it; `seen_by`: the login of whoever acknowledged it, and when."""

    code: str
    since: datetime | None = None
    what: tuple[str, ...] = ()
    seen_by: str = ""
    seen_at: datetime | None = None

    @property
    def mark(self) -> str:
        """Which of its code it is: of what lasts by its beginning, else by its names."""
        return ", ".join(self.what) or (self.since.isoformat(timespec="seconds") if self.since else "")


@dataclass(frozen=True, slots=True)
class Place:
    """`folder`: of backups; `disks`: folders that Kezek writes to; `began`: when the process began to serve."""

    folder: Path | None
    disks: tuple[Path, ...]
    began: datetime


def list_record_alarms(place: Place, now: datetime) -> Iterator[Alarm]:
    """What the records and the folders tell."""
    yield from find_backup_alarms(place, now)
    yield from find_check_alarms(place, now)
    if full := tuple(str(disk) for disk in place.disks if disk_usage(disk).free < LEAST_FREE):
        yield Alarm("room", None, full)
    if not is_disk_sound():
        yield Alarm("flush")
    if are_messages_held() and (restored := load_last_event("journal.restored")):
        yield Alarm("held", restored.at)
    for one in list_outages(now):
        if not one.off:
            yield Alarm("source", one.since, (one.title,))


def find_backup_alarms(place: Place, now: datetime) -> Iterator[Alarm]:
    if place.folder is None:
        yield Alarm("backup_none")
        return
    listed = list_backups(place.folder)
    if since := first_in_a_row("backup.failed", "backup.made"):
        yield Alarm("backup_failed", since)
    elif since := overdue_since(listed[0].made_at if listed else place.began, OLDEST, now):
        yield Alarm("backup_missing", since)
    if since := first_in_a_row("drill.failed", "drill.passed"):
        yield Alarm("drill_failed", since)
        return
    last = load_last_event("drill.passed")
    if since := overdue_since(last.at if last else place.began, OLDEST_DRILL, now):
        yield Alarm("drill_overdue", since)


def find_check_alarms(place: Place, now: datetime) -> Iterator[Alarm]:
    proof, check = load_last_proof(), load_last_invariant_check()
    if proof and proof.found:
        yield Alarm("seals", first_found(RowSealCheck, RowSealCheck.found == 0))
    if check and check.violations:
        clean = cast(InvariantCheck.found, String) == "{}"
        yield Alarm("invariants", first_found(InvariantCheck, clean), tuple(check.violations))
    if differing := list_differing_counts():
        yield Alarm("counts", None, tuple(differing))
    walked = [overdue_since(last.at if last else place.began, OLDEST, now) for last in (proof, check)]
    if late := [since for since in walked if since]:
        yield Alarm("check_overdue", min(late))


def overdue_since(last: datetime, allowed: timedelta, now: datetime) -> datetime | None:
    """When what was there last became too old; None where it is not."""
    return last + allowed if now - last >= allowed else None


def first_in_a_row(failed: str, well: str) -> datetime | None:
    """Of rows of the journal: when it failed first since it went well last; None where it did not."""
    last = select(func.max(Event.id)).where(Event.kind == well).scalar_subquery()
    wanted = select(func.min(Event.id)).where(Event.kind == failed, Event.id > func.coalesce(last, 0))
    return db.session.scalar(select(Event.at).where(Event.id == wanted.scalar_subquery()))


def first_found(check: Any, clean: Any) -> datetime | None:
    """Of checks that found something: when the first of those was made that follow the last that found nothing."""
    last = select(func.max(check.id)).where(clean).scalar_subquery()
    return db.session.scalar(select(check.at).where(check.id > func.coalesce(last, 0)).order_by(check.id).limit(1))


def with_acknowledgements(alarms: Iterable[Alarm], now: datetime) -> list[Alarm]:
    """Each with whoever acknowledged it of late."""
    wanted = select(Event.actor, Event.at, Event.detail).where(Event.kind == ACKNOWLEDGED, Event.at > now - BELIEVED)
    known = {(row.detail["alarm"], row.detail["mark"]): row for row in db.session.execute(wanted.order_by(Event.id))}
    return [
        replace(one, seen_by=row.actor, seen_at=row.at) if (row := known.get((one.code, one.mark))) else one
        for one in alarms
    ]
