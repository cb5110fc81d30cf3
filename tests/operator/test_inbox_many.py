"""Breaches by the hundred: no silent end, a branch alone, and one cause for all that share it."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY
from housing.queries.cases import inbox as alerts
from tests.operator.test_inbox_tabs import URL, steps, tabs

CAUSES = "SELECT cause, count(*) FROM alert WHERE role = 'head_office' GROUP BY cause ORDER BY cause"


@pytest.fixture
def breaches(world, case_of, monkeypatch):
    """Three cases of two branches past their term; two stand on a page."""
    monkeypatch.setattr(alerts, "PAGE", 2)
    numbers = [case_of(key) for key in ("zhanna", "raushan", "marat")]
    world.clock.go(datetime(2026, 12, 1, 10, 0, tzinfo=ALMATY))
    world.work()
    return numbers


@pytest.fixture
def head_office(breaches, sits):
    return sits("head-office")


def boxes(page):
    return [box["value"] for box in page.select("input[name=alert][form=inbox-causes-form]")]


def test_every_breach_stands_on_one_page(breaches, head_office):
    first = head_office.get(URL)
    second = head_office.get(first.html.select_one("a[rel=next]")["href"])
    assert (steps(first), steps(second)) == (2, 1) and not second.select("a[rel=next]")
    assert len({*boxes(first), *boxes(second)}) == 3
    assert steps(head_office.get(second.html.select_one("a[rel=prev]")["href"])) == 2
    assert tabs(first)["To be done"] == 3


def test_a_branch_may_be_looked_at_alone(breaches, head_office, supervisor):
    page = head_office.get(f"{URL}?branch=astana")
    assert steps(page) == 1 and "Astana" in page.select(".inbox > li")[0].get_text() and tabs(page)["All"] == 1
    assert page.html.select_one("select[name=branch] option[selected]")["value"] == "astana"
    assert {form["action"] for form in page.select("main form[method=post]")} <= {
        form["action"] for form in page.select("form[action*='branch=astana']")
    }, "whatever is sent comes back to the branch"
    assert tabs(head_office.get(f"{URL}?branch=nowhere"))["All"] == 3
    assert not supervisor.get(f"{URL}?branch=astana").select("select[name=branch]")


def test_one_cause_is_recorded_for_many_at_once(breaches, head_office, ask):
    page = head_office.get(URL)
    sent = {**page.form("#inbox-causes-form"), "alert": boxes(page), "cause": "source_silent", "comment": "The outage"}
    done = head_office.post(page.html.select_one("#inbox-causes-form")["action"], sent).location
    assert done == f"{URL}?recorded=2"
    assert "The cause is recorded for 2 cases." in head_office.get(done).one("main .box.ok")
    assert ask(CAUSES) == [(None, 1), ("source_silent", 2)]
    assert ask("SELECT count(*) FROM event WHERE kind = 'alert.handled' AND actor = 'head-office'") == [(2,)]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"alert": []}, "causes-chosen"),
        ({"cause": ""}, "causes-cause"),
        ({"cause": "nobody"}, "causes-cause"),
        ({"comment": "я" * 1001}, "causes-comment"),
    ],
)
def test_without_a_case_or_a_cause_nothing_is_recorded_and_what_was_typed_stays(breaches, head_office, ask, change, at):
    page = head_office.get(URL)
    sent = {**page.form("#inbox-causes-form"), "alert": boxes(page)[:1], "cause": "workload", "comment": "?", **change}
    shown = head_office.post(f"{URL}/causes", sent, 422)
    assert shown.select(f"#errors a[href='#{at}']") and shown.select(f"#{at}-error")
    assert shown.one("#causes-comment") == sent["comment"] and ask(CAUSES) == [(None, 3)]
    chosen = [box["value"] for box in shown.select("input[name=alert][checked]")]
    assert chosen == ([] if at == "causes-chosen" else sent["alert"])


def test_what_is_another_s_or_was_handled_meanwhile_is_passed_over(breaches, head_office, sits, ask):
    page = head_office.get(URL)
    others = [alert for (alert,) in ask("SELECT id FROM alert WHERE role <> 'head_office'")]
    sent = {"alert": [*boxes(page), *others, "x", "999999999"], "cause": "workload"}
    for done in (2, 0):
        assert head_office.post(f"{URL}/causes", sent).location == f"{URL}?recorded={done}"
    assert ask("SELECT count(*) FROM alert WHERE handled_at IS NOT NULL") == [(2,)]
