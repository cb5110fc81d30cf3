"""What the tests of the verbs read back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Decision, Event, Message, Notice, RegisterEntry


class Left:
    """What a verb left behind for one application."""

    def __init__(self, application_id: int) -> None:
        self.id = application_id
        db.session.rollback()

    def of(self, table):
        return db.session.scalars(select(table).where(table.application_id == self.id).order_by(table.id)).all()

    @property
    def decision(self) -> Decision:
        (found,) = self.of(Decision)
        return found

    @property
    def entry(self) -> RegisterEntry:
        (found,) = self.of(RegisterEntry)
        return found

    @property
    def notice(self) -> Notice:
        (found,) = self.of(Notice)
        return found

    def messages(self) -> dict[str, Message]:
        return {message.kind: message for message in self.of(Message)}

    def kinds(self) -> list[str]:
        return [event.kind for event in self.of(Event)]


@pytest.fixture
def left(app):
    with app.app_context():
        yield Left
