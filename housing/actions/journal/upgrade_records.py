"""The records around migrations, in the transaction of these: proven before, encrypted and sealed anew after.

So there is no moment at which rows bear the seals of another version, and a foreign hand could write unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy.engine import Connection

from housing.encryption.key_file import KeyRingError
from housing.labels.seal_labels import SEAL_FAULTS
from housing.law.lifecycle import SYSTEM
from housing.queries.journal.health import list_revisions
from housing.queries.journal.proof import head_file
from housing.queries.journal.row_seals import SealsVerdict, SealsWalk
from housing.storage import audit
from housing.storage.driver import driver_of
from housing.storage.encrypted import data_keys
from housing.storage.encrypted_rows import encrypt_everything, read_keys, require_data_keys
from housing.storage.row_seals.binding import (
    has_seals,
    read_revision,
    require_unsealed,
    seal_events,
    seal_everything,
)
from housing.storage.row_seals.bound_tables import digest_columns, live_tables
from housing.storage.row_seals.sealing import SealState, find_key, read_state, require_key
from housing.storage.row_seals.watch import FOUND, journal_keys

#: So many rows that do not fit are named to whoever upgrades.
MOST_TOLD = 10
#: How the journal names what is no change of a column.
WHOLE_ROW = {"added": "+", "deleted": "-", "taken_out": "-"}


class UpgradeRefused(Exception):
    """Nothing was changed: why, in one line."""


class Before(NamedTuple):
    """`revision`: "" where there are no tables yet; `state`: None where no row was ever sealed.

    `is_between`: an older Kezek, which sealed in a transaction after that of its migrations, was stopped between the
    two; nobody can tell what it changed itself from what others did.
    """

    revision: str
    state: SealState | None
    faults: SealsVerdict
    is_between: bool


@contextmanager
def records_upgraded(connection: Connection, now: datetime) -> Iterator[list[str]]:
    """Gives a list that bears, at the end, what whoever upgrades has to be told. Raises UpgradeRefused."""
    told: list[str] = []
    with refusals():
        before = prove_before(driver_of(connection))
    told += describe_faults(before)
    yield told
    with refusals():
        told += seal_after(connection, before, now)


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except (KeyRingError, OSError) as fault:
        raise UpgradeRefused(str(fault)) from None


def prove_before(raw: Any) -> Before:
    """Every row against its seal by the columns of before. Raises KeyRingError."""
    revision, kept = read_revision(raw), read_state(raw) if has_seals(raw) else None
    require_data_keys(data_keys(), read_keys(raw))
    if not kept:
        return Before(revision, None, SealsVerdict(), False)
    require_key(journal_keys(), kept[0])
    is_ours = find_key(journal_keys(), *kept) is not None
    return Before(revision, kept[0], SealsWalk(raw, 0).run(), is_ours and kept[0].revision < revision)


def describe_faults(before: Before) -> list[str]:
    found = before.faults.found
    if not found:
        return []
    between = " (an older Kezek was stopped before it had sealed them, or somebody has changed them)"
    head = f"ALARM: {found} records did not fit their seals before the upgrade{between * before.is_between};"
    named = [
        f"ALARM: {' '.join(filter(None, (one.table, one.row, one.column)))}: {SEAL_FAULTS[one.what]}"
        for one in before.faults.faults[:MOST_TOLD]
    ]
    return [f"{head} the backup has them", *named]


def seal_after(connection: Connection, before: Before, now: datetime) -> list[str]:
    """What to tell. Raises KeyRingError, OSError."""
    raw = driver_of(connection)
    if not has_seals(raw):
        return []
    revision, state, ring = read_revision(raw), before.state, journal_keys()
    if state and (state.columns, state.revision) == (digest_columns(live_tables(raw)), revision):
        return []
    told = [] if state else begin_journal(before)
    if revision == list_revisions(current_app.config["MIGRATIONS"])[-1]:
        told += encrypt_records(raw)
    rows = seal_everything(raw, ring)
    detail = {"rows": rows, "count": before.faults.found, "fingerprint": ring.newest.fingerprint}
    tell_foreign(connection, before)
    if state or before.revision:
        audit.record_on(connection, "seals.renewed" if state else "seals.begun", SYSTEM, now, [(None, detail)])
    audit.tell_found(connection)
    audit.write_pending(connection)
    seal_events(raw, ring)
    if state:
        return [*told, f"{rows} rows were sealed anew"]
    return [
        *told,
        f"The journal's keys lie in {ring.file}: keep a copy of that file apart from the database and its backups. "
        f"Without it no backup can be proven and Kezek does not start. {rows} rows were sealed with it.",
    ]


def begin_journal(before: Before) -> list[str]:
    """What is known outside of the journal of another database is put aside where this one begins only now."""
    if before.revision:
        require_unsealed(head_file())
    elif kept := head_file().put_aside():
        return [f"This database is new: what was known of the journal of another one lies in {kept}"]
    return []


def encrypt_records(raw: Any) -> list[str]:
    ring = data_keys()
    count = encrypt_everything(raw, ring)
    if count is None:
        return []
    return [
        f"The keys of people's data lie in {ring.file}: keep a copy of that file apart from the database and its"
        " backups. Without it no IIN and no phone number can be read, in no backup either."
        f" {count} rows were encrypted."
    ]


def tell_foreign(connection: Connection, before: Before) -> None:
    """What a foreign hand had changed is told by the journal for good, as where Kezek writes over it."""
    if not before.is_between:
        connection.info[FOUND] += [
            [one.table, one.row, one.column or WHOLE_ROW.get(one.what, "?")] for one in before.faults.faults
        ]
