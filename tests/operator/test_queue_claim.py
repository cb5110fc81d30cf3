"""To claim: of two who press at once one has the case, the other sees whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.operator.conftest import HTMX
from tests.operator.test_queue import numbers


@pytest.fixture
def free(case_of):
    return case_of("viktor")


def test_a_claim_leads_back_to_the_same_list(officer, free):
    page = officer.get("/operator/queue?whose=unassigned&basis=emergency_housing")
    act = page.html.select_one(f"#queue-row-{free} [data-claim]")["formaction"]
    assert officer.post(act).location == "/operator/queue?whose=unassigned&basis=emergency_housing"


@pytest.mark.parametrize("query", ["next=//evil.kz", "whose=//evil.kz", "return=https://evil.kz"])
def test_a_claim_leads_nowhere_else(officer, free, query):
    assert officer.post(f"/operator/queue/{free}/claim?{query}").location == "/operator/queue"


def test_of_two_who_claim_one_has_it(officer, supervisor, free, ask):
    officer.post(f"/operator/queue/{free}/claim")
    assert "Somebody was faster" in supervisor.post(f"/operator/queue/{free}/claim", status=409).h1
    assert ask("SELECT s.login FROM application a JOIN staff s ON s.id = a.claimed_by") == [("karaganda-1",)]


def test_who_was_slower_is_shown_the_row_as_it_is(officer, supervisor, free):
    officer.post(f"/operator/queue/{free}/claim", status=200, **HTMX)
    answer = supervisor.post(f"/operator/queue/{free}/claim", status=409, **HTMX)
    assert "Вебер Анна" in answer.one(f"#queue-row-{free} .lease")
    assert answer.one("#live") == f"№ {free[:4]} {free[4:7]} {free[7:]} was not taken: Вебер Анна was faster."
    assert not answer.select("[data-claim]")


def test_the_row_of_a_claim_is_part_of_what_a_reload_shows(officer, free):
    whole = officer.get("/operator/queue").response.get_data(as_text=True)
    answer = officer.post(f"/operator/queue/{free}/claim", status=200, **HTMX).response.get_data(as_text=True)
    again = officer.get("/operator/queue").response.get_data(as_text=True)
    row = answer[: answer.index("</tr>") + 5].strip()
    tabs = answer[answer.index('<div id="queue-tabs"') : answer.index('<div id="live"')].strip()
    assert row.startswith("<tr") and row in again and row not in whole
    assert tabs in again and tabs not in whole


def test_a_page_swaps_a_409_so_that_the_fresh_row_is_seen(officer):
    config = officer.get("/operator/queue").html.select_one("meta[name=htmx-config]")["content"]
    assert '{"code":"409|422","swap":true}' in config


def test_a_lease_that_has_run_out_holds_nobody_up(world, officer, supervisor, free):
    officer.post(f"/operator/queue/{free}/claim")
    world.clock.ahead(minutes=21)
    supervisor.post(f"/operator/queue/{free}/claim")
    assert "Yours" in supervisor.get("/operator/queue").one(f"#queue-row-{free} .lease")


def test_the_case_of_another_branch_cannot_be_claimed(sits, free, everything):
    stranger = sits("astana-1")
    before = everything()
    stranger.post(f"/operator/queue/{free}/claim", status=404)
    assert everything() == before


def test_the_next_case_is_the_most_urgent_free_one(world, officer, supervisor, free, case_of):
    urgent = case_of("zhanna")
    assert officer.post("/operator/queue/next").location == f"/operator/case/{urgent}"
    assert supervisor.post("/operator/queue/next").location == f"/operator/case/{free}"
    answer = officer.post("/operator/queue/next")
    assert answer.location == "/operator/queue?whose=unassigned"
    assert "There is nothing to do here." in officer.get(answer.location).text


def test_a_row_says_until_when_it_is_held(world, officer, free):
    officer.post(f"/operator/queue/{free}/claim")
    until = (world.clock() + timedelta(hours=5, minutes=20)).strftime("%H:%M")
    assert officer.get("/operator/queue").one(f"#queue-row-{free} .lease") == f"Yours until {until}"
    assert numbers(officer.get("/operator/queue?whose=mine")) == [free]
