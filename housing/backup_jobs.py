"""The rounds of backups and of keys: once a night a backup is made, once a week the last one is restored on trial."""

from __future__ import annotations

from datetime import datetime

from housing.actions.journal.back_up_nightly import BackupFolder, back_up_nightly, drill_backup
from housing.actions.journal.encrypt_data import encrypt_lot_anew, finish_newest_key, iter_lots
from housing.actions.journal.make_backup import BackupSource
from housing.config import Settings, current_services
from housing.rounds import run_each


def backup_job(now: datetime) -> int:
    """Where no folder is configured there is nothing to do; `/readyz` says so."""
    settings = current_services().settings
    place = configured_folder(settings)
    return back_up_nightly(place, configured_source(settings), now) if place else 0


def drill_job(now: datetime) -> int:
    settings = current_services().settings
    place = configured_folder(settings)
    return drill_backup(place, configured_source(settings), now) if place else 0


def encrypt_job(now: datetime) -> int:
    """Once there is a key more: all that others encrypted, lot by lot, while people write. How many rows."""
    done = run_each(iter_lots(), encrypt_lot_anew)
    finish_newest_key(now)
    return done


def configured_folder(settings: Settings) -> BackupFolder | None:
    how = settings.backups
    return BackupFolder(how.folder, how.days, how.weeks) if how.folder else None


def configured_source(settings: Settings) -> BackupSource:
    """Raises OSError, ValueError where the key's file is not what it was at the start."""
    return BackupSource(settings.database_url, settings.backups.load_key(), settings.backups.needed)
