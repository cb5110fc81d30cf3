"""The list of reported changes: the open ones by due time; a branch sees its own, the head office all."""

from __future__ import annotations

import pytest

from housing.actions.register.ask_about_move import ask_about_move
from housing.storage.transaction import transaction
from tests.citizen.steps import report_change


@pytest.fixture
def reported(world):
    case = world.settled("aigerim")
    report_change(world, "aigerim")
    return case


@pytest.fixture
def branch_head(world, reported, sits):
    """The supervisor of the branch of who reported."""
    with world.app.app_context():
        branch = world.row(reported).branch_code
    return sits(f"{branch}-head")


def test_what_was_reported_stands_there_with_its_time(branch_head):
    row = branch_head.get("/register/changes").one("tbody tr")
    assert "2611-Ө-000001" in row and "The family" in row


def test_another_branch_does_not_see_it(reported, supervisor):
    assert "Nobody has reported a change." in supervisor.get("/register/changes").text


def test_the_head_office_sees_all(reported, head_office):
    assert "2611-Ө-000001" in head_office.get("/register/changes").text


def test_what_is_not_signed_is_nobodys_business(world, head_office):
    world.settled("aigerim")
    assert "Nobody has reported a change." in head_office.get("/register/changes").text


def test_who_was_asked_about_a_move_stands_there_until_they_answer(world, head_office):
    case = world.settled("aigerim")
    with world.app.app_context(), transaction() as tx:
        assert ask_about_move(tx, case, "351010000", world.clock())
    assert "Қарағанды қаласы" in head_office.get("/register/changes").one("section[aria-labelledby=asked] tbody")
    report_change(world, "aigerim", what="residence")
    assert "Nobody is asked now." in head_office.get("/register/changes").text
