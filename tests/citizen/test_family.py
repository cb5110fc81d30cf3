"""Who else lives with the applicant: named by IIN, asked for consent, looked at only with it."""

from __future__ import annotations

import pytest

from tests.citizen.steps import answered, begun, english, signed

URL = "/apply/family"
#: Another person of the demo, as a relative who lives in.
MOTHER = "marat"


def added(world, browser, key=MOTHER):
    browser.post(URL, {"iin": world.person(key).iin})


def filed(world, browser, key="aigerim"):
    return browser.post("/apply/check", signed(world, browser, key)).location.rpartition("/")[2]


def test_a_person_is_named_and_taken_off_again(world):
    browser = begun(world)
    added(world, browser)
    iin = world.person(MOTHER).iin
    assert iin in browser.get(URL).one("main")
    assert "Consent awaited" in browser.get("/apply/facts").one("section:has(#family)")
    browser.post(f"{URL}/remove", {"remove": iin})
    assert iin not in browser.get(URL).one("main")
    browser.post(f"{URL}/remove", {"remove": iin}, 404)


@pytest.mark.parametrize("iin", ["", "123", "890412499900", "890412499901", "x" * 10_000])
def test_what_is_no_other_persons_iin_is_told(world, iin):
    assert begun(world).post(URL, {"iin": iin}, 422).select("#errors a[href='#iin']")


def test_it_stands_in_what_is_signed(world):
    browser = answered(world)
    added(world, browser)
    assert world.person(MOTHER).iin in browser.get("/apply/check").one("section:has(#applicant)")


def test_their_consent_is_awaited_and_their_housing_counts_once_it_is_there(world):
    browser = answered(world)
    added(world, browser)
    number = filed(world, browser)
    world.work()
    assert "With an official" in browser.get("/cabinet").text
    english(world, MOTHER).post("/consents/1/give")
    world.work()
    page = world.official("almaty-1").get(f"/operator/case/{number}?lang=en")
    assert "owned by a family member" in page.one("#case-facts") and "Refuse" in page.one("#case-proposal")


def test_an_iin_that_was_typed_and_not_added_is_not_lost_by_going_on(world):
    browser, named = begun(world), world.person("dauren").iin
    form = browser.get("/apply/family").form("form[novalidate]")
    assert browser.post("/apply/family", {**form, "iin": named, "then": "tasks"}).location == "/apply/tasks"
    assert named in browser.get("/apply/family").one("main")


def test_a_wrong_iin_is_told_before_going_on_and_none_at_all_holds_nobody_up(world):
    browser = begun(world)
    form = browser.get("/apply/family").form("form[novalidate]")
    assert "12 digits" in browser.post("/apply/family", {**form, "iin": "123", "then": "tasks"}, 422).one("#errors")
    assert browser.post("/apply/family", {**form, "iin": "", "then": "tasks"}).location == "/apply/tasks"


def test_an_iin_that_was_typed_and_not_added_is_not_lost_by_taking_another_person_off(world):
    browser, typed = begun(world), "8904 1249"
    added(world, browser)
    page = browser.get(URL)
    press = page.select("button[name=remove]")[0]
    form = {**page.form("form[novalidate]"), "iin": typed, "remove": press["value"]}
    left = browser.post(press["formaction"], form, 200)
    assert left.form("form[novalidate]")["iin"] == "89041249" and not left.select("#errors")
    assert press["value"] not in left.one("main") and press["value"] not in browser.get(URL).one("main")


def test_enter_adds_and_takes_nobody_off(world):
    browser = begun(world)
    added(world, browser)
    first = browser.get(URL).select("form[novalidate] button")[0]
    assert "Add" in first.text and not first.get("name") and not first.get("formaction")
