"""The queue: who sees what, in which order, under which clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY
from housing.queries.cases import queue_sidebar

TODAY = datetime(2026, 11, 25, 16, 50, tzinfo=ALMATY)


def numbers(page):
    return [row["id"].removeprefix("queue-row-") for row in page.select("tr[data-row]")]


@pytest.fixture
def three(world, case_of):
    """Due today, tomorrow and the day after, filed in another order."""
    world.clock.go(datetime(2026, 11, 23, 11, 0, tzinfo=ALMATY))
    tomorrow = case_of("viktor")
    world.clock.go(datetime(2026, 11, 24, 9, 30, tzinfo=ALMATY))
    later, today = case_of("kanat"), case_of("zhanna")
    world.clock.go(TODAY)
    world.work()
    return today, tomorrow, later


def test_the_most_urgent_stands_first(three, officer):
    assert numbers(officer.get("/operator/queue")) == list(three)


def test_the_order_may_be_turned(three, officer):
    page = officer.get("/operator/queue?sort=-due")
    assert numbers(page) == list(three)[::-1]
    assert page.html.select_one("th[aria-sort]")["aria-sort"] == "descending"


def test_a_branch_sees_its_own_cases_only(sits, three, case_of):
    elsewhere = case_of("marat")
    assert numbers(sits("astana-1").get("/operator/queue")) == [elsewhere]
    assert elsewhere not in numbers(sits("karaganda-1").get("/operator/queue"))


def test_rows_stand_under_their_due_time(three, officer):
    heads = [tag.get_text(" ", strip=True) for tag in officer.get("/operator/queue").select("tr.group-row th")]
    assert heads == [
        "Today by 18:30 · the branch supervisor has been told",
        "Tomorrow, Thursday 26 November, by 18:30",
        "Friday 27 November, by 18:30",
    ]


def test_the_time_left_is_in_working_hours_and_its_level_in_words(three, officer):
    clocks = [tag.get_text(" ", strip=True) for tag in officer.get("/operator/queue").select("tr[data-row] .countdown")]
    assert [clock.split(" of working")[0].replace("\xa0", " ") for clock in clocks] == [
        "1 h 40 min",
        "1 d 1 h",
        "2 d 1 h",
    ]
    assert [clock.rsplit(", ")[-1] for clock in clocks] == ["urgent", "due soon", "there is time"]


def test_what_is_overdue_is_said_to_be(world, three, sits):
    world.clock.go(datetime(2026, 11, 26, 10, 0, tzinfo=ALMATY))
    world.work()
    page = sits("karaganda-1").get("/operator/queue?whose=escalated")
    assert "Overdue: Wednesday 25 November 18:30 · the head office has been told" in page.text
    assert "late by 1 h" in page.text


def test_the_tabs_count_what_they_show(three, officer):
    officer.post(f"/operator/queue/{three[0]}/claim")
    page = officer.get("/operator/queue?whose=mine")
    assert [tag.get_text() for tag in page.select("#queue-tabs .count")] == ["1", "3", "2", "0", "2"]
    for whose, shown in (("mine", 1), ("branch", 3), ("unassigned", 2), ("escalated", 2)):
        assert len(numbers(officer.get(f"/operator/queue?whose={whose}"))) == shown


def test_a_count_stops_where_counting_costs_more_than_it_tells(three, officer, monkeypatch):
    monkeypatch.setattr(queue_sidebar, "MAX_COUNT", 2)
    tabs = [tag.get_text() for tag in officer.get("/operator/queue").select("#queue-tabs .count")]
    assert tabs == ["0", "2+", "2+", "0", "2"]


def test_filters_stand_in_the_address(three, officer):
    page = officer.get("/operator/queue?basis=no_housing&status=with_operator")
    assert numbers(page) == [three[0]]
    assert page.html.select_one("select[name=basis] option[selected]")["value"] == "no_housing"
    assert numbers(officer.get("/operator/queue?status=source_awaited")) == []


@pytest.mark.parametrize(
    "query",
    [
        "whose=all",
        "basis=x'--",
        "sort=name",
        "after=999999999999999-1",
        "after=1-x",
        "status=draft",
        "rows=7",
        "before=yesterday",
        "before=0001-01-01",
        "holder=0",
        "holder=x",
        "trouble=weather",
        "list=C99",
        "until=1.5-2",
        "after=9999999999.000000-x",
    ],
)
def test_a_filter_that_is_none_is_left_out(three, officer, query):
    assert len(numbers(officer.get(f"/operator/queue?{query}"))) == 3


def test_a_page_has_as_many_rows_as_were_asked_for_and_remembers_it(three, officer):
    page = officer.get("/operator/queue?rows=25")
    assert page.html.select_one("select[name=rows] option[selected]").get_text() == "25"
    assert "rows=25" in page.html.select_one("th[aria-sort] a")["href"]


def test_a_draft_and_a_decided_case_are_not_in_the_queue(world, officer):
    world.drafted("zhanna")
    world.settled("dauren")
    assert numbers(officer.get("/operator/queue")) == []


def test_an_empty_queue_is_calm(officer):
    assert officer.get("/operator/queue").one("#queue-table .box") == "There is nothing to do here."


def test_looking_at_the_queue_writes_nothing(three, officer, everything):
    before = everything()
    officer.get("/operator/queue?whose=unassigned&sort=-due")
    officer.post("/operator/queue/find", {"q": "Сок"}, 200)
    assert everything() == before


def test_what_htmx_receives_is_part_of_what_a_reload_shows(three, officer):
    address = "/operator/queue?basis=emergency_housing"
    part = officer.get(address, **{"HX-Request": "true"}).response.get_data(as_text=True)
    assert part.strip().startswith('<section id="queue-table"')
    assert part.strip() in officer.get(address).response.get_data(as_text=True)


def test_a_page_asks_the_database_a_handful_of_times(three, officer, count_statements):
    officer.get("/operator/queue")  # settlements and branches are read once by a process
    for address in ("", "?whose=mine&done=" + three[0], "?status=registered", "?trouble=any&before=2026-12-31"):
        with count_statements() as asked:
            officer.get(f"/operator/queue{address}")
        assert len(asked) <= 6, asked
