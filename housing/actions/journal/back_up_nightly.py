"""To back up once a night into a folder, keep a few of many, and once a week restore the last one on trial."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import monotonic

from housing.actions.journal.make_backup import BackupSource, make_backup
from housing.actions.journal.prove_backup import prove_backup
from housing.backups.database_copy import database_file
from housing.backups.errors import BackupError, disk_faults
from housing.backups.locks import scratch_folder
from housing.law.lifecycle import SYSTEM
from housing.law.working_time import ALMATY, DAY
from housing.queries.journal.backups import NAME, ListedBackup, list_backups, load_last_event
from housing.storage import audit
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.backups")
#: When the night's backup is made, in Almaty; a night that was missed is made up for at once.
NIGHT = time(2, 0)
#: After one that failed the next is tried so much later.
RETRY_PAUSE = timedelta(hours=1)
DRILL_INTERVAL, DRILL_RETRY_PAUSE = 7 * DAY, DAY


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """Where backups lie; of so many days, and of so many weeks, the last one is kept."""

    folder: Path
    days: int
    weeks: int


def back_up_nightly(place: BackupFolder, source: BackupSource, now: datetime) -> int:
    """1 where a backup was made now."""
    listed = list_backups(place.folder)
    if (listed and listed[0].made_at >= last_night(now)) or is_pausing("backup.failed", RETRY_PAUSE, now):
        return 0
    try:
        make_backup(place.folder / now.astimezone(UTC).strftime(NAME), source, SYSTEM, now)
        with disk_faults():
            remove_old(place)
    except BackupError as fault:
        log.critical("ALARM: no backup was made: %s", fault.words)
        with transaction():
            audit.record("backup.failed", SYSTEM, now, fault=fault.code)
        return 0
    return 1


def last_night(now: datetime) -> datetime:
    """The last time that a backup was due."""
    local = now.astimezone(ALMATY)
    due = datetime.combine(local.date(), NIGHT, ALMATY)
    return due if due <= local else due - DAY


def is_pausing(kind: str, pause: timedelta, now: datetime) -> bool:
    last = load_last_event(kind)
    return last is not None and now - last.at < pause


def remove_old(place: BackupFolder) -> None:
    listed = list_backups(place.folder)
    kept = choose_kept(listed, place.days, place.weeks)
    for one in listed:
        if one not in kept:
            one.file.unlink()
    for part in place.folder.glob("kezek-*.kezek.part"):
        part.unlink()


def choose_kept(listed: Iterable[ListedBackup], days: int, weeks: int) -> set[ListedBackup]:
    """The last one of each of the newest days, and of each of the newest weeks. `listed`: newest first."""
    by_day: dict[object, ListedBackup] = {}
    by_week: dict[object, ListedBackup] = {}
    for one in listed:
        day = one.made_at.astimezone(ALMATY).date()
        by_day.setdefault(day, one)
        by_week.setdefault(day.isocalendar()[:2], one)
    return {*list(by_day.values())[:days], *list(by_week.values())[:weeks]}


def drill_backup(place: BackupFolder, source: BackupSource, now: datetime) -> int:
    """Restores the newest backup into a scratch place and looks at all of it; 1 where it is right."""
    listed = list_backups(place.folder)
    last = load_last_event("drill.passed", "drill.failed")
    pause = DRILL_RETRY_PAUSE if last and last.kind == "drill.failed" else DRILL_INTERVAL
    if not listed or (last and now - last.at < pause):
        return 0
    file, begun = listed[0].file, monotonic()
    try:
        with scratch_folder(database_file(source.database)) as scratch:
            proof = prove_backup(file, source.key, scratch / "drill.db")
    except BackupError as fault:
        log.critical("ALARM: the last backup could not be restored on trial: %s", fault.words)
        record_drill(False, file, begun, now, fault=fault.code)
        return 0
    record_drill(True, file, begun, now, head=proof.manifest.head_id)
    return 1


def record_drill(passed: bool, file: Path, begun: float, now: datetime, **more: object) -> None:
    told = {"file": file.name, "seconds": round(monotonic() - begun), **more}
    with transaction():
        audit.record("drill.passed" if passed else "drill.failed", SYSTEM, now, None, **told)
