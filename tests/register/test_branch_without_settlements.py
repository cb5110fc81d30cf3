"""A branch that serves nobody any more has a register all the same: an empty one, said in words."""

from __future__ import annotations

import pytest

from housing.storage.models import Branch, Staff
from housing.storage.transaction import transaction


@pytest.fixture
def supervisor_of_nothing(world, supervisor):
    with world.app.app_context(), transaction() as tx:
        tx.add(Branch(code="closed"))
        tx.flush()
        tx.query(Staff).filter_by(login="karaganda-head").one().branch_code = "closed"
    return supervisor


def test_the_list_says_that_no_settlement_belongs_to_it(supervisor_of_nothing):
    assert "No settlement belongs to your branch now." in supervisor_of_nothing.get("/register/entries").text


def test_its_figures_are_empty(supervisor_of_nothing):
    assert "There is nothing to show yet." in supervisor_of_nothing.get("/register/register-figures").text


def test_a_search_finds_nobody(world, supervisor_of_nothing, enter):
    enter("Әлиев Ержан")
    assert "Әлиев" not in supervisor_of_nothing.post("/register/entries/find", {"q": "Әлиев"}, status=200).text
