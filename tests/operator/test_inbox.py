"""Alerts: to whom each step was told, and that it is new until somebody has taken note of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY


def told(page):
    return [tag.get_text(" ", strip=True) for tag in page.select(".inbox li")]


def hot(page):
    return [tag.get_text(" ", strip=True) for tag in page.select(".menu .count")]


def test_an_official_is_told_of_the_first_step_alone(late, officer):
    page = officer.get("/operator/inbox")
    assert len(told(page)) == 1
    assert "Step 1" in told(page)[0] and "Кравченко Жанна" in told(page)[0]
    assert "late by 1 h" in told(page)[0] and "With nobody." in told(page)[0]
    assert page.select(f".inbox a[href='/operator/case/{late}?return_to=inbox']")


def test_the_supervisor_is_told_of_a_case_once_by_its_highest_step(late, supervisor, ask):
    assert ask("SELECT level FROM alert WHERE role = 'supervisor' ORDER BY level") == [(2,), (3,)]
    steps = told(supervisor.get("/operator/inbox"))
    assert ["Step 3: the term is broken" in line for line in steps] == [True]


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
    assert hot(page) == ["1 unread"] and len(page.select(".inbox .unread")) == 1
    alert = page.html.select_one(".inbox .unread button[name=alert]")["value"]
    assert supervisor.post("/operator/inbox/read", {"alert": alert}).location == "/operator/inbox"
    page = supervisor.get("/operator/inbox")
    assert hot(page) == [] and ["new" in line for line in told(page)] == [False]
    steps_read = ask("SELECT actor FROM event WHERE kind = 'alert.read'")
    assert steps_read == [("karaganda-head",)] * 2, "each step of the case"


def test_all_are_read_at_once_and_only_one_s_own(late, supervisor, ask):
    supervisor.post("/operator/inbox/read")
    unread = "SELECT role FROM alert WHERE id NOT IN (SELECT alert_id FROM alert_read) ORDER BY role"
    assert ask(unread) == [("head_office",), ("operator",)]
    assert not supervisor.get("/operator/inbox").select("form[action='/operator/inbox/read']")


def test_an_alert_of_others_is_not_read_by_its_number(late, sits, ask):
    stranger = sits("astana-head")
    for (alert,) in ask("SELECT id FROM alert"):
        stranger.post("/operator/inbox/read", {"alert": alert})
    assert ask("SELECT count(*) FROM alert_read") == [(0,)]


@pytest.mark.parametrize("alert", ["", "x", "-1", "99999999999999999999"])
def test_an_alert_that_is_none_is_not_all_of_them(late, supervisor, ask, alert):
    supervisor.post("/operator/inbox/read", {"alert": alert}, 404)
    assert ask("SELECT count(*) FROM alert_read") == [(0,)]


def test_a_decided_case_stays_with_its_outcome(late, officer):
    page = officer.get(f"/operator/case/{late}")
    given = {**page.form("#case-form"), "settle-dwellings-0-share": "not", "verdict": "register", "note": "A share"}
    officer.post(f"/operator/case/{late}/decide", given)
    assert told(officer.get("/operator/inbox")) == [], "nothing is left to do about it"
    assert told(officer.get("/operator/inbox?box=handled"))[0].startswith("On the register")


def test_looking_at_the_alerts_writes_nothing(late, supervisor, everything):
    before = everything()
    supervisor.get("/operator/inbox")
    assert everything() == before


def test_the_alerts_are_counted_on_every_screen(late, officer):
    for path in ("/operator/queue", f"/operator/case/{late}", "/operator/inbox"):
        assert hot(officer.get(path)) == ["1 unread"]


def alert_of(ask, role, level):
    return ask("SELECT id FROM alert WHERE role = ? AND level = ?", role, level)[0][0]


def test_each_reads_for_themselves(world, case_of, sits, ask):
    case_of("ilyas")
    world.clock.go(datetime(2026, 11, 26, 10, 0, tzinfo=ALMATY))
    world.work()
    first, second = sits("astana-1"), sits("astana-2")
    first.post("/operator/inbox/read")
    assert hot(first.get("/operator/inbox")) == [] and hot(second.get("/operator/inbox")) == ["1 unread"]


def test_a_breach_is_handled_with_a_cause_of_the_catalogue(late, supervisor, ask):
    breach = alert_of(ask, "supervisor", 3)
    for cause in ("", "nobody's fault"):
        page = supervisor.post(f"/operator/inbox/{breach}/handle", {"cause": cause, "comment": "Asked twice"}, 422)
        assert page.select(f"#errors a[href='#cause-{breach}']") and page.one(f"#comment-{breach}") == "Asked twice"
    supervisor.post(f"/operator/inbox/{breach}/handle", {"cause": "source_silent", "comment": "Asked twice"})
    handled = ask("SELECT level, cause, comment FROM alert WHERE handled_at IS NOT NULL ORDER BY level")
    assert handled == [(2, None, "Asked twice"), (3, "source_silent", "Asked twice")], "its earlier step with it"
    said = supervisor.get("/operator/inbox?box=handled").one(f"#inbox-row-{breach}")
    assert "A state database did not answer" in said and "Asked twice" in said
    supervisor.post(f"/operator/inbox/{breach}/handle", {"cause": "workload"}, 404)


def test_an_alert_of_others_is_not_handled(late, supervisor, sits, ask):
    for login, role in (("karaganda-1", "supervisor"), ("astana-head", "supervisor"), ("karaganda-head", "operator")):
        alert = alert_of(ask, role, 1 if role == "operator" else 3)
        sits(login).post(f"/operator/inbox/{alert}/handle", {"cause": "workload"}, 404)
    assert ask("SELECT count(*) FROM alert WHERE handled_at IS NOT NULL") == [(0,)]


def test_the_supervisor_assigns_and_takes_over(late, supervisor, officer, ask):
    page = supervisor.get("/operator/inbox")
    to = {option.get_text(): option["value"] for option in page.select(f"#to-{alert_of(ask, 'supervisor', 3)} option")}
    supervisor.post(f"/operator/inbox/{late}/assign", {"to": to["Вебер Анна"]})
    assert "Yours" in officer.get(f"/operator/case/{late}").one("#case-lease")
    assert "With: Вебер Анна" in told(officer.get("/operator/inbox"))[0]
    supervisor.post(f"/operator/inbox/{late}/assign", {"to": page.html.select_one("button[name=to]")["value"]})
    assert "Мұқашев" in officer.get(f"/operator/case/{late}").one("#case-lease")
    assert ask("SELECT count(*) FROM event WHERE kind = 'case.assigned'") == [(2,)]


def test_nobody_of_another_branch_is_given_a_case(late, supervisor, sits, officer, ask):
    stranger = ask("SELECT id FROM staff WHERE login = 'astana-1'")[0][0]
    for to in (stranger, "x", ""):
        supervisor.post(f"/operator/inbox/{late}/assign", {"to": to}, 409)
    sits("astana-head").post(f"/operator/inbox/{late}/assign", {"to": stranger}, 404)
    officer.post(f"/operator/inbox/{late}/assign", {"to": stranger}, 403)
    assert ask("SELECT claimed_by FROM application") == [(None,)]
