"""Wrong passwords slow down whoever types them, and lock nobody else out; every try costs the same work."""

from __future__ import annotations

import pytest
from werkzeug.security import check_password_hash, generate_password_hash

from housing.actions.signin import sign_in as action
from housing.operator import _login_throttle
from tests.conftest import QUICK

WRONG = "The login or the password is wrong. Check them and try again."


@pytest.fixture
def stranger(world):
    """Tries a wrong password for a login, from an address of its own."""

    def tries(login="karaganda-1", times=1, status=422, address="203.0.113.66", browser=None, password="wrong"):
        browser = browser or world.visitor()
        browser.client.environ_base["REMOTE_ADDR"] = address
        form = browser.get("/operator/sign-in?lang=en").form("main form")
        pages = [
            browser.post("/operator/sign-in", {**form, "login": login, "password": password}, status)
            for _ in range(times)
        ]
        return pages[-1]

    return tries


@pytest.fixture
def quick_hash(monkeypatch):
    """Of who does not exist, where logins are tried by the dozen: looked at as every hash is, in no time."""
    monkeypatch.setattr(action, "DUMMY_HASH", f"{QUICK}${'0' * 16}${'0' * 128}")


def test_after_five_wrong_passwords_pauses_grow(world, stranger):
    stranger(times=5)
    for seconds in (2, 4, 8):
        page = stranger(status=429)
        assert page.response.headers["Retry-After"] == str(seconds)
        assert page.one("#errors li") == f"Too many tries. Try again in {seconds} seconds."
        world.clock.ahead(seconds=seconds)
        stranger()


def test_held_back_a_right_password_is_not_even_looked_at(stranger):
    stranger(times=5)
    stranger(status=429, password="demo-karaganda-1")


def test_a_login_that_nobody_has_is_held_back_alike(stranger):
    assert stranger("nobody", times=5).one("#errors li") == WRONG
    assert stranger("nobody", status=429).response.headers["Retry-After"] == "2"


def test_the_person_gets_in_from_another_address_meanwhile(stranger, password_step):
    stranger(times=5)
    stranger(status=429)
    assert password_step("karaganda-1")[1].location == "/operator/queue"


def test_at_their_own_browser_a_person_gets_in_even_from_the_address_of_the_stranger(officer, stranger):
    officer.post("/sign-out")
    stranger(times=5)
    stranger(status=429)
    page = stranger(browser=officer, status=303, password="demo-karaganda-1")
    assert page.location == "/operator/queue"


@pytest.mark.usefixtures("quick_hash")
def test_an_address_that_tries_many_logins_is_held_back_but_not_a_known_browser_behind_it(officer, stranger):
    officer.post("/sign-out")
    for number in range(30):
        stranger(f"login-{number}")
    stranger("another-login", status=429)
    assert stranger(browser=officer, status=303, password="demo-karaganda-1").location == "/operator/queue"


def test_a_known_browser_has_limits_too(officer, stranger):
    officer.post("/sign-out")
    stranger(browser=officer, times=5)
    stranger(browser=officer, status=429)


def test_a_browser_is_known_only_for_those_who_signed_in_there(officer, stranger):
    officer.post("/sign-out")
    stranger("astana-1", times=5)
    stranger("astana-1", browser=officer, status=429)


def test_whoever_signs_in_begins_anew(stranger):
    stranger(times=4)
    stranger(status=303, password="demo-karaganda-1")
    stranger(times=5)


@pytest.mark.parametrize("login", ["karaganda-1", "nobody", "inactive"])
def test_the_hash_is_computed_whoever_is_named(stranger, monkeypatch, ask, login):
    ask("UPDATE staff SET active = 0, login = 'inactive' WHERE login = 'karaganda-2' OR login = 'almaty-2'")
    ask("UPDATE staff SET password_hash = ?", generate_password_hash("as the product keeps it", "scrypt"))
    looked_at = []

    def watched(kept, typed):
        looked_at.append(kept.rpartition("$")[0].split("$")[0])
        return check_password_hash(kept, typed)

    monkeypatch.setattr(action, "check_password_hash", watched)
    assert stranger(login).one("#errors li") == WRONG
    assert looked_at == ["scrypt:32768:8:1"]


def from_everywhere(stranger, times, login="karaganda-1"):
    for nth in range(times):
        stranger(login, address=f"203.0.{nth // 200}.{nth % 200}")


def test_many_addresses_are_slowed_down_for_one_account_together(world, stranger):
    from_everywhere(stranger, 20)
    page = stranger(status=429, address="198.51.100.1")
    assert page.response.headers["Retry-After"] == "1"
    world.clock.ahead(seconds=1)
    stranger(address="198.51.100.2")
    assert stranger(status=429, address="198.51.100.3").response.headers["Retry-After"] == "2"


def test_however_many_they_are_the_person_waits_a_minute_at_most_and_in_their_browser_not_at_all(
    officer, world, stranger
):
    officer.post("/sign-out")
    from_everywhere(stranger, 20)
    for nth in range(12):
        world.clock.ahead(seconds=60)
        stranger(address=f"198.51.100.{nth}")
    assert int(stranger(status=429, address="192.0.2.1").response.headers["Retry-After"]) == 60
    assert stranger(browser=officer, status=303, password="demo-karaganda-1").location == "/operator/queue"
    world.clock.ahead(seconds=60)
    assert stranger(address="192.0.2.1", status=303, password="demo-karaganda-1").location == "/operator/queue"


@pytest.mark.usefixtures("quick_hash")
def test_one_password_tried_on_every_account_is_slowed_down_as_well(world, stranger, monkeypatch):
    monkeypatch.setattr(_login_throttle, "EVERYBODY", _login_throttle.EVERYBODY._replace(free=10))
    for nth in range(10):
        stranger(f"login-{nth}", address=f"203.0.113.{nth}")
    assert stranger("another", address="198.51.100.1", status=429).response.headers["Retry-After"] == "1"
    world.clock.ahead(seconds=5)
    stranger("another", address="198.51.100.1")
