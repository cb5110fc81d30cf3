"""To back the whole database up into one file while it is in use, and to prove the file by reading it back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from housing import VERSION
from housing.backups.backup_file import (
    Manifest,
    key_id_of,
    new_salt,
    write_backup_file,
)
from housing.backups.database_copy import (
    copy_database,
    database_file,
    digest_file,
    inspect_database,
    require_sound,
)
from housing.backups.errors import BackupError, disk_faults
from housing.backups.locks import scratch_folder
from housing.storage import audit
from housing.storage.transaction import transaction


@dataclass(frozen=True, slots=True)
class BackupSource:
    """`database`: its address; `key`: encrypts the file, None: it stays readable; `keys`: what it does not hold."""

    database: str
    key: bytes | None
    keys: tuple[str, ...]


def make_backup(target: Path, source: BackupSource, actor: str, now: datetime) -> Manifest:
    """What the file holds: everything that was committed before this began. Raises BackupError; then there is none."""
    made = write_backup(target, source, now)
    with transaction():
        audit.record(
            "backup.made",
            actor,
            now,
            file=target.name,
            size=target.stat().st_size,
            head=made.head_id,
            head_hash=made.head_hash,
            sha256=made.sha256,
            encrypted=bool(made.key_id),
        )
    return made


def write_backup(target: Path, source: BackupSource, now: datetime) -> Manifest:
    """The same without a word to the journal, for a database that is not at its head yet."""
    database = database_file(source.database)
    if target.exists():
        raise BackupError("exists", target.name)
    with disk_faults(), scratch_folder(database) as place:
        require_room(database, place)
        copy = place / "copy.db"
        copy_database(database, copy)
        require_sound(copy)
        manifest = describe_copy(copy, source, now)
        write_backup_file(target, copy, manifest, source.key)
    return manifest


def back_up_before_upgrade(folder: Path, source: BackupSource, revision: str, now: datetime) -> Path:
    """Once for one state of the database: a start that was killed after it finds its backup. `revision`: the one to be.

    Raises BackupError.
    """
    found = inspect_database(database_file(source.database))
    target = folder / f"before-upgrade-{revision}-from-{found.revision}-{found.head.id}.kezek"
    if not target.exists():
        write_backup(target, source, now)
    return target


def require_room(database: Path, place: Path) -> None:
    if database.exists() and shutil.disk_usage(place).free < database.stat().st_size:
        raise BackupError("no_room", f"the copy needs {database.stat().st_size:,} bytes")


def describe_copy(copy: Path, source: BackupSource, now: datetime) -> Manifest:
    found = inspect_database(copy)
    return Manifest(
        made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        version=VERSION,
        revision=found.revision,
        head_id=found.head.id,
        head_hash=found.head.hash,
        size=copy.stat().st_size,
        sha256=digest_file(copy),
        tables=found.tables,
        keys=source.keys,
        key_id=key_id_of(source.key),
        salt=new_salt(source.key),
    )
