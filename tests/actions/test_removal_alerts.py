"""The clock of removals: a proposal that nobody answers, a notice that nothing shows to have arrived."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from housing.actions.notice.record_notice_opening import record_notice_opening
from housing.actions.register import remove
from housing.actions.register.removal_alerts import RemovalNotUntold, record_paper_notice
from housing.jobs import removals_job
from housing.law.working_time import ALMATY
from housing.queries.filing.notice import load_effective_notice
from housing.storage.extensions import db
from housing.storage.models import Alert, Message, Removal
from tests.removals import HOUSED, official_named


@pytest.fixture
def proposal(world, left):
    """As in the other tests, but on the day of the registration."""
    entry = left(world.settled("dauren")).entry
    return remove.propose_removal(entry.id, HOUSED, official_named("karaganda-1"), world.clock())


@pytest.fixture
def confirmed(world, proposal):
    world.clock.go(datetime(2026, 12, 1, 11, 0, tzinfo=ALMATY))
    remove.confirm_removal(proposal, official_named("karaganda-head"), world.clock())
    return proposal


def alerts():
    rows = db.session.execute(select(Alert.level, Alert.role, Alert.breach, Alert.handled_at).order_by(Alert.id))
    return [(row.level, row.role, row.breach, row.handled_at is not None) for row in rows]


def removal():
    db.session.rollback()
    return db.session.scalars(select(Removal)).one()


def test_whoever_may_confirm_it_is_told_at_once(proposal):
    assert alerts() == [(4, "supervisor", False, False)]


def test_a_proposal_without_an_answer_is_told_after_a_week_and_after_two(world, proposal):
    for days, steps in ((6, 0), (1, 1), (1, 0), (6, 1), (30, 0)):
        world.clock.ahead(days=days)
        assert removals_job(world.clock()) == steps
    assert [(level, role) for level, role, *_ in alerts()[1:]] == [
        (5, "operator"),
        (5, "supervisor"),
        (5, "head_office"),
        (5, "operator"),
        (5, "supervisor"),
    ]


def test_whatever_answers_it_ends_its_alerts(world, proposal):
    world.clock.ahead(days=8)
    removals_job(world.clock())
    remove.take_back_removal(proposal, official_named("karaganda-1"), world.clock())
    assert {handled for *_, handled in alerts()} == {True}


def test_a_notice_that_nothing_shows_to_have_arrived_is_told_before_the_last_day_and_after_it(world, confirmed):
    assert removal().notice_due_on.isoformat() == "2026-12-11"
    for day, steps in ((7, 0), (8, 1), (11, 0), (12, 1), (30, 0)):
        world.clock.go(datetime(2026, 12, day, 12, 0, tzinfo=ALMATY))
        assert removals_job(world.clock()) == steps
    told = [(level, role, breach) for level, role, breach, _ in alerts() if level == 6]
    assert told == [
        (6, "operator", False),
        (6, "supervisor", False),
        (6, "head_office", True),
        (6, "operator", True),
        (6, "supervisor", True),
    ]


def test_the_notice_opened_in_the_account_shows_it(world, confirmed):
    world.clock.ahead(days=1)
    opened = world.clock()
    record_notice_opening(load_effective_notice(removal().application_id), opened)
    assert removals_job(world.clock()) == 1
    assert (removal().told_at, removal().told_by) == (opened, "opened")


def test_so_does_the_text_message_once_it_is_delivered(world, confirmed):
    message = db.session.scalars(select(Message).filter_by(kind=f"removed {confirmed}")).one()
    message.delivered_at = world.clock()
    db.session.commit()
    assert removals_job(world.clock()) == 1 and removal().told_by == "sms"


def test_and_an_official_who_sent_it_on_paper_once(world, confirmed):
    one = official_named("karaganda-1")
    record_paper_notice(confirmed, world.clock(), one, world.clock())
    assert removal().told_by == "paper"
    with pytest.raises(RemovalNotUntold):
        record_paper_notice(confirmed, world.clock(), one, world.clock())
    world.clock.ahead(days=40)
    assert removals_job(world.clock()) == 0
