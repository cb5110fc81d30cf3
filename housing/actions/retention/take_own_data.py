"""To hand somebody their own data as a file: written down before it leaves, made on the disk and sent from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from os import SEEK_END
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select

from housing.law.lifecycle import CITIZEN
from housing.queries.retention.own_data import load_own_data
from housing.queries.retention.own_files import iter_own_files
from housing.queries.signin.representation import is_own_matter
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application
from housing.storage.transaction import transaction


def take_own_data(who: Who, about: Mapping[str, Any], now: datetime) -> IO[bytes]:
    """A ZIP, at its end: `data.json` and, one by one, what was signed, attached and received.

    `about`: what stands first in it.
    """
    record_taking(who, now)
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        told = {"about": dict(about), "taken_at": now.isoformat(), **load_own_data(who)}
        packed.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        for one in iter_own_files(who):
            packed.writestr(one.name, one.content)
    file.seek(0, SEEK_END)
    return file


def record_taking(who: Who, now: datetime) -> None:
    """A row for each application of the person's own; of who has none, one that names nobody."""
    with transaction() as db:
        own = select(Application.id).where(is_own_matter(who.iin))
        ids: list[int | None] = list(db.scalars(own))
        audit.record_each("data.taken", CITIZEN, now, [(one, {}) for one in ids or [None]])
