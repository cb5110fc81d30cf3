"""What the tests of the verbs read back."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.register import change_place
from housing.actions.register.remove import confirm_removal, propose_removal
from housing.law.register_moves import MOVEMENT_CAUSES
from housing.storage.extensions import db
from housing.storage.models import Decision, Event, Message, Notice, RegisterEntry, RegisterMovement, Staff
from tests.removals import HOUSED, branch_of, hear_out, official_named


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


def sums():
    """By key of the order how many stand there by the movements, and how many by the entries."""
    m, e = RegisterMovement, RegisterEntry
    counted, standing = Counter(), Counter()
    for row in db.session.execute(select(m.settlement, m.list_code, m.registered_at, m.number, m.sign)):
        counted[tuple(row)[:4]] += row.sign
    for row in db.session.execute(
        select(e.settlement, e.list_code, e.registered_at, e.number).where(e.annulled_at.is_(None))
    ):
        standing[tuple(row)] += 1
    return +counted, standing


@pytest.fixture
def added_up(world):
    """At the end of a test what the movements say is what stands."""
    yield
    with world.app.app_context():
        counted, standing = sums()
        assert counted == standing
        assert set(db.session.scalars(select(RegisterMovement.cause))) <= set(MOVEMENT_CAUSES)


@pytest.fixture
def official_of(world):
    """An official by their login, as an action takes them."""

    def of(login):
        one = db.session.scalars(select(Staff).filter_by(login=login)).one()
        return Official(one.id, one.login, one.branch_code)

    return of


@pytest.fixture
def by_two(world, official_of):
    """The supervisor of the branch proposes an act on a place, the head office confirms it: the branch has no other."""

    def act(entry, proposed):
        head = official_of(f"{world.row(entry.application_id).branch_code}-head")
        number = change_place.propose_act(entry.id, proposed, head, world.clock())
        hear_out(world.clock)
        change_place.confirm_act(number, official_of("head-office"), world.clock())
        return number

    return act


@pytest.fixture
def stood(world, left):
    """Dauren stands on the register of Karaganda's branch; the day after the branch acts."""
    case = world.settled("dauren")
    world.clock.ahead(days=1)
    return left(case).entry


@pytest.fixture
def proposal(world, stood):
    """The number of his removal, which an official of the branch proposed."""
    return propose_removal(stood.id, HOUSED, official_named(f"{branch_of(world, stood)}-1"), world.clock())


@pytest.fixture
def removed(world, stood, proposal):
    """His application, after the supervisor confirmed it: he was heard and said nothing."""
    world.clock.ahead(days=6)
    confirm_removal(proposal, official_named(f"{branch_of(world, stood)}-head"), world.clock())
    return stood.application_id
