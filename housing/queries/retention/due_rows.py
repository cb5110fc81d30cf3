"""Rows whose term is over and that stand for themselves: codes, challenges, counts, sessions, what waited a while.

Which rows these are is one condition a kind; whoever counts them and whoever erases them asks by the same one. People
of a check of a phone are asked about one by one: whoever stands on the register or has a case under way keeps it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select

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


DUE_ROWS: dict[str, DueRows] = {
    "codes": DueRows(OneTimeCode, over_codes),
    "challenges": DueRows(SpentChallenge, lambda kept: SpentChallenge.at < kept),
    "attempts": DueRows(AttemptCount, lambda kept: AttemptCount.last_at < kept),
    "sessions": DueRows(SignedInSession, lambda kept: SignedInSession.until < kept),
    "kept_answers": DueRows(KeptAnswer, lambda kept: KeptAnswer.at < kept),
    "simulations": DueRows(SimulatedChange, over_simulations),
    "import_faults": DueRows(ImportFault, over_import_faults),
}


def count_due_rows(kind: str, term: Term, now: datetime) -> int:
    rows = DUE_ROWS[kind]
    return db.session.scalar(select(func.count()).select_from(rows.model).where(rows.over(oldest_kept(term, now)))) or 0


def list_due_phones(term: Term, now: datetime, skip: int, most: int) -> list[str]:
    """IINs whose last question about a phone is over, whoever they are; behind so many, the oldest questions first."""
    p = PhoneCheck
    wanted = select(p.iin).where(p.at < oldest_kept(term, now)).order_by(p.at).offset(skip).limit(most)
    return list(db.session.scalars(wanted))


def has_live_matter(iin: str) -> bool:
    """Whether the person stands on the register, has an application under way, or is filling one in."""
    a, e = Application, RegisterEntry
    under_way = select(a.id).where(a.iin == iin, a.status.in_((*OPEN_STATUSES, "draft", "registered")))
    standing = select(e.id).where(e.iin == iin, e.annulled_at.is_(None))
    return db.session.scalar(under_way.limit(1)) is not None or db.session.scalar(standing.limit(1)) is not None
