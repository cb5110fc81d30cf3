"""To prove a backup: unpacked in a scratch place, it is looked at as a database, as a journal, as decisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from housing.backups.backup_file import BackupReader, Manifest
from housing.backups.database_copy import Head, inspect_database, require_sound
from housing.backups.errors import BackupError, disk_faults
from housing.encryption.key_file import KeyRingError
from housing.queries.journal.health import list_revisions
from housing.queries.journal.journal import check_chain
from housing.queries.journal.replay import replay_newest
from housing.queries.journal.row_seals import check_seals
from housing.storage.driver import driver_of
from housing.storage.encrypted import data_keys
from housing.storage.encrypted_rows import read_keys, require_data_keys
from housing.storage.extensions import db
from housing.storage.other_database import open_database
from housing.storage.row_seals.watch import is_sealed

#: So many decisions are decided again.
SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found right. `is_behind`: of an older schema; `replayed`: decisions, 0 where it is behind."""

    manifest: Manifest
    is_behind: bool
    replayed: int


def prove_backup(file: Path, key: bytes | None, target: Path) -> Proof:
    """Leaves the database at `target`. Raises BackupError at the first thing that is not right."""
    with disk_faults(), file.open("rb") as packed, target.open("wb") as out:
        reader = BackupReader(packed)
        known = list_revisions(current_app.config["MIGRATIONS"])
        if reader.manifest.revision not in known:
            raise BackupError("newer", f"schema {reader.manifest.revision}, this Kezek knows {known[-1]}")
        reader.unpack(key, out.write)
    manifest = reader.manifest
    require_sound(target)
    found = inspect_database(target)
    if found != (manifest.revision, Head(manifest.head_id, manifest.head_hash), manifest.tables):
        raise BackupError("counts")
    is_behind = manifest.revision != known[-1]
    with open_database(target):
        require_proven()
        return Proof(manifest, is_behind, 0 if is_behind else replay_sample())


def require_proven() -> None:
    """The journal, and every row that is bound to it. Raises BackupError."""
    try:
        require_data_keys(data_keys(), read_keys(driver_of(db.session.connection())))
    except KeyRingError as fault:
        raise BackupError("no_data_keys", str(fault)) from None
    try:
        chain = check_chain()
        seals = check_seals() if is_sealed(db.session.connection()) else None
    except KeyRingError as fault:
        raise BackupError("no_journal_keys", str(fault)) from None
    if chain.broken_at is not None:
        raise BackupError("chain", f"row {chain.broken_at}")
    if seals and seals.faults:
        raise BackupError("seals", " ".join(filter(None, seals.faults[0][:3])))


def replay_sample() -> int:
    count = 0
    for one in replay_newest(SAMPLE):
        count += 1
        if one.now and not one.cancelled:
            raise BackupError("replay", one.number)
    return count
