"""Several cases at once: each row has its own result, and what cannot be given stays where it is."""

from __future__ import annotations

import pytest

from housing.actions.cases import assign


@pytest.fixture
def two(case_of):
    return [case_of("viktor"), case_of("zhanna")]


def results(page):
    return {
        row.select_one("th a").get_text().replace(" ", ""): row.select_one(".tag").get_text(strip=True)
        for row in page.select("tbody tr")
    }


def holders(ask):
    return dict(ask("SELECT a.number, s.login FROM application a JOIN staff s ON s.id = a.claimed_by"))


def test_an_operator_takes_what_was_chosen(officer, two, ask):
    page = officer.post("/operator/assign?return_to=queue%3Fsort%3D-due", {"number": two}, 200)
    assert results(page) == dict.fromkeys(two, "Given")
    assert holders(ask) == dict.fromkeys(two, "karaganda-1")
    assert page.html.find("a", string="Back to the queue")["href"] == "/operator/queue?sort=-due"
    assert ask("SELECT actor, detail FROM event WHERE kind = 'case.claimed'") == [("karaganda-1", "{}")] * 2


def test_a_supervisor_gives_to_somebody_of_the_branch(supervisor, two, ask):
    ((officer_id,),) = ask("SELECT id FROM staff WHERE login = 'karaganda-1'")
    supervisor.post("/operator/assign", {"number": two, "to": officer_id}, 200)
    assert holders(ask) == dict.fromkeys(two, "karaganda-1")
    assert ask("SELECT DISTINCT lease_until FROM application WHERE claimed_by IS NOT NULL") == [
        ("2026-11-24 13:30:00.000000",)
    ]
    assert (
        ask("SELECT actor, detail FROM event WHERE kind = 'case.assigned'")
        == [("karaganda-head", '{"to": "karaganda-1"}')] * 2
    )


def test_an_operator_gives_to_nobody_else(officer, two, ask):
    ((head,),) = ask("SELECT id FROM staff WHERE login = 'karaganda-head'")
    officer.post("/operator/assign", {"number": two, "to": head}, 200)
    assert holders(ask) == dict.fromkeys(two, "karaganda-1")


def test_what_a_colleague_holds_stays_with_them_and_the_rest_is_given(officer, supervisor, two, ask):
    supervisor.post(f"/operator/queue/{two[0]}/claim")
    page = officer.post("/operator/assign", {"number": two}, 200)
    assert results(page) == {two[0]: "Held by a colleague", two[1]: "Given"}
    assert "1 case of 2 was given" in page.text
    assert holders(ask) == {two[0]: "karaganda-head", two[1]: "karaganda-1"}


def test_what_was_decided_is_not_given(officer, case_of, two):
    decided = case_of("dauren")
    assert results(officer.post("/operator/assign", {"number": [decided, two[0]]}, 200)) == {
        decided: "No longer open",
        two[0]: "Given",
    }


def test_one_case_of_another_branch_and_nothing_is_given(officer, case_of, two, everything):
    elsewhere = case_of("marat")
    token, before = officer.csrf(), everything()
    officer.post("/operator/assign", {"number": [*two, elsewhere], "csrf_token": token}, 404)
    assert everything() == before


def test_nobody_of_another_branch_is_given_a_case(supervisor, two, ask, everything):
    token, before = supervisor.csrf(), everything()
    for (somebody,) in ask("SELECT id FROM staff WHERE login IN ('astana-1', 'auditor')"):
        supervisor.post("/operator/assign", {"number": two, "to": somebody, "csrf_token": token}, 404)
    assert everything() == before


def test_nothing_chosen_and_too_much_are_refused_with_words(officer, two, monkeypatch, ask):
    assert "Nothing was chosen" in officer.post("/operator/assign", {}, 422).text
    monkeypatch.setattr("housing.operator.assign.MAX_CASES", 1)
    assert "At most 1 cases" in officer.post("/operator/assign", {"number": two}, 422).text
    assert holders(ask) == {}
    assert assign.MAX_CASES == 50


def test_to_press_twice_gives_once(officer, two, ask):
    officer.post("/operator/assign", {"number": [two[0], two[0]]}, 200)
    assert results(officer.post("/operator/assign", {"number": two[:1]}, 200)) == {two[0]: "Given"}
    assert holders(ask) == {two[0]: "karaganda-1"}
