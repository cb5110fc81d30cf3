"""An entry that an inventory asks about: an official reads what bases and person say, and settles it in words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.register import check_entry
from housing.actions.register.remove import confirm_removal, propose_removal, return_removal
from housing.law.removal import ProposedRemoval
from housing.storage.extensions import db
from housing.storage.models import Event, InventoryCheck, RegisterEntry
from tests.inventories import KARAGANDA, answers, begun, official

FLAT = {"owner": "applicant", "settlement": KARAGANDA, "share": "1/1", "from": "2026-12-01", "until": None}


@pytest.fixture
def asked(world, enter, monkeypatch):
    """The address of the entry of somebody who has bought a flat, once the time to answer is over."""
    said = {"real_property": {"dwellings": [FLAT]}}
    enter("Бекова", 200, basis="no_housing", answers={"consent": True})
    monkeypatch.setattr(check_entry, "ask_again", lambda taken, gateway: answers(taken.iin, taken.at, **said))
    begun(world)
    world.work()
    world.clock.ahead(days=16)
    world.work()
    return f"/register/inventory-entry/{check(world).id}", said


def check(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.scalars(select(InventoryCheck)).one()


def test_it_tells_what_the_databases_say_and_that_the_person_has_not_answered(asked, supervisor):
    url, _ = asked
    page = supervisor.get(url)
    found = page.one("section[aria-labelledby=found]")
    assert "You or a family member own housing" in found and "owned since 01.12.2026 to this day" in found
    assert "No answer yet." in page.one("section[aria-labelledby=said]")
    assert page.one(".casehead .tag") == "No answer: to be looked at"


def test_to_open_it_is_an_event(world, asked, supervisor):
    supervisor.get(asked[0])
    with world.app.app_context():
        opened = db.session.scalars(select(Event).where(Event.kind == "file.opened")).all()
    assert [(one.actor, one.detail) for one in opened] == [("karaganda-head", {"what": "inventory"})]


def test_an_official_settles_it_in_words_and_the_entry_stands(world, asked, supervisor):
    url, _ = asked
    form = supervisor.get(url).form(f"form[action='{url}/clear']")
    assert "Write why it stands" in supervisor.post(f"{url}/clear", {**form, "words": " "}, status=422).one("#errors")
    supervisor.post(f"{url}/clear", {**form, "words": "The share is of a summer house"})
    page = supervisor.get(url)
    assert "The share is of a summer house" in page.one("section[aria-labelledby=settled]")
    assert page.one(".casehead .tag") == "Settled by an official" and not page.select(f"form[action='{url}/clear']")
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        assert entry.annulled_at is None and entry.checked_at == world.clock()


def test_a_second_official_changes_nothing_and_is_told(asked, supervisor, head_office):
    url, _ = asked
    form, second = (one.get(url).form(f"form[action='{url}/clear']") for one in (supervisor, head_office))
    supervisor.post(f"{url}/clear", {**form, "words": "First"})
    page = head_office.post(f"{url}/clear", {**second, "words": "Second"}, status=409)
    assert "First" in page.one("section[aria-labelledby=settled]")
    assert "It was settled meanwhile" in page.one(".box.bad") and "Second" in page.one(".box.bad")


def test_the_databases_are_asked_again_where_an_official_wants_it(world, asked, supervisor):
    url, said = asked
    said.clear()
    supervisor.post(f"{url}/ask", supervisor.get(url).form(f"form[action='{url}/ask']"))
    world.work()
    assert check(world).outcome == "unchanged"


def test_whoever_only_reads_changes_nothing(asked, sits):
    url, _ = asked
    assert not sits("auditor").get(url).select("main form[method=post]")


def test_another_branch_does_not_reach_it(asked, sits):
    assert sits("astana-head").client.get(asked[0]).status_code == 404


def test_a_removal_that_is_proposed_waits_there_and_one_that_is_returned_is_looked_at_again(world, asked, supervisor):
    url, _ = asked
    with world.app.app_context():
        proposed = ProposedRemoval(
            "no_grounds", reason="owns_housing", facts={"on": "2026-12-01"}, source="real_property"
        )
        who, second = official("karaganda-head"), official("karaganda-1")
        removal = propose_removal(check(world).entry_id, proposed, second, world.clock())
    assert check(world).state == "proposed" and not supervisor.get(url).select("main form[method=post]")
    with world.app.app_context():
        return_removal(removal, "Not yet", who, world.clock())
    assert check(world).state == "unclear" and supervisor.get(url).select(f"form[action='{url}/clear']")


def test_a_removal_that_takes_effect_closes_it(world, asked):
    with world.app.app_context():
        proposed = ProposedRemoval(
            "no_grounds", reason="owns_housing", facts={"on": "2026-12-01"}, source="real_property"
        )
        removal = propose_removal(check(world).entry_id, proposed, official("karaganda-1"), world.clock())
        world.clock.ahead(days=10)
        confirm_removal(removal, official("karaganda-head"), world.clock())
    assert (check(world).state, check(world).outcome) == ("closed", "removed")
