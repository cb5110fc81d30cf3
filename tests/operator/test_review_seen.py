"""A refusal that waits for a second look is seen: in a tab, in the inbox, by "take the next", and in time."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY
from tests.operator.test_inbox import hot, told
from tests.operator.test_queue import numbers
from tests.operator.test_second_look import READ, look, proposed, seen

__all__ = ["proposed"]
REVIEW = "/operator/queue?whose=review"
ALERTS = "SELECT role, branch_code, handled_at IS NULL FROM alert WHERE level = 0"


def test_it_stands_in_a_tab_of_its_own_with_a_count(proposed, officer, supervisor, case_of):
    case_of("zhanna")
    for browser in (officer, supervisor):
        page = browser.get(REVIEW)
        assert numbers(page) == [proposed]
        assert page.one("#queue-tabs [aria-current=page]") == "Second look 1"


def test_to_propose_is_no_error(proposed, officer):
    page = officer.get(f"/operator/queue?done={proposed}")
    box = page.html.select_one("main .box[role=status]")
    assert "ok" in box["class"] and "The refusal is proposed" in box.get_text()
    assert not page.select("[role=alert].box") and not page.html.title.get_text().startswith("Error")


def test_the_button_pressed_twice_is_no_conflict(officer, case_of, second_looks, ask):
    second_looks(lot=100)
    number = case_of("viktor")
    form = officer.get(f"/operator/case/{number}").form("#case-form")
    sent = {**form, "verdict": "refuse", "note": "Read", READ: "no"}
    for _ in range(2):
        assert officer.post(f"/operator/case/{number}/decide", sent).location == f"/operator/queue?done={number}"
    assert ask("SELECT count(*) FROM refusal_proposal") == [(1,)]
    officer.post(f"/operator/case/{number}/decide", {**sent, "verdict": "register", READ: "yes"}, 409)


def test_the_reviewers_are_told_at_once_and_nobody_else(proposed, officer, supervisor, sits, ask):
    assert ask(ALERTS) == [("supervisor", "karaganda", 1)]
    page = supervisor.get("/operator/inbox")
    assert hot(page) == ["1 unread"] and "Second look" in told(page)[0]
    for other in (officer, sits("astana-head"), sits("head-office")):
        assert told(other.get("/operator/inbox")) == []


def test_once_answered_the_alert_is_handled_and_comes_again_with_the_next_proposal(proposed, officer, supervisor, ask):
    supervisor.post("/operator/inbox/read")
    supervisor.post(look(proposed, "return"), {**seen(supervisor, proposed, "return"), "comment": "Ask the expert"})
    assert ask(ALERTS) == [("supervisor", "karaganda", 0)] and told(supervisor.get("/operator/inbox")) == []
    form = officer.get(f"/operator/case/{proposed}").form("#case-form")
    officer.post(f"/operator/case/{proposed}/decide", {**form, "verdict": "refuse", "note": "Asked", READ: "no"})
    assert hot(supervisor.get("/operator/inbox")) == ["1 unread"]
    supervisor.post(look(proposed, "confirm"), seen(supervisor, proposed))
    assert ask(ALERTS) == [("supervisor", "karaganda", 0)] and hot(supervisor.get("/operator/inbox")) == []


def test_what_nobody_of_the_branch_may_look_at_is_told_to_the_head_office(supervisor, sits, case_of, second_looks, ask):
    second_looks(lot=100)
    raushan = case_of("raushan")
    form = supervisor.get(f"/operator/case/{raushan}").form("#case-form")
    supervisor.post(f"/operator/case/{raushan}/decide", {**form, "verdict": "refuse"})
    assert ask(ALERTS) == [("head_office", None, 1)]
    assert told(supervisor.get("/operator/inbox")) == [] and len(told(sits("head-office").get("/operator/inbox"))) == 1


def test_the_next_case_of_a_supervisor_may_be_a_second_look(proposed, officer, supervisor, ask):
    assert officer.post("/operator/queue/next").location == "/operator/queue?whose=unassigned"
    assert supervisor.post("/operator/queue/next").location == f"/operator/case/{proposed}"
    page = supervisor.get(f"/operator/case/{proposed}")
    assert "Yours" in page.one("#case-lease") and page.select("#case-look button")
    assert numbers(supervisor.get("/operator/queue?whose=mine")) == [proposed]
    assert supervisor.post("/operator/queue/next").location == "/operator/queue?whose=unassigned"
    supervisor.post(look(proposed, "confirm"), seen(supervisor, proposed))
    assert ask("SELECT claimed_by FROM application") == [(None,)]


def test_whoever_proposed_it_is_not_given_it_to_look_at(supervisor, case_of, second_looks):
    second_looks(lot=100)
    raushan = case_of("raushan")
    form = supervisor.get(f"/operator/case/{raushan}").form("#case-form")
    supervisor.post(f"/operator/case/{raushan}/decide", {**form, "verdict": "refuse"})
    assert supervisor.post("/operator/queue/next").location == "/operator/queue?whose=unassigned"
    supervisor.post(f"/operator/case/{raushan}/lease/take", {}, 409)


@pytest.mark.parametrize(("hour", "level"), [(10, 1), (17, 2)])
def test_the_steps_of_escalation_tell_the_reviewers(world, proposed, ask, hour, level):
    world.clock.go(datetime(2026, 11, 26 if level == 1 else 27, hour, 0, tzinfo=ALMATY))
    world.work()
    roles = ask("SELECT DISTINCT role FROM alert WHERE level > 0 ORDER BY role")
    assert ("supervisor",) in roles and ("operator",) not in roles
