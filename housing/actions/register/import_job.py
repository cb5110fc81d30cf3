"""What a job does with a file of a former base that came by the screen: one step of it, by one process at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from sqlalchemy import update

from housing.actions.register.apply_import import ImportNotReadyError, apply_import
from housing.actions.register.stage_import import SILENCE, ReadElsewhereError, read_import
from housing.presentation.table_file import TableFile, inspect_file
from housing.queries.register.imports import load_import, load_import_content
from housing.storage.models import RegisterImport
from housing.storage.transaction import count_changed, transaction


def work_at_import(import_id: int, clock: Callable[[], datetime]) -> bool:
    """Reads and checks what was brought, applies what was approved. False where another process does."""
    found = load_import(import_id)
    if found is None or not lease_import(import_id, clock()):
        return False
    try:
        if found.state == "applying":
            apply_import(import_id, "", clock())
        else:
            read_import(import_id, lambda: open_content(import_id), clock, lambda percent: None)
    except (ReadElsewhereError, ImportNotReadyError):  # put aside meanwhile, or another process was faster
        return False
    return True


def lease_import(import_id: int, now: datetime) -> bool:
    silent = RegisterImport.id == import_id, RegisterImport.heard_at < now - SILENCE
    with transaction() as db:
        return bool(count_changed(db, update(RegisterImport).where(*silent).values(heard_at=now)))


def open_content(import_id: int) -> TableFile:
    file = BytesIO(load_import_content(import_id))
    return TableFile(file, inspect_file(file))
