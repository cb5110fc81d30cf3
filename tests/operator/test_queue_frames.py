"""The frame of the queue is kept for a role of a branch: nobody is shown another's, nor what was before they acted."""

from __future__ import annotations

import gzip
import re
import sqlite3
from itertools import product

import pytest

from housing.operator import _queue_rows
from housing.storage import query_cache
from tests.judge import Page
from tests.operator.test_queue import numbers

LOGINS, LANGUAGES = ("karaganda-1", "karaganda-head", "astana-1"), ("kk", "ru", "en")
ADDRESSES = ("?", "?sort=-due&", "?whose=mine&", "?status=registered&", "?rows=25&basis=no_housing&", "?q=Жүнісов&")
TOKEN = re.compile(r"[\w-]{40,}\.[\w-]{4,}\.[\w-]{20,}")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def frames(app):
    return lambda: app.extensions.setdefault("page_frames", {})


@pytest.fixture
def desks(sits, case_of):
    """Officials of two roles and two branches, with cases in both."""
    case_of("viktor"), case_of("kanat"), case_of("marat"), case_of("dauren")
    return {login: sits(login) for login in LOGINS}


def words(page):
    return TOKEN.sub("TOKEN", page.source)


@pytest.fixture
def walk(desks):
    """Every official at every list in every language. `before`: called before each page."""

    def look(before=lambda: None):
        pages = {}
        for who, at, tongue in product(LOGINS, ADDRESSES, LANGUAGES):
            before()
            pages[who, at, tongue] = desks[who].get(f"/operator/queue{at}lang={tongue}")
        return pages

    return look


def test_a_kept_frame_shows_what_one_made_anew_would(walk, frames):
    walk()
    kept, anew = walk(), walk(before=lambda: frames().clear())
    assert [way for way, page in anew.items() if words(page) != words(kept[way])] == []


def test_nobody_is_greeted_by_the_name_or_the_branch_of_another(walk):
    walk()
    told = {(who, tongue): page.one(".account-link b") for (who, _, tongue), page in walk().items()}
    assert len(set(told.values())) == len(LOGINS)
    heads = {who: page.one("h1") for (who, _, tongue), page in walk().items() if tongue == "ru"}
    assert heads["karaganda-1"] == heads["karaganda-head"] != heads["astana-1"]


def test_a_supervisor_gives_and_an_operator_takes(walk):
    walk()
    assert {who for (who, *_), page in walk().items() if page.select("#queue-chosen select[name=to]")} == {
        "karaganda-head"
    }


def test_a_frame_holds_no_applicant_and_no_session(walk, desks, frames, ask):
    walk()
    for desk in desks.values():
        desk.post("/operator/queue/find", {"q": "841006399900"}, 200)
        desk.post("/operator/queue/find", {"q": "жүнісов"}, 200)
        desk.get("/operator/queue?seen=1", **HTMX)
    texts = "".join(part.text.decode() for frame in frames().values() for part in frame.texts)
    people = {word for row in ask("SELECT name, iin FROM application") for word in row}
    assert frames() and [word for word in (*people, "841006399900", "жүнісов") if word in texts] == []
    assert not TOKEN.search(texts)


def test_frames_are_made_once_for_a_role_of_a_branch_and_a_language(walk, desks, frames):
    walk()
    many = len(frames())
    walk()
    desks["karaganda-1"].get("/operator/queue?lang=ru")
    assert len(frames()) == many <= len(LOGINS) * len(LANGUAGES) * len(ADDRESSES)


def test_each_search_is_told_in_its_own_frame(desks):
    officer = desks["karaganda-1"]
    first = officer.post("/operator/queue/find", {"q": "841006399900"}, 200)
    second = officer.post("/operator/queue/find", {"q": "қо <b>"}, 200)
    assert [page.html.select_one("#q")["value"] for page in (first, second)] == ["841006399900", "қо <b>"]
    assert len(numbers(first)) == 1 and "<b>" not in str(second.select("#queue-find")[0])


def test_the_way_back_is_that_of_this_search_not_of_the_one_before(desks):
    officer = desks["karaganda-1"]
    ways = [
        officer.post("/operator/queue/find", {"q": "841006399900"}, 200).html.select_one("#queue-chosen")["action"]
        for _ in range(2)
    ]
    assert ways[0] != ways[1] and all("answer" in way for way in ways)


def test_a_row_is_put_together_once_for_all_lists_and_names_the_one_it_stands_in(desks):
    officer = desks["karaganda-1"]
    pages = [officer.post("/operator/queue/find", {"q": "841006399900"}, 200)]
    made = _queue_rows.render_row_parts.cache_info().misses
    pages += [officer.post("/operator/queue/find", {"q": "841006399900"}, 200)]
    assert _queue_rows.render_row_parts.cache_info().misses == made
    ways = [page.html.select_one("tbody th a")["href"] for page in pages]
    own = [page.html.select_one("#queue-chosen")["action"].split("answer")[1] for page in pages]
    assert own[0] != own[1] and [way.split("answer")[1] for way in ways] == own


def test_what_somebody_just_did_is_on_their_next_page_and_on_everybodys(desks):
    officer, chief = desks["karaganda-1"], desks["karaganda-head"]
    (number, *_), _ = numbers(officer.get("/operator/queue")), chief.get("/operator/queue")
    officer.post(f"/operator/queue/{number}/claim")
    own, other = officer.get("/operator/queue?lang=en"), chief.get("/operator/queue?lang=en")
    assert "Yours" in own.one(f"#queue-row-{number}") and "Вебер Анна" in other.one(f"#queue-row-{number}")
    assert [page.select("#queue-tabs .count")[0].get_text() for page in (own, other)] == ["1", "0"]


def test_a_filter_that_somebody_keeps_is_theirs_alone(desks):
    officer, chief = desks["karaganda-1"], desks["karaganda-head"]
    officer.get("/operator/queue"), chief.get("/operator/queue")
    officer.post("/operator/queue/save?sort=-due", {"name": "Соңғылары"})
    assert "Соңғылары" in officer.get("/operator/queue").source
    assert "Соңғылары" not in chief.get("/operator/queue").source


@pytest.fixture
def another_process(tmp_path):
    def write(statement):
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            connection.execute(statement)

    return write


def test_rows_that_another_process_wrote_are_there_at_once(desks, another_process):
    desks["karaganda-1"].get("/operator/queue")
    another_process("UPDATE application SET name = 'Басқа Есім' WHERE branch_code = 'karaganda'")
    assert "Басқа Есім" in desks["karaganda-1"].get("/operator/queue").source


def test_who_may_hold_a_case_is_heard_of_from_another_process_after_two_seconds(desks, another_process, monkeypatch):
    desks["karaganda-1"].get("/operator/queue")
    another_process("UPDATE staff SET name = 'Жаңа Есім' WHERE login = 'karaganda-head'")
    later = query_cache.monotonic() + 2.1
    monkeypatch.setattr(query_cache, "monotonic", lambda: later)
    assert "Жаңа Есім" in str(desks["karaganda-1"].get("/operator/queue").select("select[name=holder]")[0])


def test_an_answer_that_is_no_longer_kept_is_said_on_that_page_only(desks):
    officer = desks["karaganda-1"]
    before = officer.get("/operator/queue?lang=en")
    lost = officer.get(f"/operator/queue?answer={'x' * 16}")
    assert "no longer kept" in lost.text and "no longer kept" not in before.text
    assert "no longer kept" not in officer.get("/operator/queue").text


def test_a_packed_page_is_the_page(desks):
    officer = desks["karaganda-1"]
    officer.get("/operator/queue")
    for address in ("/operator/queue", "/operator/queue?seen=1"):
        plain, packed = (
            officer.client.get(address, headers={"Accept-Encoding": coding, **(HTMX if "seen" in address else {})})
            for coding in ("identity", "gzip")
        )
        packed.set_data(gzip.decompress(packed.data))
        assert TOKEN.sub("", Page(packed).source) == TOKEN.sub("", Page(plain).source)


def test_a_write_to_a_case_ends_the_counts_and_not_what_stands_beside(desks, count_statements, monkeypatch):
    monkeypatch.setattr(query_cache, "monotonic", lambda: 0.0)
    officer = desks["karaganda-1"]
    number = numbers(officer.get("/operator/queue"))[0]
    officer.post(f"/operator/queue/{number}/claim")
    with count_statements() as asked:
        page = officer.get("/operator/queue")
    assert page.select("#queue-tabs .count")[0].get_text() == "1"
    assert len(asked) == 2 and not [one for one in asked if "saved_filter" in one], asked
