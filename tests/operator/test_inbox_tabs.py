"""The tabs of the alerts: what is to be done, what was handled, all; counted, and kept in the address."""

from __future__ import annotations

import pytest

from tests.judge import words

URL = "/operator/inbox"


@pytest.fixture
def breach(late, ask):
    return ask("SELECT id FROM alert WHERE role = 'supervisor' AND breach")[0][0]


def tabs(page):
    return {words(link).rpartition(" ")[0]: int(words(link).rpartition(" ")[2]) for link in page.select(".tabs a")}


def steps(page):
    return len(page.select(".inbox > li"))


def handled(browser, alert, box=""):
    return browser.post(f"{URL}/{alert}/handle{box}", {"cause": "workload", "comment": "Seen to"})


def test_what_is_handled_goes_from_one_tab_to_another(breach, supervisor):
    page = supervisor.get(URL)
    assert tabs(page) == {"To be done": 1, "Handled": 0, "All": 1} and steps(page) == 1
    handled(supervisor, breach)
    page = supervisor.get(URL)
    assert tabs(page) == {"To be done": 0, "Handled": 1, "All": 1} and steps(page) == 0
    assert [steps(supervisor.get(f"{URL}?box={box}")) for box in ("todo", "handled", "all", "x")] == [0, 1, 1, 0]


def test_the_tab_stands_in_the_address_and_a_change_comes_back_to_it(breach, supervisor):
    page = supervisor.get(f"{URL}?box=all")
    assert words(page.html.select_one(".tabs [aria-current=page]")) == "All 1"
    assert {form["action"].partition("?")[2] for form in page.select("main form")} == {"box=all"}
    assert handled(supervisor, breach, "?box=all").location == f"{URL}?box=all"
    assert supervisor.post(f"{URL}/read?box=handled").location == f"{URL}?box=handled"


def test_a_refused_answer_is_shown_in_its_tab(breach, supervisor):
    page = supervisor.post(f"{URL}/{breach}/handle?box=all", {"cause": "", "comment": "Why"}, 422)
    assert words(page.html.select_one(".tabs [aria-current=page]")) == "All 1"
    assert page.one(f"#comment-{breach}") == "Why"


def test_a_broken_term_is_to_do_until_it_has_a_cause_even_when_the_case_is_decided(late, breach, supervisor):
    form = supervisor.get(f"/operator/case/{late}").form("#case-form")
    given = {**form, "settle-dwellings-0-share": "not", "verdict": "register", "note": "A share"}
    supervisor.post(f"/operator/case/{late}/decide", given)
    page = supervisor.get(URL)
    assert tabs(page) == {"To be done": 1, "Handled": 0, "All": 1} and page.select(f"#inbox-row-{breach}")


def test_an_empty_tab_says_so(late, supervisor, sits):
    assert supervisor.get(f"{URL}?box=handled").one(".box") == "There is none of these."
    assert sits("astana-head").get(URL).one(".box") == "There are no alerts."


def test_the_page_asks_the_same_handful_of_questions(late, supervisor, count_statements):
    supervisor.get(URL)
    with count_statements() as asked:
        supervisor.get(URL)
    assert len(asked) <= 8
