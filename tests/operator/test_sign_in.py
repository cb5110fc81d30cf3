"""Staff sign in; whoever fails learns nothing but that they failed."""

from __future__ import annotations

import pytest

from housing.demo.people import STAFF
from housing.labels import ROLES

WRONG = "The login or the password is wrong. Check them and try again."


def sign_in(world, login, password, status=303):
    browser = world.visitor()
    form = browser.get("/operator/sign-in?lang=en").form("main form")
    return browser, browser.post("/operator/sign-in", {**form, "login": login, "password": password}, status)


@pytest.mark.parametrize("login", ["karaganda-1", "karaganda-head"])
def test_an_official_of_a_branch_comes_to_the_queue(world, login):
    browser, answer = sign_in(world, login, f"demo-{login}")
    assert answer.location == "/operator/queue"
    assert browser.get("/operator/queue").h1.startswith("Queue of applications")


def test_the_head_office_comes_to_the_alerts(world):
    assert sign_in(world, "head-office", "demo-head-office")[1].location == "/operator/inbox"


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("karaganda-1", "demo-karaganda-2"),
        ("nobody", "demo-nobody"),
        ("karaganda-1", "x" * 200),
        ("Karaganda-1", "demo-"),
    ],
)
def test_every_failure_is_told_in_the_same_words(world, login, password):
    browser, answer = sign_in(world, login, password, 422)
    assert answer.one("#errors li") == WRONG
    assert browser.get("/operator/queue", 302).location == "/operator/sign-in"


@pytest.mark.parametrize("field", ["login", "password"])
def test_a_field_of_ten_thousand_letters_is_refused_with_words(world, field):
    given = {"login": "karaganda-1", "password": "demo-karaganda-1", field: "a" * 10_000}
    answer = sign_in(world, given["login"], given["password"], 422)[1]
    assert answer.one("#errors li") == f"The {field} is too long"


def test_a_password_is_never_shown_again(world):
    answer = sign_in(world, "karaganda-1", "hunter2hunter2", 422)[1]
    assert "hunter2" not in str(answer.html)
    assert answer.html.select_one("#login")["value"] == "karaganda-1"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_is_led_to_a_desk_of_its_own(world, role):
    login = next(one.login for one in STAFF if one.role == role)
    browser, answer = sign_in(world, login, f"demo-{login}")
    assert browser.get(answer.location).h1
    assert browser.get("/operator/sign-in").select(f"main a[href='{answer.location}']")


def test_an_official_who_is_no_longer_active_does_not_get_in(world, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE staff SET active = 0 WHERE login = 'karaganda-1'")
    assert sign_in(world, "karaganda-1", "demo-karaganda-1", 422)[1].one("#errors li") == WRONG


def test_whoever_comes_back_to_an_ended_session_is_told_so(world, officer):
    world.clock.ahead(hours=13)
    page = officer.get("/operator/queue", 302)
    assert page.location == "/operator/sign-in?ended=1"
    assert "Your session has ended" in officer.get(page.location).text


def test_the_demo_names_somebody_of_every_role(world):
    page = world.visitor_in("en").get("/operator/sign-in")
    named = {code.text for code in page.select("section[aria-labelledby=demo-staff] .code")}
    assert named == {one.login for one in STAFF}
    assert {row.text for row in page.select("section[aria-labelledby=demo-staff] dt")} == set(ROLES.values())
