"""Sign-in by one-time password: the same answer to everybody, and the code that came opens the account."""

from __future__ import annotations

import re
from itertools import count

import pytest
from sqlalchemy import event

from housing.jobs import JOBS, run_job
from housing.storage.extensions import db

SEND, ENTER = "/sign-in/code/send", "/sign-in/code/enter"


@pytest.fixture
def visitor(world):
    browser = world.visitor()
    browser.get("/?lang=en")
    return browser


@pytest.fixture
def asked(world, visitor):
    """A code was asked for, and sent, to this person; the page that asks for it."""

    def ask(key="aigerim"):
        page = visitor.post(SEND, {"iin": world.person(key).iin}, 200)
        send_codes(world)
        return page

    return ask


def send_codes(world):
    """A round of the job."""
    run_job(world.app, next(one for one in JOBS if one.name == "codes"))


def code_of(world, key="aigerim"):
    return re.search(r"\d{6,8}", world.stage.inbox(world.person(key).phone)[-1].text)[0]


def entered(visitor, page, code, status=303):
    return visitor.post(ENTER, {**page.form(f"form[action='{ENTER}']"), "code": code}, status)


def test_the_code_that_came_opens_the_account(world, visitor, asked):
    page = asked()
    assert entered(visitor, page, code_of(world)).location == "/cabinet"
    assert visitor.get("/cabinet").h1 == "Personal account"


@pytest.fixture
def answered(world):
    """What a stranger is answered who asks for this IIN and enters wrong codes: pages, and what the database did."""
    addresses = count(1)

    def ask(iin):
        browser, said = world.visitor_in("en"), []
        browser.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{next(addresses)}"
        with world.app.app_context():
            event.listen(db.engine, "before_cursor_execute", hear := lambda *given: said.append(given[2]))
        pages = [browser.post(SEND, {"iin": iin}, 200), browser.get("/sign-in/code")]
        with world.app.app_context():
            event.remove(db.engine, "before_cursor_execute", hear)
        send_codes(world)
        pages += [entered(browser, pages[0], "000000", 422) for _ in range(6)]
        pages += [browser.post(SEND, {"iin": iin}, 422)]
        return [one.one("main") for one in pages], [one for one in said if "one_time_code" in one]

    return ask


def test_whoever_is_asked_about_the_answer_is_the_same(world, answered):
    """Known, without a number, one at whom strangers guess, and nobody at all."""
    for _ in range(6):
        answered(world.person("marat").iin)
    asked = [*(world.person(key).iin for key in ("aigerim", "dauren", "marat")), "900101399998"]
    known, *others = [answered(iin) for iin in asked]
    assert all(one == known for one in others)
    assert len(known[1]) > 5, "and the database did the same for it"


def test_nobody_who_asks_waits_for_a_base_or_a_provider(world, visitor):
    world.stage.silent.update({"mobile_base", "sms"})
    page = visitor.post(SEND, {"iin": world.person("aigerim").iin}, 200)
    assert "a code is on its way" in page.one("main") and page.select(f"form[action='{ENTER}']")
    world.stage.silent.clear()
    for _ in range(3):
        send_codes(world)
        world.clock.ahead(seconds=5)
    assert entered(visitor, page, code_of(world)).location == "/cabinet"


def test_who_comes_back_finds_the_field_again(world, visitor, asked):
    asked()
    page = visitor.get("/sign-in/code")
    assert "A code was asked for here a moment ago" in page.one("main")
    assert entered(visitor, page, code_of(world)).location == "/cabinet"
    assert visitor.get("/sign-in/code", 303).location == "/cabinet"


def test_another_person_may_ask_in_the_same_browser(visitor, asked):
    asked()
    link = next(one for one in visitor.get("/sign-in/code").select("main a") if "Another IIN" in one.text)
    assert visitor.get(link["href"]).select("#iin")


def test_a_stranger_who_asks_all_day_keeps_nobody_from_their_code(world, asked, visitor):
    """From many browsers and addresses, each minute."""
    iin = world.person("aigerim").iin
    for nth in range(20):
        stranger = world.visitor()
        stranger.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{nth}"
        page = stranger.post(SEND, {"iin": iin}, 200)
        send_codes(world)
        entered(stranger, page, "000000", 422)
        world.clock.ahead(minutes=1)
    assert 4 < len(world.stage.messages) < 9, "and the phone is not flooded"
    page = asked()
    assert entered(visitor, page, code_of(world)).location == "/cabinet"


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
