"""A draft that nobody filed goes after its term or because the person asks; nobody can tell afterwards whose it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from housing.actions.filing.answer import answer_questions
from housing.actions.retention.erase_draft import erase_own_drafts
from housing.actions.retention.erase_kind import iter_erased
from housing.queries.journal.row_seals import check_seals
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Event, Paper, SentFile

A_YEAR = 367


def left(draft):
    return [
        db.session.scalar(select(func.count()).select_from(table).where(table.application_id == draft))
        for table in (Answer, Paper)
    ]


def test_a_draft_goes_a_year_after_its_last_change(world, clock):
    draft = world.drafted("viktor")
    with world.app.app_context():
        assert sum(iter_erased("drafts", clock() + timedelta(days=360))) == 0 and all(left(draft))
        clock.ahead(days=300)
        answer_questions(draft, {"agrees_smaller": "no"}, clock())
        assert sum(iter_erased("drafts", clock() + timedelta(days=A_YEAR - 300))) == 0
        assert sum(iter_erased("drafts", clock() + timedelta(days=A_YEAR))) == 1


def test_of_an_erased_draft_nothing_is_left_that_names_anybody(world, clock):
    draft = world.drafted("viktor")
    with world.app.app_context():
        assert sum(iter_erased("drafts", clock() + timedelta(days=A_YEAR))) == 1
        row = world.row(draft)
        assert (row.status, row.iin, row.name, row.answers, row.phone) == ("erased", "", "", {}, None)
        assert left(draft) == [0, 0] and db.session.scalar(select(func.count()).select_from(SentFile)) == 0
        kinds = db.session.scalars(select(Event.kind).where(Event.application_id == draft)).all()
        assert "draft.opened" in kinds and kinds[-1] == "draft.erased"
        assert not check_seals().faults


def test_two_erased_drafts_lie_beside_one_another(world, clock):
    world.drafted("viktor")
    world.drafted("olzhas")
    with world.app.app_context():
        assert sum(iter_erased("drafts", clock() + timedelta(days=A_YEAR))) == 2


def test_what_was_filed_is_no_draft_any_more(world, clock):
    case = world.filed("viktor")
    with world.app.app_context():
        assert sum(iter_erased("drafts", clock() + timedelta(days=9 * A_YEAR))) == 0
        assert erase_own_drafts(world.who("viktor").iin, clock()) == 0 and world.row(case).name


@pytest.mark.parametrize("key", ["viktor", "olzhas"])
def test_a_person_may_erase_what_they_began_and_begin_anew(world, clock, key):
    draft = world.drafted(key)
    with world.app.app_context():
        assert erase_own_drafts(world.who(key).iin, clock()) == 1 and erase_own_drafts(world.who(key).iin, clock()) == 0
    with world.app.app_context():
        assert world.row(draft).status == "erased"
    assert world.draft(key) != draft


def test_nobody_erases_the_draft_of_another(world, clock):
    draft = world.drafted("viktor")
    with world.app.app_context():
        assert erase_own_drafts(world.who("olzhas").iin, clock()) == 0
        assert db.session.scalar(select(Application.status).where(Application.id == draft)) == "draft"
