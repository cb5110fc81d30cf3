"""A draft in two windows: each answer is saved by itself, and two different ones are shown side by side."""

from __future__ import annotations

from datetime import date

import pytest

from housing.queries.reference.reference import load_effective_values
from tests.citizen.steps import answered, begun, english
from tests.conftest import TUESDAY
from tests.reference.steps import stands

CONTACT = "/apply/contact"


def sent(page, **changed):
    return {**page.form(), **changed}


@pytest.fixture
def windows(world):
    """One person's browser at the contacts, shown twice: before either was sent."""
    browser = begun(world)
    return browser, browser.get(CONTACT), browser.get(CONTACT)


def test_different_answers_to_different_questions_are_both_kept(world, windows):
    browser, first, _ = windows
    dwelling = browser.get("/apply/dwelling")
    browser.post(CONTACT, sent(first, phone="+77000000001"))
    browser.post("/apply/dwelling", sent(dwelling, agrees_smaller="yes"))
    page = browser.get("/apply/tasks")
    assert "+77000000001" in page.text and "I agree" in page.text


def test_a_second_different_answer_writes_over_nothing_and_shows_both(windows):
    browser, first, second = windows
    browser.post(CONTACT, sent(first, phone="+77000000001"))
    page = browser.post(CONTACT, sent(second, phone="+77000000002"), status=409)
    assert "+77000000001" in page.one("main section.card") and "+77000000002" in page.one("main section.card")
    assert "+77000000001" in browser.get("/apply/tasks").text


def test_the_answer_chosen_on_the_page_of_both_counts(windows):
    browser, first, second = windows
    browser.post(CONTACT, sent(first, phone="+77000000001"))
    both = browser.post(CONTACT, sent(second, phone="+77000000002"), status=409)
    assert browser.post(CONTACT, both.form()).location == "/apply/tasks"
    assert "+77000000002" in browser.get("/apply/tasks").text


def test_the_same_answer_twice_is_no_conflict(windows):
    browser, first, second = windows
    browser.post(CONTACT, sent(first, phone="+77000000001"))
    browser.post(CONTACT, sent(second, phone="8 700 000 00 01"))


def test_only_the_field_that_differs_is_asked_about(windows):
    browser, first, second = windows
    browser.post(CONTACT, sent(first, phone="+77000000001", email="a@example.kz"))
    page = browser.post(CONTACT, sent(second, phone="+77000000001", email="b@example.kz"), status=409)
    assert "b@example.kz" in page.one("main section.card") and "phone" not in page.one("main section.card")


@pytest.mark.parametrize("seen", ["", "1", "1.", "x.1", "1.x", "-1.1", "99999.1"])
def test_a_form_that_names_no_draft_of_this_person_changes_nothing(windows, seen):
    browser, first, _ = windows
    assert browser.post(CONTACT, sent(first, phone="+77000000009", seen=seen)).location == "/cabinet"
    assert "+77000000009" not in browser.get("/apply/tasks").text


def test_another_persons_draft_is_not_written_into(world, windows):
    browser, page, _ = windows
    stranger = begun(world, "marat")
    stranger.post(CONTACT, {"seen": page.form()["seen"], "phone": "+77000000009"})
    assert "+77000000009" not in browser.get("/apply/tasks").text


def test_a_form_sent_after_signing_in_the_other_window_leads_to_the_account(world):
    browser = answered(world)
    page = browser.get(CONTACT)
    world.signed("aigerim", world.draft_in("aigerim"))
    assert browser.post(CONTACT, sent(page, phone="+77000000009")).location == "/cabinet"


@pytest.fixture
def new_rules(world):
    """Other numbers of the law from tomorrow on."""
    with world.app.app_context():
        now = load_effective_values("law", TUESDAY.date())["law"]
        changed = {"source": {"kk": "№ 200 бұйрық", "ru": "Приказ № 200", "en": "Order No. 200"}, "residence_years": 2}
        stands("law", since=date(2026, 11, 25), **{**now, **changed})


def test_a_change_of_the_rules_while_filling_in_is_told_and_the_signature_waits_for_it(world, new_rules):
    answered(world)
    world.clock.ahead(days=1)
    browser = english(world, "aigerim")
    page = browser.get("/apply/tasks")
    assert "From 25.11.2026 other numbers of the law apply (Order No. 200)" in page.text and not page.select(
        "a[href='/apply/check']"
    )
    assert browser.get("/apply/check", status=303).location.startswith("/apply/tasks")


def test_once_it_was_read_the_way_is_open_again(world, new_rules):
    answered(world)
    world.clock.ahead(days=1)
    browser = english(world, "aigerim")
    browser.post("/apply/tasks/rules", browser.get("/apply/tasks").form(".box form"))
    assert "other numbers" not in browser.get("/apply/tasks").text
    assert browser.get("/apply/check").h1


def test_who_begins_after_the_change_hears_nothing_of_it(world, new_rules):
    world.clock.ahead(days=1)
    assert "other numbers" not in answered(world).get("/apply/tasks").text
