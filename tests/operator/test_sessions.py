"""The own account: where somebody is signed in, and that each session can be ended."""

from __future__ import annotations

import pytest

from housing.queries.signin.session import NAME_LENGTH

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def row_buttons(page):
    return [tag["value"] for tag in page.select("tbody input[name=session]")]


@pytest.fixture
def two(sits):
    """The same official in two browsers."""
    return sits("karaganda-1"), sits("karaganda-1")


def test_it_says_since_when_from_where_and_in_what(world, password_step):
    browser = world.visitor()
    browser.client.environ_base.update(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="198.51.100.7")
    password_step("karaganda-1", browser=browser)
    world.clock.ahead(minutes=10)
    row = browser.get("/operator/sessions?lang=en").one("tbody tr")
    assert row == "24.11.2026 10:00 24.11.2026 10:10 Firefox 198.51.*.* this one"


def test_one_of_two_is_ended_and_the_other_goes_on(two):
    first, second = two
    page = first.get("/operator/sessions")
    assert len(page.select("tbody tr")) == 2
    first.post("/operator/sessions/end", {"session": row_buttons(page)[0]})
    second.get("/operator/queue", 302)
    assert len(first.get("/operator/sessions").select("tbody tr")) == 1


def test_all_the_others_are_ended_at_once(sits, two):
    third, (first, second) = sits("karaganda-1"), two
    third.post("/operator/sessions/end-others")
    for browser in (first, second):
        browser.get("/operator/queue", 302)
    third.get("/operator/queue")


@pytest.mark.parametrize("name", ["", "%", "_" * NAME_LENGTH, "0" * NAME_LENGTH, "0" * 5])
def test_what_names_no_session_ends_none(two, everything, name):
    before = everything()
    two[0].post("/operator/sessions/end", {"session": name})
    assert everything() == before


def test_nobody_ends_the_session_of_somebody_else(officer, supervisor, ask):
    [(name,)] = ask(f"SELECT substr(token_hash, 1, {NAME_LENGTH}) FROM signed_in WHERE name LIKE 'Мұқашев%'")
    officer.post("/operator/sessions/end", {"session": name})
    supervisor.get("/operator/queue")


def test_the_name_of_a_session_is_no_key_to_it(world, two):
    name = row_buttons(two[0].get("/operator/sessions"))[0]
    thief = world.visitor()
    thief.get("/")
    with thief.client.session_transaction() as cookie:
        cookie["token"] = name
    thief.get("/operator/sessions", 302)


def test_who_is_still_there_says_so_and_hears_until_when(world, officer):
    world.clock.ahead(minutes=5)
    answer = officer.post("/operator/sessions/stay", status=200, Accept="application/json")
    assert answer.response.get_json() == {"left": 1800}
    assert officer.post("/operator/sessions/stay").location == "/operator/sessions"


def test_nothing_prolongs_a_session_beyond_twelve_hours(world, officer):
    world.clock.ahead(hours=11, minutes=50)
    answer = officer.post("/operator/sessions/stay", status=200, Accept="application/json")
    assert answer.response.get_json() == {"left": 600}


def test_every_page_of_staff_leads_here(officer):
    assert [tag.get_text() for tag in officer.get("/operator/queue").select('nav a[href="/operator/sessions"]')]
