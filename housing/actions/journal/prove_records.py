"""To walk journal and rows every night and keep what was found, and to write down outside how far the journal goes."""

from __future__ import annotations

import logging
from datetime import datetime

from housing.encryption.key_file import KeyRingError
from housing.labels.seal_labels import SEAL_FAULTS
from housing.law.working_time import DAY
from housing.queries.journal.proof import (
    Proof,
    current_head,
    head_file,
    is_head_there,
    load_last_proof,
    prove_records,
)
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.log_flush import log_flush_of
from housing.storage.models import ChainCheck, RowSealCheck
from housing.storage.row_seals.head_file import HeadChanged
from housing.storage.row_seals.watch import journal_keys
from housing.storage.transaction import transaction


class SealsRefused(Exception):
    """Nothing was sealed: why, in one line."""


log = logging.getLogger("kezek.journal")
#: With more rows than a night's few minutes are enough for, all of it is walked once a week; what is new, every night.
MOST_NIGHTLY, WHOLE_INTERVAL = 20_000_000, 7 * DAY


def prove_nightly(now: datetime) -> int:
    """1 where it was walked now: once a day, and whole once a week or after one that found something."""
    last, whole = load_last_proof(), load_last_proof(whole=True)
    if last and now - last.at < DAY:
        return 0
    few = whole is None or whole.rows <= MOST_NIGHTLY
    prove_and_keep(few or whole is None or now - whole.at >= WHOLE_INTERVAL, now)
    return 1


def prove_and_keep(whole: bool, now: datetime) -> Proof:
    """Raises KeyRingError."""
    found = prove_records(whole)
    with transaction() as session:
        session.add(
            RowSealCheck(
                at=now,
                whole=found.whole,
                rows=found.rows,
                last=found.last,
                event_id=found.event_id,
                found=found.found,
                faults=[list(fault) for fault in found.faults],
            )
        )
        session.add(ChainCheck(at=now, checked=found.events, broken_at=found.broken_at))
    if found.broken_at is not None:
        log.critical("ALARM the journal was changed: row %s does not follow from the one before", found.broken_at)
    for fault in found.faults[:10]:
        where = " ".join(filter(None, (fault.table, fault.row, fault.column)))
        log.critical("ALARM records do not fit their seals: %s %s", where, SEAL_FAULTS[fault.what])
    return found


def write_head(now: datetime) -> int:
    """1 where the file was written. A head that the database does not have stays in the file, to be found."""
    file, ring = head_file(), journal_keys()
    try:
        kept = file.read(ring)
    except HeadChanged:
        return 0
    db.session.rollback()
    head = current_head()
    # What a power cut could still take back must not stand in the file.
    log_flush_of(db.engine).wait()
    if head is None or kept == head or (kept and not is_head_there(kept)):
        return 0
    file.write(ring, head)
    return 1


def add_key(actor: str, now: datetime) -> int:
    """The number of the new key. Raises SealsRefused."""
    ring = journal_keys()
    try:
        number = ring.add()
    except (KeyRingError, OSError) as fault:
        raise SealsRefused(str(fault)) from None
    with transaction():
        audit.record("keys.added", actor, now, number=number, fingerprint=ring.newest.fingerprint)
    return number
