"""Brings the database up to date: a proven backup first, then the migrations, with all that is sealed and encrypted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import Flask

from housing.actions.journal.encrypt_data import KeysRefused, finish_data_keys
from housing.actions.journal.make_backup import back_up_before_upgrade
from housing.actions.journal.prove_records import write_head
from housing.actions.journal.upgrade_records import UpgradeRefused, records_upgraded
from housing.backup_jobs import configured_source
from housing.backups.database_copy import database_file
from housing.backups.errors import BackupError
from housing.config import current_services
from housing.queries.journal.health import Schema, load_schema
from housing.queries.journal.proof import find_key_fault, is_database_bound


def init_app(app: Flask) -> None:
    #: What `migrations/env.py` has around the migrations, whoever asks for them.
    app.extensions["around_migrations"] = around_migrations


@contextmanager
def around_migrations(connection: Any) -> Iterator[list[str]]:
    """In their transaction. Gives what to tell whoever upgrades, at its end."""
    try:
        with records_upgraded(connection, current_services().clock()) as told:
            yield told
    except UpgradeRefused as refused:
        raise click.ClickException(str(refused)) from None


def upgrade_database() -> str | None:
    """The database in the tables of this code, encrypted and sealed; else why it cannot be, in one line."""
    found = load_schema()
    if found.is_behind:
        try:
            print(f"backup before the upgrade: {back_up_first(found)}", file=sys.stderr)
        except BackupError as fault:
            return f"{fault.words} Without a backup the database is not upgraded."
    if found.is_absent or found.is_behind or (found.is_at_head and not is_database_bound()):
        from flask_migrate import upgrade

        try:
            upgrade()
        except click.ClickException as refused:
            return refused.message
        found = load_schema()
    return found.fault or find_key_fault() or settle_records()


def settle_records() -> str | None:
    """What can only follow an upgrade: it is done again where it was stopped. Else why not, in one line."""
    now = current_services().clock()
    try:
        if told := finish_data_keys(now):
            print(told, file=sys.stderr)
        write_head(now)
    except (KeysRefused, OSError) as fault:
        return str(fault)
    return None


def back_up_first(found: Schema) -> Path:
    services = current_services()
    source = configured_source(services.settings)
    folder = services.settings.backups.folder or database_file(source.database).parent
    return back_up_before_upgrade(folder, source, found.known[-1], services.clock())
