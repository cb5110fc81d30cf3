"""Pages by key, filters, and the rows that refresh themselves: over a crowd, held against the table itself."""

from __future__ import annotations

import sqlite3

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.cases.queue_filter import QueueFilter, parse_queue_filter, queue_filter_args
from tests.operator.conftest import HTMX
from tests.operator.test_queue import numbers

OPEN_SQL = f"branch_code = 'karaganda' AND status IN {OPEN_STATUSES}"
CROWD = 4000


@pytest.fixture
def crowd(world):
    """Eighty open cases in Karaganda."""
    world.crowded(CROWD, "karaganda")


def walk(officer, address, rel):
    """Every page from there on: (rows, address of it)."""
    pages = []
    while address:
        page = officer.get(address)
        pages.append(numbers(page))
        onward = page.html.select_one(f"#queue-pager a[rel={rel}]")
        last, address = address, onward["href"] if onward else ""
    return pages, last


@pytest.mark.parametrize(("sort", "order"), [
    ("due", "due_at, id"), ("-due", "due_at DESC, id DESC"), ("accepted", "accepted_at, id"),
    ("-accepted", "accepted_at DESC, id DESC"),
])  # fmt: skip
def test_every_case_stands_on_one_page_there_and_back(crowd, officer, ask, sort, order):
    wanted = [number for (number,) in ask(f"SELECT number FROM application WHERE {OPEN_SQL} ORDER BY {order}")]
    forth, last = walk(officer, f"/operator/queue?rows=25&sort={sort}", "next")
    assert [len(page) for page in forth] == [25, 25, 25, 5]
    assert [number for page in forth for number in page] == wanted
    back, _ = walk(officer, last, "prev")
    assert back[::-1] == forth


def test_a_page_turns_where_it_was_left_though_cases_are_decided_meanwhile(crowd, officer, tmp_path):
    first = officer.get("/operator/queue?rows=25")
    onward = first.html.select_one("a[rel=next]")["href"]
    second = numbers(officer.get(onward))
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE application SET status = 'refused' WHERE number = ?", [numbers(first)[0]])
    assert numbers(officer.get(onward)) == second


@pytest.mark.parametrize(("query", "where"), [
    ("basis=emergency_housing", "basis = 'emergency_housing'"),
    ("status=source_awaited", "status = 'source_awaited'"),
    ("list=C7", "category = 'C7'"), ("list=general", "category IS NULL"),
    ("before=2026-11-24", "due_at < '2026-11-24 19:00:00'"),
    ("basis=no_housing&status=with_operator&list=general", "basis = 'no_housing' AND status = 'with_operator' "
     "AND category IS NULL"),
    ("whose=escalated", "escalation > 0"),
])  # fmt: skip
def test_a_filter_shows_what_it_says(crowd, officer, ask, query, where):
    wanted = [
        number for (number,) in ask(f"SELECT number FROM application WHERE {OPEN_SQL} AND {where} ORDER BY due_at, id")
    ]
    assert 0 < len(wanted) < 80
    assert numbers(officer.get(f"/operator/queue?rows=100&{query}")) == wanted


def test_what_was_decided_is_looked_back_at_without_a_clock(crowd, officer, ask):
    page = officer.get("/operator/queue?status=registered&whose=mine")
    wanted = ask("SELECT number FROM application WHERE status = 'registered' ORDER BY due_at, id LIMIT 50")
    assert numbers(page) == [number for (number,) in wanted]
    assert not page.select("tr[data-row] .countdown, tr.group-row, [data-claim], tr[data-row] input")


def test_who_holds_a_case_and_whose_base_is_silent_can_be_filtered(world, officer, supervisor, case_of, ask):
    held, silent = case_of("viktor"), case_of("zhanna")
    supervisor.post(f"/operator/queue/{held}/claim")
    ((head,),) = ask("SELECT id FROM staff WHERE login = 'karaganda-head'")
    assert numbers(officer.get(f"/operator/queue?holder={head}")) == [held]
    chosen = officer.get(f"/operator/queue?holder={head}").one("select[name=holder] option[selected]")
    assert chosen.startswith("Мұқашев")
    rows = ask(
        "SELECT DISTINCT a.number FROM application a JOIN answer x ON x.application_id = a.id "
        "WHERE x.state = 'unavailable'"
    )
    assert set(numbers(officer.get("/operator/queue?trouble=any"))) == {number for (number,) in rows} & {held, silent}


@settings(deadline=None)
@given(st.dictionaries(
    st.sampled_from(QueueFilter._fields),
    st.one_of(st.text(max_size=12), st.sampled_from(["mine", "no_housing", "registered", "C7", "any", "2026-11-26", "7",
                                                     "-accepted", "25", "1764000000.000001-9"])),
))  # fmt: skip
def test_an_address_is_read_as_it_was_written(args):
    asked = parse_queue_filter(args)
    assert parse_queue_filter(queue_filter_args(asked)) == asked


# ------------------------------------------------------------------------------------------------------- by itself


def refresh(browser, page):
    """What the rows of that page would ask for by themselves."""
    return browser.get(page.html.select_one("[data-refreshes]")["hx-get"], **HTMX)


def test_rows_that_refresh_say_what_others_did(officer, supervisor, case_of):
    first = case_of("viktor")
    page = officer.get("/operator/queue?sort=-due")
    assert not refresh(officer, page).select("#live")
    case_of("zhanna")
    supervisor.post(f"/operator/queue/{first}/claim")
    fresh = refresh(officer, page)
    assert fresh.one("#live") == "1 new case, 1 case taken by a colleague"
    assert len(numbers(fresh)) == 2 and "Мұқашев" in fresh.one(f"#queue-row-{first} .lease")
    assert not refresh(officer, fresh).select("#live")


def test_what_the_reader_did_is_no_news(officer, case_of):
    first = case_of("viktor")
    page = officer.get("/operator/queue")
    officer.post(f"/operator/queue/{first}/claim")
    assert not refresh(officer, page).select("#live")


def test_news_of_another_branch_are_none(sits, officer, case_of):
    elsewhere = sits("astana-1")
    page = elsewhere.get("/operator/queue")
    case_of("viktor")
    assert not refresh(elsewhere, page).select("#live")


def test_refreshed_rows_are_those_of_a_reload(crowd, officer):
    page = officer.get("/operator/queue?rows=25&basis=no_housing")
    fresh = refresh(officer, page)
    assert str(fresh.html.select_one("#queue-rows")) == str(page.html.select_one("#queue-rows"))
    for part in ("queue-tabs", "queue-news", "queue-pager"):
        assert fresh.html.select_one(f"#{part}")["hx-swap-oob"] == "true"


def test_a_page_that_lies_open_keeps_nobody_signed_in(officer, case_of, monkeypatch):
    case_of("viktor")
    page = officer.get("/operator/queue")
    from housing.web import sessions

    start = sessions.monotonic_seconds()
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: start + 20 * 60)
    assert refresh(officer, page).status == 200
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: start + 31 * 60)
    answer = officer.client.get("/operator/queue?seen=1", headers=HTMX)
    assert answer.headers.get("HX-Redirect")


def test_a_case_of_the_crowd_can_be_opened(crowd, officer):
    for address in ("/operator/queue", "/operator/queue?status=registered"):
        officer.get(f"/operator/case/{numbers(officer.get(address))[0]}")


def test_a_name_that_is_html_stays_words(crowd, officer, tmp_path):
    with sqlite3.connect(tmp_path / "kezek.db") as connection:
        connection.execute("UPDATE application SET name = '<b>x</b>&' WHERE branch_code = 'karaganda'")
    page = officer.get("/operator/queue")
    assert not page.select("tr[data-row] td:nth-of-type(3) b") and page.text.count("<b>x</b>&") == 50


def test_pages_stay_light(crowd, officer):
    packed = {"Accept-Encoding": "gzip"}
    page = officer.client.get("/operator/queue", headers=packed)
    assert len(page.data) < 12 * 1024
    assert len(officer.client.get("/operator/queue?seen=1", headers={**packed, **HTMX}).data) < 8 * 1024
    button = BeautifulSoup(officer.client.get("/operator/queue").data, "html.parser").select_one("[data-claim]")
    sent = officer.client.post(button["formaction"], data={"csrf_token": officer.csrf()}, headers={**packed, **HTMX})
    assert sent.status_code == 200 and len(sent.data) < 1024
