"""A paper of a reported change: opened by who may read the register, written down; by nobody before it is signed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event, Paper
from tests.citizen.steps import REPORT, english, number_of, report_change, upload


@pytest.fixture
def paper(world):
    def find():
        with world.app.app_context():
            return db.session.scalars(select(Paper.id).where(Paper.statement_id.is_not(None))).one()

    return find


def test_a_paper_is_read_and_that_is_written_down(world, head_office, paper):
    world.settled("aigerim")
    report_change(world, "aigerim", papers=upload())
    answer = head_office.get(f"/register/change-paper/{paper()}")
    assert answer.response.mimetype == "application/pdf"
    with world.app.app_context():
        assert (
            db.session.scalars(select(Event).where(Event.kind == "file.opened")).all()[-1].detail["what"] == "document"
        )


def test_what_is_not_signed_yet_nobody_opens(world, head_office, paper):
    world.settled("aigerim")
    english(world, "aigerim").post(f"/cabinet/change/{number_of(world, 'aigerim')}", {**REPORT, "papers": upload()})
    head_office.get(f"/register/change-paper/{paper()}", 404)


def test_another_branch_opens_none(world, supervisor, paper):
    world.settled("aigerim")
    report_change(world, "aigerim", papers=upload())
    supervisor.get(f"/register/change-paper/{paper()}", 404)
