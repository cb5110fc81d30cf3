"""Messages that reached nobody, for staff: what each told, of which application, and why. No names, no phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from housing.storage.extensions import db
from housing.storage.models import Application, Message

MAX_SHOWN = 100
#: What an official may send again, and give up.
CHANGEABLE_STATES = ("failed", "undelivered", "waiting")


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message in trouble, or one that somebody has seen to. `next_at`: when it is tried or asked about next."""

    id: int
    kind: str
    channel: str
    state: str
    attempts: int
    last_error: str
    next_at: datetime
    created_at: datetime
    number: str
    branch_code: str
    to_family: bool

    @property
    def subject(self) -> str:
        """What it tells, a code of words.MESSAGE_KINDS: of acts that follow one another the kind bears a number."""
        kind, *about = self.kind.split()
        if kind == "family":
            return "family_place" if len(about) > 1 else "family_hearing"
        return {"complaint": "complaint_answered", "change": "change_settled"}.get(kind, kind)

    @property
    def may_change(self) -> bool:
        return self.state in CHANGEABLE_STATES

    @property
    def is_due(self) -> bool:
        return self.state in ("waiting", "sent")


def is_undelivered() -> Any:
    return Message.state.in_(("failed", "undelivered"))


def has_failed() -> Any:
    """Given up or not delivered, tried at least once without success, or seen to by an official."""
    return or_(is_undelivered(), and_(Message.state == "waiting", Message.attempts > 0), Message.tended_at.is_not(None))


def list_failed_messages(branch_code: str | None) -> list[FailedMessage]:
    """Of a branch, or of all: first what somebody must see to, then what is tried again, newest first."""
    turn = case((is_undelivered(), 0), (Message.state == "waiting", 1), else_=2)
    return list_messages_where(branch_code, has_failed(), order=(turn, Message.id.desc()))


def load_failed_message(branch_code: str | None, message_id: int) -> FailedMessage | None:
    """None where it is another branch's, or was never in trouble."""
    return next(iter(list_messages_where(branch_code, has_failed(), Message.id == message_id)), None)


def count_failed_messages(branch_code: str | None) -> int:
    """How many nobody has seen to yet."""
    of_branch = [Application.branch_code == branch_code] if branch_code is not None else []
    wanted = select(func.count()).select_from(Message).join(Application, Application.id == Message.application_id)
    return db.session.scalar(wanted.where(is_undelivered(), *of_branch)) or 0


def list_messages_where(branch_code: str | None, *wanted: Any, order: Sequence[Any] = ()) -> list[FailedMessage]:
    m, a = Message, Application
    of_branch = [a.branch_code == branch_code] if branch_code is not None else []
    rows = db.session.execute(
        select(
            m.id,
            m.kind,
            m.channel,
            m.state,
            m.attempts,
            m.last_error,
            m.next_at,
            m.created_at,
            a.number,
            a.branch_code,
            (m.to_iin != "").label("to_family"),
        )
        .join(a, a.id == m.application_id)
        .where(*wanted, *of_branch)
        .order_by(*order)
        .limit(MAX_SHOWN)
    )
    return [FailedMessage(**row._asdict()) for row in rows]
