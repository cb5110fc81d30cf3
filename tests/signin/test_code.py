"""Sign-in by one-time password: the same answer to everybody, and the code that came opens the account."""

from __future__ import annotations

import re

import pytest

SEND, ENTER = "/sign-in/code/send", "/sign-in/code/enter"


@pytest.fixture
def visitor(world):
    browser = world.visitor()
    browser.get("/?lang=en")
    return browser


@pytest.fixture
def asked(world, visitor):
    """A code was sent to this person; the page that asks for it."""
    return lambda key="aigerim": visitor.post(SEND, {"iin": world.person(key).iin}, 200)


def code_of(world, key="aigerim"):
    return re.search(r"\d{6}", world.stage.inbox(world.person(key).phone)[-1].text)[0]


def entered(visitor, page, code, status=303):
    return visitor.post(ENTER, {**page.form(f"form[action='{ENTER}']"), "code": code}, status)


def test_the_code_that_came_opens_the_account(world, visitor, asked):
    page = asked()
    assert entered(visitor, page, code_of(world)).location == "/cabinet"
    assert visitor.get("/cabinet").h1 == "Personal account"


def test_whoever_is_asked_about_the_answer_is_the_same(world, visitor, asked):
    linked, unlinked = asked("aigerim").one("main"), asked("dauren").one("main")
    unknown = visitor.post(SEND, {"iin": "900101399998"}, 200).one("main")
    assert linked == unlinked == unknown
    assert len(world.stage.messages) == 1


def test_a_wrong_code_is_told_with_the_tries_that_are_left(world, visitor, asked):
    page = asked()
    wrong = f"{(int(code_of(world)) + 1) % 1_000_000:06d}"
    again = entered(visitor, page, wrong, 422)
    assert "4 tries are left" in again.one("#errors")
    assert entered(visitor, again, code_of(world)).location == "/cabinet"


def test_a_code_that_ran_out_is_told_and_a_new_one_is_a_press_away(world, visitor, asked):
    page = asked()
    world.clock.ahead(minutes=5)
    again = entered(visitor, page, code_of(world), 422)
    assert "does not count any more" in again.one("#errors")
    assert again.select(f"form[action='{SEND}'] button")


def test_a_code_of_another_browser_opens_nothing(world, asked):
    form = asked().form(f"form[action='{ENTER}']")
    del form["csrf_token"]
    page = world.visitor_in("en").post(ENTER, {**form, "code": code_of(world)}, 422)
    assert "does not count" in page.one("#errors")


@pytest.mark.parametrize("iin", ["", "12345", "890412499901", "89041249990a", "٨٩٠٤١٢٤٩٩٩٠٠", "1" * 10_000])
def test_what_is_no_iin_is_told_and_nothing_is_sent(world, visitor, iin):
    page = visitor.post(SEND, {"iin": iin}, 422)
    assert page.select("#errors a[href='#iin']") and world.stage.messages == []


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "<b>123"])
def test_what_is_no_code_costs_no_try(world, visitor, asked, code):
    page = asked()
    assert entered(visitor, page, code, 422).select("#errors")
    assert entered(visitor, page, code_of(world)).location == "/cabinet"


def test_asking_again_at_once_is_answered_with_a_pause(visitor, asked, world):
    asked()
    page = visitor.post(SEND, {"iin": world.person("aigerim").iin}, 422)
    assert "possible in 1 minute" in page.one("#errors")


@pytest.mark.parametrize("silent", ["mobile_base", "sms"])
def test_a_silent_service_is_told(world, visitor, silent):
    world.stage.silent.add(silent)
    page = visitor.post(SEND, {"iin": world.person("aigerim").iin}, 422)
    assert "Try again later" in page.one("#errors")


def test_the_session_is_a_new_one(world, visitor, asked):
    page, before = asked(), visitor.client.get_cookie("kezek").value
    entered(visitor, page, code_of(world))
    assert visitor.client.get_cookie("kezek").value != before


def test_the_state_base_gives_the_name_once_it_may_be_asked(world, visitor, asked):
    entered(visitor, asked(), code_of(world))
    assert "Ахметова" not in visitor.get("/cabinet").text.split("People")[0]
    visitor.post("/apply", {"consent": "y"})
    assert "Ахметова Айгерім" in visitor.get("/cabinet").one("main")


def test_who_is_signed_in_already_goes_to_the_account(world):
    assert world.citizen("aigerim").get("/sign-in/code", 303).location == "/cabinet"


def test_neither_iin_nor_code_stands_in_the_log(world, visitor, asked, caplog):
    page = asked()
    entered(visitor, page, "000000", 422)
    entered(visitor, page, code_of(world))
    assert world.person("aigerim").iin not in caplog.text and code_of(world) not in caplog.text


def test_a_code_that_was_not_sent_is_not_on_its_way(world, visitor):
    sent = {"iin": world.person("aigerim").iin}
    answers = [visitor.ask(visitor.client.post, SEND, data={**sent, "csrf_token": visitor.csrf()}) for _ in range(7)]
    refused = visitor.shown_by_get(answers[-1]).get_data(as_text=True)
    assert 'id="errors"' in refused and "is on its way" not in refused and "No new code was sent" in refused
