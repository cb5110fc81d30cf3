"""A case that is open: taken with the page, kept by work, let go by leaving; and two browsers that see one another."""

from __future__ import annotations

import pytest

from tests.operator.conftest import HTMX


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


def lease(number, verb):
    return f"/operator/case/{number}/lease/{verb}"


def line(page):
    return page.html.select_one("#case-lease")


def test_a_free_case_is_taken_by_the_page_that_was_opened(officer, viktor):
    opened = line(officer.get(f"/operator/case/{viktor}"))
    assert (opened["hx-post"], opened["hx-trigger"]) == (lease(viktor, "take"), "load, seen")
    mine = line(officer.post(opened["hx-post"], status=200, **HTMX))
    assert (mine["data-lease"], mine["hx-trigger"]) == ("mine", "seen")
    assert "Yours until 10:20" in " ".join(mine.get_text(" ").split())


def test_to_open_a_case_by_its_address_takes_nothing_yet(officer, viktor, ask):
    officer.get(f"/operator/case/{viktor}")
    assert ask("SELECT claimed_by FROM application") == [(None,)]


def test_two_browsers_on_one_case_see_one_another(officer, supervisor, viktor):
    officer.post(lease(viktor, "take"))
    page = supervisor.get(f"/operator/case/{viktor}")
    assert "Вебер Анна until 10:20" in page.one("#case-lease")
    assert line(page)["hx-post"] == lease(viktor, "look") and line(page)["data-lease"] == "other"
    officer.post(lease(viktor, "release"))
    after = supervisor.post(lease(viktor, "look"), status=200, **HTMX)
    assert "Nobody" in after.one("#case-lease") and after.select("form[action$='/lease/take']")


def test_who_looks_on_takes_nothing(officer, viktor, everything):
    before = everything()
    page = officer.post(lease(viktor, "look"), status=200, **HTMX)
    assert everything() == before and line(page)["hx-post"] == lease(viktor, "look")


def test_work_renews_the_lease_and_is_written_down_once(world, officer, viktor, ask):
    officer.post(lease(viktor, "take"))
    for _ in range(3):
        world.clock.ahead(minutes=15)
        page = officer.post(lease(viktor, "take"), status=200, **HTMX)
    assert "Yours until 11:05" in page.one("#case-lease")
    assert ask("SELECT count(*) FROM event WHERE kind = 'case.claimed'") == [(1,)]


def test_to_try_a_finding_is_work(world, officer, viktor):
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    officer.post(lease(viktor, "take"))
    world.clock.ahead(minutes=15)
    page = officer.post(f"/operator/case/{viktor}/try", form, 200)
    assert "Yours until 10:35" in page.one("#case-lease")


def test_without_work_it_runs_out_after_twenty_minutes(world, officer, supervisor, viktor):
    officer.post(lease(viktor, "take"))
    world.clock.ahead(minutes=19)
    assert "Вебер Анна" in supervisor.get(f"/operator/case/{viktor}").one("#case-lease")
    world.clock.ahead(minutes=1)
    assert "Nobody" in supervisor.get(f"/operator/case/{viktor}").one("#case-lease")
    supervisor.post(lease(viktor, "take"))
    late = officer.post(lease(viktor, "take"), status=200, **HTMX)
    assert line(late)["data-lease"] == "other"


def test_to_leave_the_page_gives_one_s_own_case_back_and_nobody_else_s(officer, supervisor, viktor, ask):
    officer.post(lease(viktor, "take"))
    supervisor.post(lease(viktor, "leave"), status=204)
    assert ask("SELECT claimed_by IS NOT NULL FROM application") == [(1,)]
    officer.post(lease(viktor, "leave"), status=204)
    assert ask("SELECT claimed_by FROM application") == [(None,)]


def test_the_supervisor_gives_back_anybody_s(officer, supervisor, viktor, ask):
    officer.post(lease(viktor, "take"))
    page = supervisor.get(f"/operator/case/{viktor}")
    act = page.html.select_one("#case-lease form")["action"]
    assert supervisor.post(act).location == f"/operator/case/{viktor}"
    assert ask("SELECT claimed_by FROM application") == [(None,)]
    assert ask("SELECT actor FROM event WHERE kind = 'case.released'") == [("karaganda-head",)]


def test_an_official_does_not_give_back_a_colleague_s(sits, case_of, ask):
    ilyas = case_of("ilyas")
    sits("astana-1").post(lease(ilyas, "take"))
    colleague = sits("astana-2")
    assert not colleague.get(f"/operator/case/{ilyas}").select("#case-lease form")
    colleague.post(lease(ilyas, "release"))
    assert ask("SELECT s.login FROM application a JOIN staff s ON s.id = a.claimed_by") == [("astana-1",)]


def test_an_open_page_is_told_that_the_case_is_decided(officer, supervisor, viktor, ask):
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    sent = {**form, "settle-application-documents-0-reliable": "yes", "verdict": "register", "note": "Read"}
    officer.post(f"/operator/case/{viktor}/decide", sent)
    page = supervisor.post(lease(viktor, "look"), status=200, **HTMX)
    assert "On the register" in page.one("#case-lease") and not line(page).has_attr("hx-post")


def test_a_page_from_before_a_change_reads_who_what_and_when(world, officer, supervisor, viktor):
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    supervisor.post(lease(viktor, "take"))
    supervisor.post(lease(viktor, "release"))
    page = officer.post(f"/operator/case/{viktor}/decide", {**form, "version": "1", "note": "Typed"}, 409)
    assert "24.11.2026 10:00 : Released" in page.one("#case-conflict") and page.one("#note") == "Typed"
