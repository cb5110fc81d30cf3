"""The console's commands for backups."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from housing.actions.journal.make_backup import make_backup
from housing.actions.journal.release_messages import CannotRelease, MessagesNotHeld, release_messages
from housing.actions.journal.restore_backup import Approval, GapNotApproved, Restored, restore_backup
from housing.backup_jobs import configured_source
from housing.backups.errors import BackupError
from housing.backups.gap import Gap
from housing.config import current_services
from housing.ops.schema_guard import schema_needed
from housing.web.current import now

FAILED, CONSOLE = 1, "console"


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@schema_needed
def backup_command(file: Path) -> None:
    """Copy the whole database into FILE while Kezek serves, and prove the file by reading it back."""
    try:
        made = make_backup(file, configured_source(current_services().settings), CONSOLE, now())
    except BackupError as fault:
        exit_failed(fault.words)
    print(f"{file}: {file.stat().st_size:,} bytes, {made.size:,} unpacked, schema {made.revision}, read back and right")
    print(f"journal up to entry {made.head_id} ({made.head_hash[:16] or 'none'})")
    print("encrypted" if made.key_id else "NOT encrypted: KEZEK_BACKUP_KEY is not set; keep it as the database itself")
    print(f"not in it, to be kept apart: {', '.join(made.keys)}")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", "logins", multiple=True, help="whose decision it is that something is lost; give it twice")
@click.option("--reason", default="", help="why; it stands in the journal")
@with_appcontext
def restore_command(file: Path, logins: tuple[str, ...], reason: str) -> None:
    """Put the backup in FILE in the place of the database, once everything in it is proven. Kezek is stopped."""
    try:
        source = configured_source(current_services().settings)
        done = restore_backup(file, source, Approval(logins, reason), now())
    except BackupError as fault:
        exit_failed(f"{fault.words} Nothing was changed.")
    except GapNotApproved as fault:
        print("\n".join(describe_gap(fault.gap)))
        if fault.unfit:
            print(f"nobody of the head office or the administration: {', '.join(fault.unfit)}", file=sys.stderr)
        exit_failed("Two people have to decide so: --by LOGIN --by LOGIN --reason WORDS. Nothing was changed.")
    print("\n".join([*describe_gap(done.gap), *describe_restored(file, done)]))


def describe_gap(gap: Gap) -> list[str]:
    """In lines; none where nothing is lost."""
    if gap.lost_events is None:
        return ["the present database is not there or cannot be read: nobody knows what is missing since the backup"]
    if not gap.is_open:
        return []
    return [
        f"missing: {gap.lost_events} rows of the journal, up to row {gap.head.id} ({gap.head.hash[:16]})",
        f"messages that have gone on since the backup: {gap.messages}",
        f"applications that lose an act: {', '.join(gap.numbers) or 'none'}",
    ]


def describe_restored(file: Path, done: Restored) -> list[str]:
    manifest, proof = done.proof.manifest, done.proof
    lines = [
        f"{file.name} of {manifest.made_at} is the database now: digest, integrity, counts and journal are right"
        f" up to row {manifest.head_id}"
    ]
    if proof.is_behind:
        lines.append(f"its schema is {manifest.revision}: the next start upgrades it; then run flask replay")
    else:
        lines.append(f"{proof.replayed} decisions came out again")
    if done.kept:
        lines.append(f"the old database is kept as {done.kept}")
    if done.gap.is_open:
        lines.append("messages are held back: flask messages release --by LOGIN, once somebody knows which went out")
    lines.append(f"it needs besides: {', '.join(manifest.keys)}")
    return lines


@click.group("messages")
def messages_group() -> None:
    """Messages to people."""


@messages_group.command("release")
@click.option("--by", "login", required=True, help="whose decision it is: head office or administrator")
@schema_needed
def messages_release(login: str) -> None:
    """Let messages go out again that a restore holds back."""
    try:
        release_messages(login, now())
    except MessagesNotHeld:
        exit_failed("Nothing holds messages back.")
    except CannotRelease:
        exit_failed("Nobody of the head office or the administration has this login.")
    print("messages go out again")


def exit_failed(words: str) -> NoReturn:
    print(words, file=sys.stderr)
    sys.exit(FAILED)
