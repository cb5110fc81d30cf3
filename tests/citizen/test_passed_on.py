"""A place that passed to the family, in the account of either: each reads what is theirs and what is so."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.register import change_place
from housing.law.iin import mask_iin
from housing.law.register_acts import ProposedAct
from housing.storage.extensions import db
from housing.storage.models import Application, InventoryCheck, RegisterEntry, ResidenceQuestion
from housing.storage.transaction import transaction
from tests.citizen.steps import english, member_signs_in
from tests.inventories import begun
from tests.removals import hear_out, official_named

MOVED = ProposedAct(
    "succeeded", date(2026, 11, 25), "Address record of 25.11.2026", "The family stays", "ru", "moved_away"
)
#: What she answered when an inventory asked her.
WORDS = "Менің сөздерім"


@pytest.fixture
def numbers(world):
    """Of her application and of her husband's, to whom the place passed while she was asked whether she had moved."""
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry).filter_by(application_id=case)).one()
        ask(world, case, entry.id)
        branch = world.row(case).branch_code
        proposed = MOVED._replace(successor=world.person("aigerim").family[0].iin)
        act = change_place.propose_act(entry.id, proposed, official_named(f"{branch}-head"), world.clock())
        hear_out(world.clock)
        change_place.confirm_act(act, official_named("head-office"), world.clock())
        return list(db.session.scalars(select(Application.number).order_by(Application.id)))


def ask(world, case, entry_id):
    inventory, at = begun(world), world.clock()
    told = {"answer": "dispute", "note": WORDS, "answered_at": at, "answer_by": at.date()}
    with transaction() as tx:
        tx.add(ResidenceQuestion(application_id=case, settlement="710000000", asked_at=at))
        tx.add(InventoryCheck(inventory_id=inventory, entry_id=entry_id, state="answered", **told))


@pytest.fixture
def him(world, numbers):
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "aigerim")
    return browser


def test_what_she_told_an_inventory_is_not_his_to_read(him, numbers):
    page = him.get(f"/cabinet/inventory/{numbers[1]}")
    assert WORDS not in page.text and "dispute" not in page.text


def test_he_filed_nothing_and_no_term_runs(him, numbers):
    page = him.get(f"/cabinet/application/{numbers[1]}")
    assert "Your family's place on the register passed to you" in page.text
    assert "Receipt of the application" not in page.text and "Decision due" not in page.text
    him.get(f"/cabinet/receipt/{numbers[1]}", 404)


def test_she_is_not_asked_any_more_whether_she_moved(world, numbers):
    page = english(world, "aigerim").get(f"/cabinet/change/{numbers[0]}")
    assert "Have you moved for good?" not in page.text and "nothing to report" in page.text


def test_she_is_offered_to_complain_of_it(world, numbers):
    page = english(world, "aigerim").get(f"/cabinet/complaint/{numbers[0]}")
    assert page.select("input[name=subject][value=decision]")


def test_she_reads_what_became_of_the_place_and_what_she_may_do(world, numbers):
    page = english(world, "aigerim").get(f"/cabinet/application/{numbers[0]}")
    assert "It stands with your family now" in page.text and "You may apply for yourself at any time" in page.text


def test_an_official_reads_on_the_check_who_was_asked_and_not_who_has_the_place_now(world, numbers, sits):
    """In the list of the inventory too."""
    hers, his = world.person("aigerim").surname_kk, world.person("aigerim").family[0]
    with world.app.app_context():
        check = db.session.scalars(select(InventoryCheck)).one()
        page, listed = f"/register/inventory-entry/{check.id}", f"/register/inventory/{check.inventory_id}?at=left"
    office = sits("head-office")
    shown = office.get(page)
    assert hers in shown.one("h1") and mask_iin(his.iin) not in shown.one("section[aria-labelledby=entry]")
    assert hers in office.get(listed).text
