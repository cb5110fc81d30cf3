"""To put a checked file of a former base on the register, all of it at one moment; and to take it back as a whole.

Each row becomes an application that is registered by no decision, its entry, and the movement by which it came in. All
is one transaction of a few statements over the staged rows: before its end nobody sees anything of it, readers are not
held up by it, and whoever writes waits for it (docs/performance.md says how long).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from housing.actions.cases.register_entry import close_checks
from housing.actions.cases.tell_refused import tell_refused
from housing.actions.register.stage_import import SILENCE
from housing.law.lifecycle import OPERATOR, require_move
from housing.law.register_moves import FORMER_BASE
from housing.queries.register.imports import has_register_changed, list_holders, load_import
from housing.queries.register.place import bind_moment
from housing.storage import audit
from housing.storage.models import Application, InventoryCheck, RegisterEntry, RegisterImport
from housing.storage.transaction import DbSession, transaction

R = RegisterImport
#: Kilobytes of pages that are kept in memory meanwhile, and otherwise (SQLite's own number).
CACHE, USUAL_CACHE = 32_000, 2_000
#: In the order of the lists; of one date by the former numbers, the shorter one first: 9 before 10.
ORDERED = """
CREATE TEMP TABLE import_ordered AS
SELECT :last + row_number() OVER (
  ORDER BY settlement, list_code, registered_at, length(former_number), former_number, line
 ) AS id, * FROM import_row WHERE import_id = :import
"""
#: What is encrypted is taken over as it is: it is over the value alone, and nothing was answered.
APPLICATIONS = f"""
INSERT INTO application (id, number, iin, name, name_key, given_key, name_order, language, status, version, answers,
 answered, basis, settlement, category, branch_code, phone, created_at, filed_at, accepted_at, due_at, decided_at,
 escalation)
SELECT id, printf('0%09d', id), iin, name, name_key, given_key, name_order, 'kk', 'registered', 1, '{{}}', '{{}}',
 '{FORMER_BASE}', settlement, nullif(list_code, 'general'), branch_code, nullif(phone, ''), :now, registered_at,
 registered_at, registered_at, registered_at, 0 FROM import_ordered
"""  # noqa: S608
ENTRIES = """
INSERT INTO register_entry (id, application_id, number, iin, settlement, list_code, category_declared, registered_at,
 import_id, former_number, birth_year)
SELECT id, id, substr(settlement, 1, 4) || printf('%06d', id), iin, settlement, list_code, nullif(list_code, 'general'),
 registered_at, :import, former_number, birth_year FROM import_ordered
"""
MOVEMENTS = """
INSERT INTO register_movement (entry_id, at, sign, settlement, list_code, registered_at, number, cause)
SELECT id, :now, 1, settlement, list_code, registered_at, substr(settlement, 1, 4) || printf('%06d', id), 'imported'
FROM import_ordered
"""
OUT = """
INSERT INTO register_movement (entry_id, at, sign, settlement, list_code, registered_at, number, cause)
SELECT id, :now, -1, settlement, list_code, registered_at, number, 'import_undone' FROM register_entry
WHERE import_id = :import
"""


class ImportNotReadyError(Exception):
    """It is not checked, has faults, or has been applied or put aside already."""


class SamePersonError(Exception):
    """Who brought a file does not put it on the register as well."""


class ImportHeldError(Exception):
    """An entry of it has a later act, or a published list names one."""


def approve_import(import_id: int, login: str, now: datetime) -> None:
    """A second official wants it on the register; a job puts it there. Raises ImportNotReadyError, SamePersonError."""
    with transaction() as db:
        found = require_state(db, import_id, "ready")
        if found.brought_by == login:
            raise SamePersonError
        found.state, found.applied_by, found.heard_at = "applying", login, now - 2 * SILENCE
        audit.record("register.import_approved", login, now, None, number=import_id)


def drop_import(import_id: int, login: str, now: datetime) -> None:
    """Puts a file aside that is not on the register; its rows go with the next sweep. Raises ImportNotReadyError."""
    with transaction() as db:
        found = require_state(db, import_id, "reading", "checking", "faulty", "ready")
        found.state, found.content = "dropped", None
        audit.record("register.import_dropped", login, now, None, number=import_id)


def require_state(db: DbSession, import_id: int, *states: str) -> RegisterImport:
    found = db.get(R, import_id)
    if found is None or found.state not in states:
        raise ImportNotReadyError
    return found


def apply_import(import_id: int, by: str, now: datetime) -> bool:
    """False where somebody of it has come onto the register since it was checked: it is checked anew then.

    `by`: who wants it, where nobody has approved it on the screen. Raises ImportNotReadyError.
    """
    try:
        with transaction() as db:
            found = require_state(db, import_id, "ready", "applying")
            if has_register_changed(import_id, found.seen_movement):
                check_again(found, now)
                return False
            with more_memory(db):
                entries = insert_rows(db, import_id, now)
            found.state, found.applied_at, found.heard_at = "applied", now, now
            found.applied_by = found.applied_by or by
            audit.record(
                "register.imported", found.applied_by, now, None, number=import_id, entries=entries, sha256=found.sha256
            )
    except IntegrityError:
        with transaction() as db:
            check_again(require_state(db, import_id, "ready", "applying"), now)
        return False
    return True


def check_again(found: RegisterImport, now: datetime) -> None:
    found.state, found.applied_by, found.heard_at = "checking", None, now - 2 * SILENCE


@contextmanager
def more_memory(db: DbSession) -> Iterator[None]:
    """Pages of indexes that grow in every corner at once stay in memory until they are written."""
    driver: Any = db.connection().connection.dbapi_connection
    driver.execute(f"PRAGMA cache_size=-{CACHE}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size=-{USUAL_CACHE}")


def insert_rows(db: DbSession, import_id: int, now: datetime) -> int:
    """How many entries there are more."""
    last = max(db.scalar(select(func.max(table.id))) or 0 for table in (Application, RegisterEntry))
    given: dict[str, Any] = {"import": import_id, "last": last, "now": now}
    db.execute(bound(ORDERED), given)
    for statement in (APPLICATIONS, ENTRIES, MOVEMENTS):
        db.execute(bound(statement), given)
    entries = db.scalar(text("SELECT count(*) FROM import_ordered"))
    db.execute(text("DROP TABLE import_ordered"))
    return int(entries or 0)


def bound(statement: str) -> Any:
    """With `:now` bound as a moment, where it has one."""
    made = text(statement)
    return made.bindparams(bind_moment("now")) if ":now" in statement else made


def undo_import(import_id: int, login: str, now: datetime) -> None:
    """Takes all its entries out of their lists again. Raises ImportNotReadyError, ImportHeldError."""
    move = require_move("undo_import", "registered", OPERATOR)
    with transaction() as db:
        found = require_state(db, import_id, "applied")
        told = load_import(import_id)
        if told is None or list_holders(told):
            raise ImportHeldError
        of_import = RegisterEntry.import_id == import_id
        db.execute(bound(OUT), {"import": import_id, "now": now})
        db.execute(update(RegisterEntry).where(of_import).values(annulled_at=now))
        close_checks(db, InventoryCheck.entry_id.in_(select(RegisterEntry.id).where(of_import)), "left", now)
        own = select(RegisterEntry.application_id).where(of_import)
        changed = {"status": move.target, "version": Application.version + 1}
        db.execute(update(Application).where(Application.id.in_(own)).values(**changed))
        tell_refused(db, select(RegisterEntry.iin).where(of_import), now)
        found.state, found.undone_by, found.undone_at = "undone", login, now
        audit.record(move.audit, login, now, None, number=import_id)
