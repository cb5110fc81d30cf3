"""A category that no base confirmed is asked about once a day; it moves the person to its list and nowhere else."""

from __future__ import annotations

import pytest

from housing.demo.bases import SERVICES
from housing.queries.cases import due_work
from housing.storage.models import Answer, RegisterEntry
from housing.storage.transaction import transaction
from tests.plans import watch


@pytest.fixture
def dauren(world, left):
    """On the register without the category that he declared."""
    case = world.settled("dauren")
    return lambda: left(case)


def asked(case):
    return sum(answer.source == "categories" for answer in case().of(Answer))


def test_it_is_asked_once_a_day(world, dauren):
    before = asked(dauren)
    world.work()
    assert asked(dauren) == before
    world.clock.ahead(days=1, seconds=1)
    world.work()
    world.work()
    assert asked(dauren) == before + 1 and dauren().entry.list_code == "general"


def test_once_confirmed_the_person_stands_in_its_list_and_is_told(world, dauren, monkeypatch):
    registered_at = dauren().entry.registered_at
    monkeypatch.setitem(SERVICES, "categories", lambda person: ("FOUND", {"codes": ["C9"]}))
    world.clock.ahead(days=1, seconds=1)
    world.work()
    assert (dauren().entry.list_code, dauren().entry.registered_at) == ("C9", registered_at)
    assert dauren().kinds()[-1] == "entry.category_confirmed"
    browser = world.citizen("dauren")
    page = browser.get(browser.get("/cabinet").select("main a[href^='/cabinet/application/']")[0]["href"] + "?lang=en")
    assert "The databases have confirmed your category" in page.text


def test_a_silent_base_confirms_nothing_and_is_asked_the_next_day(world, dauren, stage):
    stage.silent.add("categories")
    world.clock.ahead(days=1, seconds=1)
    world.work()
    assert dauren().entry.list_code == "general"


def test_whose_category_is_confirmed_or_who_declared_none_is_not_asked(world):
    world.settled("aigerim")
    world.settled("olzhas")
    world.clock.ahead(days=2)
    with world.app.app_context():
        assert due_work.list_entries_to_reconfirm(world.clock()) == []


def test_whose_time_has_not_come_costs_nothing_however_long_the_register_is(world, dauren):
    """Found by the time of the next question, in an index of those alone whose category nobody has confirmed."""
    with world.app.app_context():
        asked = watch(lambda: due_work.list_entries_to_reconfirm(world.clock()))
    assert asked.answer == []
    assert "SEARCH register_entry USING INDEX ix_register_entry_unconfirmed (next_ask_at<?)" in asked.plan
    assert not asked.scans("register_entry")


def test_an_entry_that_counts_again_is_asked_about_again(world, dauren):
    entry = dauren().entry
    world.clock.ahead(days=1, seconds=1)

    def due(annulled_at):
        with world.app.app_context(), transaction() as db:
            db.get_one(RegisterEntry, entry.id).annulled_at = annulled_at
        with world.app.app_context():
            return [one.id for one in due_work.list_entries_to_reconfirm(world.clock())]

    assert due(world.clock()) == [] and due(None) == [entry.id]
