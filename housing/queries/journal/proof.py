"""All that can be proven of the records: the journal, the rows, and the head that is kept outside the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy import select, text

from housing.encryption.key_file import KeyRingError
from housing.queries.journal.journal import check_chain
from housing.queries.journal.restores import list_gaps
from housing.queries.journal.row_seals import SealFault, SealsVerdict, check_seals, is_row_sealed
from housing.storage.audit import FORGED
from housing.storage.driver import driver_of
from housing.storage.encrypted import data_keys
from housing.storage.encrypted_rows import read_keys, require_data_keys
from housing.storage.extensions import db
from housing.storage.models import Application, Event, RowSealCheck
from housing.storage.row_seals.binding import is_bound
from housing.storage.row_seals.head_file import HeadChanged, HeadFile, JournalHead
from housing.storage.row_seals.sealing import LAST_EVENT, read_state, require_key
from housing.storage.row_seals.watch import journal_keys

#: The last walk may be so old.
OLDEST = timedelta(hours=36)
HASH_OF = text("SELECT hash FROM event WHERE id = :id")


class Proof(NamedTuple):
    """`events`, `rows`: that were walked; `event_id`, `last`: up to which row of the journal, which transaction."""

    whole: bool
    events: int
    rows: int
    event_id: int
    last: int
    found: int
    faults: list[SealFault]
    broken_at: int | None


class KeptProof(NamedTuple):
    """The last walk that was kept."""

    at: datetime
    whole: bool
    rows: int
    found: int
    faults: list[list[str]]


class Proven(NamedTuple):
    """Up to where a walk found nothing."""

    last: int = 0
    event_id: int = 0


def prove_records(whole: bool) -> Proof:
    """`whole`: from the first row on; else what was written since the last walk that found nothing.

    Raises KeyRingError where the journal's keys are missing.
    """
    head = read_head()
    # The head first: what is written while this walks belongs to the next walk.
    db.session.rollback()
    since = Proven() if whole else load_proven()
    chain = check_chain(since.event_id)
    seals = check_seals(since.last)
    if chain.broken_at is not None:
        seals.add("event", str(chain.broken_at), "", "chain")
    compare_head(seals, head)
    find_forged(seals, since.event_id)
    return Proof(
        since == Proven(), chain.checked, seals.rows, chain.last, seals.last, seals.found, seals.faults, chain.broken_at
    )


def load_proven() -> Proven:
    """Of the last walk that was kept, where it found nothing; a row that bears no right seal proves nothing."""
    c = RowSealCheck
    row = db.session.execute(select(c.id, c.last, c.event_id, c.found).order_by(c.id.desc()).limit(1)).first()
    if not row or row.found or not is_row_sealed("row_seal_check", row.id):
        return Proven()
    return Proven(row.last, row.event_id)


def is_database_bound() -> bool:
    """Whether all of a database that has the tables of this code is sealed by them."""
    db.session.rollback()
    return is_bound(driver_of(db.session.connection()))


def find_key_fault() -> str | None:
    """Why nothing can be proven and nothing written here, in one line; None where the keys are at hand."""
    raw = driver_of(db.session.connection())
    kept = read_state(raw)
    try:
        if kept:
            require_key(journal_keys(), kept[0])
        if known := read_keys(raw):
            require_data_keys(data_keys(), known)
    except KeyRingError as fault:
        return str(fault)
    return None


def read_head() -> JournalHead | HeadChanged | None:
    try:
        return head_file().read(journal_keys())
    except HeadChanged as fault:
        return fault


def compare_head(seals: SealsVerdict, head: JournalHead | HeadChanged | None) -> None:
    """What the file outside says must be in the journal, but where two people decided that it is lost."""
    if isinstance(head, HeadChanged):
        seals.add("event", "", "", "head_changed")
    elif head and not is_head_there(head):
        seals.add("event", str(head.event_id), "", "head")


def head_file() -> HeadFile:
    found: HeadFile = current_app.extensions["journal_head"]
    return found


def is_head_there(head: JournalHead) -> bool:
    """Or its loss was decided."""
    kept = read_state(driver_of(db.session.connection()))
    if kept and kept[0].last >= head.last and is_event_there(head):
        return True
    lost = select(Event.detail).where(Event.kind == "journal.restored")
    heads = {(told.get("lost_head"), told.get("lost_head_hash")) for told in db.session.scalars(lost)}
    return bool(list_gaps()) and any(event_id and event_id >= head.event_id for event_id, _ in heads)


def is_event_there(head: JournalHead) -> bool:
    return head.event_id == 0 or db.session.scalar(HASH_OF, {"id": head.event_id}) == head.event_hash


def current_head() -> JournalHead | None:
    """None in a database without seals."""
    raw = driver_of(db.session.connection())
    kept = read_state(raw)
    event_id, event_hash = raw.execute(LAST_EVENT).fetchone() or (0, "")
    return JournalHead(event_id, event_hash, kept[0].last) if kept else None


def find_forged(seals: SealsVerdict, after: int) -> None:
    """What Kezek itself told of rows that it wrote over."""
    told = select(Event.detail).where(Event.kind == FORGED, Event.id > after).order_by(Event.id)
    for detail in db.session.scalars(told):
        for table, row, column in detail["rows"]:
            seals.add(table, row, column, "forged")


def load_last_proof(whole: bool = False) -> KeptProof | None:
    """`whole`: the last one of all that there is."""
    c = RowSealCheck
    wanted = select(c.at, c.whole, c.rows, c.found, c.faults).order_by(c.id.desc()).limit(1)
    row = db.session.execute(wanted.where(c.whole) if whole else wanted).first()
    return KeptProof(**row._asdict()) if row else None


def describe_proof(now: datetime) -> str:
    """For machines: "well", or what is not."""
    last = load_last_proof()
    if last and last.found:
        return f"{last.found} records do not fit their seals: flask audit verify names them"
    return "well" if last and now - last.at < OLDEST else "the records were not walked of late"


def load_numbers_of(faults: list[list[str]]) -> dict[tuple[str, str], str]:
    """Numbers of the applications that these rows belong to, by table and row, as far as the rows are there."""
    found = {}
    for table, row, *_ in faults:
        known = db.metadata.tables.get(table)
        own = None if known is None else known.c.get("id" if table == "application" else "application_id")
        if known is None or own is None or "id" not in known.c or not row.isdecimal():
            continue
        case = select(own).where(known.c.id == int(row)).scalar_subquery()
        if number := db.session.scalar(select(Application.number).where(Application.id == case)):
            found[table, row] = number
    return found
