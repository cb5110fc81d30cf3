"""The second step of a sign-in: a code counts once, by a clock that may be a step off; so does a recovery code."""

from __future__ import annotations

import pytest

from housing.security import totp

WRONG = "That code does not count: it is wrong, too old or used. Wait for the next one."


@pytest.fixture
def phone(officer, enrolled):
    return enrolled(officer)


@pytest.fixture
def halfway(password_step):
    """A browser in which the password of karaganda-1 was right."""
    browser, answer = password_step("karaganda-1")
    assert answer.location == "/operator/code"
    return browser


def enter(browser, code, status=303):
    return browser.post("/operator/code/enter", {"code": code}, status)


@pytest.fixture(autouse=True)
def enrolled_before(phone):
    """Every test begins with an authenticator."""


def test_password_and_code_open_the_desk(halfway, phone):
    assert enter(halfway, phone.code()).location == "/operator/queue"
    halfway.get("/operator/queue")


def test_the_password_alone_opens_nothing(halfway):
    assert halfway.get("/operator/queue", 302).location == "/operator/sign-in"


@pytest.mark.parametrize("drift", [-30, 30])
def test_a_phone_whose_clock_is_a_step_off_gets_in(world, halfway, phone, drift):
    world.clock.ahead(seconds=60)
    enter(halfway, phone.code(drift))


@pytest.mark.parametrize("drift", [-90, 90])
def test_a_phone_whose_clock_is_far_off_does_not(world, halfway, phone, drift):
    world.clock.ahead(seconds=120)
    assert enter(halfway, phone.code(drift), 422).one("#errors li") == WRONG


def test_a_code_counts_once(halfway, phone, password_step):
    code = phone.code()
    enter(halfway, code)
    assert enter(password_step("karaganda-1")[0], code, 422).one("#errors li") == WRONG


def test_the_code_of_the_enrolment_does_not_count_again(world, officer, phone, halfway):
    assert enter(halfway, phone.code(-30), 422).one("#errors li") == WRONG


def test_an_older_code_does_not_count_after_a_newer_one(world, halfway, phone, password_step):
    world.clock.ahead(seconds=30)
    older = phone.code(-30)
    enter(halfway, phone.code())
    enter(password_step("karaganda-1")[0], older, 422)


def test_a_recovery_code_counts_once_however_it_is_typed(halfway, phone, password_step, ask):
    enter(halfway, phone.codes[0].lower().replace("-", " "))
    enter(password_step("karaganda-1")[0], phone.codes[0], 422)
    enter(password_step("karaganda-1")[0], phone.codes[1])
    assert ask("SELECT count(*) FROM recovery_code WHERE used_at IS NULL") == [(8,)]


@pytest.mark.parametrize("code", ["", "000", "abcdef", "١٢٣٤٥٦", "x" * 41, "AAAA-AAAA-AAAA-AAAA"])
def test_what_is_no_code_is_refused_and_changes_nothing(halfway, everything, code):
    before = everything()
    enter(halfway, code, 422)
    assert everything() == before


def test_a_right_password_waits_five_minutes(world, halfway, phone):
    world.clock.ahead(minutes=5)
    assert enter(halfway, phone.code()).location == "/operator/sign-in?ended=1"
    assert halfway.get("/operator/code", 303).location == "/operator/sign-in"


def test_who_was_deactivated_meanwhile_does_not_get_in(world, halfway, phone, ask):
    ask("UPDATE staff SET active = 0 WHERE login = 'karaganda-1'")
    assert enter(halfway, phone.code()).location == "/operator/sign-in?ended=1"


def test_who_tries_codes_is_held_back_wherever_they_come_from(world, app, password_step):
    """The password is known to them already; only a known browser has a counter of its own."""
    for _ in range(5):
        enter(password_step("karaganda-1")[0], "000000", 422)
    page = enter(password_step("karaganda-1")[0], "000000", 429)
    assert "Too many tries" in page.one("#errors li") and page.response.headers["Retry-After"] == "2"


def test_the_person_gets_in_from_their_own_browser_all_the_same(officer, phone, password_step):
    for _ in range(5):
        enter(password_step("karaganda-1")[0], "000000", 422)
    enter(password_step("karaganda-1")[0], "000000", 429)
    officer.post("/sign-out")
    password_step("karaganda-1", browser=officer)
    assert enter(officer, phone.code()).location == "/operator/queue"


def test_the_database_alone_makes_no_codes(phone, ask):
    [(sealed,)] = ask("SELECT totp_secret FROM staff WHERE login = 'karaganda-1'")
    assert totp.encode_secret(phone.secret) not in sealed and phone.secret.hex() not in sealed
    kept = str(ask("SELECT code_hash FROM recovery_code"))
    assert not [code for code in phone.codes if code in kept or code.replace("-", "") in kept]
