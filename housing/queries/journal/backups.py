"""The backups that lie in the folder, what became of the last one, and whether it was proven by a drill."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from housing.backups.backup_file import read_manifest
from housing.backups.errors import BackupError
from housing.storage.extensions import db
from housing.storage.models import Event

#: What the job names its files like.
PATTERN, NAME = "kezek-[0-9]*.kezek", "kezek-%Y%m%dT%H%M%SZ.kezek"
#: The last backup may be so old, the last drill so old.
OLDEST, OLDEST_DRILL = timedelta(hours=36), timedelta(days=9)


class ListedBackup(NamedTuple):
    """`size`: of the file in bytes; `head`: the last row of the journal in it."""

    file: Path
    made_at: datetime
    size: int
    head: int
    encrypted: bool


class LastEvent(NamedTuple):
    """The last row of the journal of some kinds."""

    kind: str
    at: datetime
    detail: dict[str, Any]


def list_backups(folder: Path | None) -> list[ListedBackup]:
    """Newest first; files that are none of ours are left out. None: no folder is configured."""
    found = []
    for file in folder.glob(PATTERN) if folder else ():
        try:
            told = read_manifest(file)
            made_at = datetime.fromisoformat(told.made_at)
            found.append(ListedBackup(file, made_at, file.stat().st_size, told.head_id, bool(told.key_id)))
        except (BackupError, OSError, ValueError):
            continue
    return sorted(found, key=lambda one: (one.made_at, one.file), reverse=True)


def load_last_event(*kinds: str) -> LastEvent | None:
    e = Event
    wanted = select(e.kind, e.at, e.detail).where(e.kind.in_(kinds)).order_by(e.id.desc()).limit(1)
    row = db.session.execute(wanted).first()
    return LastEvent(**row._asdict()) if row else None


def describe_backups(folder: Path | None, now: datetime) -> str:
    """For machines: "well", or what is not."""
    if folder is None:
        return "none configured: KEZEK_BACKUP_FOLDER is not set"
    last = load_last_event("backup.made", "backup.failed")
    if last and last.kind == "backup.failed":
        return "the last backup failed"
    listed = list_backups(folder)
    return "well" if listed and now - listed[0].made_at < OLDEST else "there is no backup of the last day and a half"


def describe_drill(folder: Path | None, now: datetime) -> str:
    """The same of the last backup that was restored on trial."""
    if folder is None:
        return "none configured: KEZEK_BACKUP_FOLDER is not set"
    last = load_last_event("drill.passed", "drill.failed")
    if last and last.kind == "drill.failed":
        return "the last backup could not be restored on trial"
    return "well" if last and now - last.at < OLDEST_DRILL else "no backup was restored on trial of late"
