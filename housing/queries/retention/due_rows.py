"""Rows whose term is over and that stand for themselves: codes, challenges, counts, sessions, what waited a while.

Which rows these are is one condition a kind; whoever counts them and whoever erases them asks by the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.retention import Term, oldest_kept
from housing.storage.extensions import db
from housing.storage.models import (
    Application,
    AttemptCount,
    ImportFault,
    KeptAnswer,
    OneTimeCode,
    PhoneCheck,
    RegisterEntry,
    RegisterImport,
    Signature,
    SignedInSession,
    SimulatedChange,
    Simulation,
    SpentChallenge,
)

#: Nothing is read of a file of a former base any more.
IMPORT_ENDED = ("faulty", "applied", "undone", "dropped")


class DueRows(NamedTuple):
    """`over`: given the oldest beginning that is still kept, the condition of the rows to erase."""

    model: Any
    over: Callable[[datetime], ColumnElement[bool]]


def over_codes(kept: datetime) -> ColumnElement[bool]:
    """But those that signed an application."""
    signed = exists().where(Signature.code_id == OneTimeCode.id)
    return and_(OneTimeCode.expires_at < kept, ~signed)


def over_simulations(kept: datetime) -> ColumnElement[bool]:
    ended = select(Simulation.id).where(Simulation.finished_at < kept)
    return SimulatedChange.simulation_id.in_(ended)


def over_import_faults(kept: datetime) -> ColumnElement[bool]:
    ended = RegisterImport.state.in_(IMPORT_ENDED), RegisterImport.brought_at < kept
    return ImportFault.import_id.in_(select(RegisterImport.id).where(*ended))


def is_in_live_matter(iin: Any) -> ColumnElement[bool]:
    """Whether the person stands on the register, has an application under way, or is filling one in.

    `iin`: theirs, or the column that has it.
    """
    a, e = Application, RegisterEntry
    under_way = exists().where(a.iin == iin, a.status.in_((*OPEN_STATUSES, "draft", "registered")))
    standing = exists().where(e.iin == iin, e.annulled_at.is_(None))
    return or_(under_way, standing)


DUE_ROWS: dict[str, DueRows] = {
    "codes": DueRows(OneTimeCode, over_codes),
    "challenges": DueRows(SpentChallenge, lambda kept: SpentChallenge.at < kept),
    "attempts": DueRows(AttemptCount, lambda kept: AttemptCount.last_at < kept),
    "sessions": DueRows(SignedInSession, lambda kept: SignedInSession.until < kept),
    "kept_answers": DueRows(KeptAnswer, lambda kept: KeptAnswer.at < kept),
    "phone_checks": DueRows(PhoneCheck, lambda kept: and_(PhoneCheck.at < kept, ~is_in_live_matter(PhoneCheck.iin))),
    "simulations": DueRows(SimulatedChange, over_simulations),
    "import_faults": DueRows(ImportFault, over_import_faults),
}


def count_due_rows(kind: str, term: Term, now: datetime) -> int:
    rows = DUE_ROWS[kind]
    return db.session.scalar(select(func.count()).select_from(rows.model).where(rows.over(oldest_kept(term, now)))) or 0


def has_live_matter(iin: str) -> bool:
    return bool(db.session.scalar(select(is_in_live_matter(iin))))
