"""The console's commands for backups."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from housing.actions.journal.make_backup import BackupSource, make_backup
from housing.backups.errors import BackupError
from housing.config import current_services
from housing.ops.schema_guard import schema_needed
from housing.web.current import now

FAILED, CONSOLE = 1, "console"


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@schema_needed
def backup_command(file: Path) -> None:
    """Copy the whole database into FILE while Kezek serves, and prove the file by reading it back."""
    settings = current_services().settings
    source = BackupSource(settings.database_url, settings.backups.load_key(), settings.backups.needed)
    try:
        made = make_backup(file, source, CONSOLE, now())
    except BackupError as fault:
        exit_failed(fault.words)
    print(f"{file}: {file.stat().st_size:,} bytes, {made.size:,} unpacked, schema {made.revision}, read back and right")
    print(f"journal up to entry {made.head_id} ({made.head_hash[:16] or 'none'})")
    print("encrypted" if made.key_id else "NOT encrypted: KEZEK_BACKUP_KEY is not set; keep it as the database itself")
    print(f"not in it, to be kept apart: {', '.join(made.keys)}")


def exit_failed(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(FAILED)
