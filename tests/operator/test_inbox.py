"""Alerts: to whom each step was told, and that it is new until somebody has taken note of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.working_time import ALMATY


@pytest.fixture
def late(world, case_of):
    """One case of Karaganda, past all three steps."""
    number = case_of("zhanna")
    world.clock.go(datetime(2026, 11, 26, 10, 0, tzinfo=ALMATY))
    world.work()
    return number


def told(page):
    return [tag.get_text(" ", strip=True) for tag in page.select(".inbox li")]


def hot(page):
    return [tag.get_text(" ", strip=True) for tag in page.select(".menu .count")]


def test_an_official_is_told_of_the_first_step_alone(late, officer):
    page = officer.get("/operator/inbox")
    assert len(told(page)) == 1
    assert "Step 1: told to the official" in told(page)[0] and "Кравченко Жанна" in told(page)[0]
    assert "late by 1 h" in told(page)[0] and "With nobody." in told(page)[0]
    assert page.select(f".inbox a[href='/operator/case/{late}']")


def test_the_supervisor_is_told_of_the_second_and_the_third(late, supervisor):
    steps = [line for line in told(supervisor.get("/operator/inbox"))]
    assert ["Step 3: the term is broken" in line for line in steps] == [True, False]


def test_the_head_office_sees_a_number_and_a_branch_but_no_person(late, sits):
    page = sits("head-office").get("/operator/inbox")
    assert f"№ {late[:4]} {late[4:7]} {late[7:]} Karaganda branch" in told(page)[0]
    assert "Кравченко" not in page.text and not page.select(".inbox a")


def test_another_branch_is_told_nothing(late, sits):
    page = sits("astana-1").get("/operator/inbox")
    assert page.one(".box") == "There are no alerts." and hot(page) == []


def test_an_alert_of_the_holder_is_nobody_else_s(world, case_of, officer, tmp_path):
    import sqlite3

    case_of("zhanna")
    world.clock.go(datetime(2026, 11, 25, 14, 30, tzinfo=ALMATY))
    world.work()
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE alert SET staff_id = (SELECT id FROM staff WHERE login = 'astana-1')")
    page = world.official("karaganda-1").get("/operator/inbox?lang=en")
    assert told(page) == []


def test_an_alert_is_new_until_it_is_read(late, supervisor, ask):
    page = supervisor.get("/operator/inbox")
    assert hot(page) == ["2 unread"] and len(page.select(".inbox .unread")) == 2
    alert = page.html.select_one(".inbox .unread button")["value"]
    assert supervisor.post("/operator/inbox/read", {"alert": alert}).location == "/operator/inbox"
    page = supervisor.get("/operator/inbox")
    assert hot(page) == ["1 unread"]
    assert ["new" in line for line in told(page)] == [True, False]
    assert ask("SELECT actor FROM event WHERE kind = 'alert.read'") == [("karaganda-head",)]


def test_all_are_read_at_once_and_only_one_s_own(late, supervisor, ask):
    supervisor.post("/operator/inbox/read")
    assert ask("SELECT role FROM alert WHERE read_at IS NULL ORDER BY role") == [("head_office",), ("operator",)]
    assert not supervisor.get("/operator/inbox").select("form[action='/operator/inbox/read']")


def test_an_alert_of_others_is_not_read_by_its_number(late, sits, ask):
    stranger = sits("astana-head")
    for (alert,) in ask("SELECT id FROM alert"):
        stranger.post("/operator/inbox/read", {"alert": alert})
    assert ask("SELECT count(*) FROM alert WHERE read_at IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("alert", ["", "x", "-1", "99999999999999999999"])
def test_an_alert_that_is_none_is_not_all_of_them(late, supervisor, ask, alert):
    supervisor.post("/operator/inbox/read", {"alert": alert}, 404)
    assert ask("SELECT count(*) FROM alert WHERE read_at IS NOT NULL") == [(0,)]


def test_a_decided_case_stays_with_its_outcome(late, officer):
    page = officer.get(f"/operator/case/{late}")
    given = {**page.form("#case-form"), "settle-dwellings-0-share": "not", "verdict": "register", "note": "A share"}
    officer.post(f"/operator/case/{late}/decide", given)
    assert told(officer.get("/operator/inbox"))[0].startswith("On the register")


def test_looking_at_the_alerts_writes_nothing(late, supervisor, everything):
    before = everything()
    supervisor.get("/operator/inbox")
    assert everything() == before


def test_the_alerts_are_counted_on_every_screen(late, officer):
    for path in ("/operator/queue", f"/operator/case/{late}", "/operator/inbox"):
        assert hot(officer.get(path)) == ["1 unread"]
