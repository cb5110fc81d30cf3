"""To let messages go out again that a restore holds back: somebody has looked which of them went out before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.journal.restore_backup import APPROVERS
from housing.queries.journal.restores import are_messages_held
from housing.storage import audit
from housing.storage.models import Staff
from housing.storage.transaction import transaction


class MessagesNotHeld(Exception):
    """Nothing holds them back."""


class CannotRelease(Exception):
    """Nobody of the head office or the administration has this login."""


def release_messages(login: str, now: datetime) -> None:
    """Raises MessagesNotHeld, CannotRelease."""
    with transaction() as db:
        if not db.scalar(select(Staff.id).where(Staff.login == login, Staff.active, Staff.role.in_(APPROVERS))):
            raise CannotRelease
        if not are_messages_held():
            raise MessagesNotHeld
        audit.record("messages.released", login, now)
