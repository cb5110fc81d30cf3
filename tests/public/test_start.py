"""The start page."""

from __future__ import annotations


def test_it_says_who_may_apply_how_long_it_takes_and_what_it_costs(world):
    page = world.visitor().get("/?lang=en")
    assert page.h1 == "Register as a person in need of housing"
    assert "1 working day" in page.text and "3 working days" in page.text and "free of charge" in page.text
    assert page.select("a.btn[href='/sign-in']")


def test_the_button_names_both_ways_in_and_hints_stand_beside_it(world):
    page = world.visitor_in("en").get("/")
    assert page.one(".hero a[href='/sign-in']") == "Sign in with EDS or a one-time password"
    assert page.select(".hero a[href='/hints']")


def test_it_says_what_is_needed_what_is_checked_and_what_happens_then(world):
    page = world.visitor_in("en").get("/")
    parts = {tag["aria-labelledby"] for tag in page.select("main section[aria-labelledby]")}
    assert parts == {"who", "checks", "need", "then", "good"}
    assert {"tel:1414", "tel:88000807777"} <= {tag["href"] for tag in page.select("main .call a")}
    assert "phone number linked" in page.one("[aria-labelledby=need]"), "the way without a key is named"


def test_who_is_signed_in_is_led_to_the_account(world):
    browser = world.citizen("aigerim")
    assert browser.get("/").select("a.btn.gold[href='/cabinet']")


def test_it_speaks_kazakh_first_and_remembers_what_was_chosen(world):
    browser = world.visitor()
    assert browser.get("/").html.html["lang"] == "kk"
    browser.get("/?lang=ru")
    assert browser.get("/").html.html["lang"] == "ru"


def test_an_unknown_language_is_not_taken(world):
    assert world.visitor().get("/?lang=de").html.html["lang"] == "kk"
