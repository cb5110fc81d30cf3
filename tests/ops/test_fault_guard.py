"""Where the database cannot do what was asked people are told so in words, and what they sent can be sent again."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from housing.storage import audit, extensions, writer_line
from housing.storage.database_faults import DatabaseUnavailableError
from housing.storage.extensions import db
from housing.storage.models import Event
from housing.storage.transaction import WRITER, transaction
from housing.web.access import ANYONE, access
from tests.conftest import TUESDAY
from tests.judge import LANGUAGES, judge


@pytest.fixture
def opened_with(app, monkeypatch):
    """The database is opened anew, with these pragmas instead of those of the same name."""

    def reopen(*pragmas):
        names = {one.partition("=")[0] for one in pragmas}
        kept = [one for one in extensions.PRAGMAS if one.partition("=")[0] not in names]
        monkeypatch.setattr(extensions, "PRAGMAS", (*kept, *pragmas))
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    return reopen


@pytest.fixture
def impatient(opened_with, monkeypatch):
    """Nobody waits for long."""
    opened_with("busy_timeout=30")
    monkeypatch.setattr(writer_line, "PATIENCE", 0.05)
    monkeypatch.setattr(writer_line, "LOOK", 0.01)


@contextmanager
def held_from_outside(folder):
    with sqlite3.connect(folder / "kezek.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def answer_contact(browser, expected):
    form = browser.get("/apply/contact").form("main form")
    return browser.post("/apply/contact", {**form, "phone": "+7 701 111 22 33"}, expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_writer_outside_delays_people_and_loses_nothing_of_what_they_sent(world, impatient, tmp_path, language):
    world.drafted("aigerim")
    browser = world.citizen("aigerim", language)
    with held_from_outside(tmp_path):
        page = answer_contact(browser, 503)
    judge(page)
    assert page.response.headers["Retry-After"] == "10"
    again = page.form("main form")
    assert again["phone"] == "+7 701 111 22 33"
    browser.post("/apply/contact", again)
    assert browser.get("/apply/contact").form("main form")["phone"] == "+77011112233"


def test_while_a_writer_outside_holds_the_database_people_read_on(world, impatient, tmp_path):
    browser = world.citizen("aigerim", "en")
    with held_from_outside(tmp_path):
        assert browser.get("/cabinet").status == 200


def test_a_password_is_not_put_into_the_page_that_sends_it_again(world, impatient, tmp_path):
    browser = world.visitor_in("en")
    form = browser.get("/operator/sign-in").form("main form")
    with held_from_outside(tmp_path):
        sent = {**form, "login": "karaganda-1", "password": "demo-karaganda-1"}
        page = browser.post("/operator/sign-in", sent, 503)
    assert "demo-karaganda-1" not in str(page.html) and "Go back in your browser" in page.text


def test_of_many_who_wait_for_a_line_that_stands_still_a_few_stay(app, monkeypatch):
    monkeypatch.setattr(writer_line, "STILL", 0.0)
    monkeypatch.setattr(writer_line, "LOOK", 0.01)
    told, go = [], threading.Event()

    def wait():
        with app.test_request_context("/"):
            try:
                with WRITER.turn():
                    told.append("came")
            except DatabaseUnavailableError as fault:
                told.append(fault.code)

    threads = [threading.Thread(target=wait) for _ in range(8)]
    with WRITER.turn():
        for thread in threads:
            thread.start()
        while told.count("busy") < 8 - writer_line.MAX_WAITING:
            go.wait(0.01)
    for thread in threads:
        thread.join()
    assert sorted(told) == ["busy"] * 4 + ["came"] * 4 and WRITER.waiting == 0


@pytest.fixture
def in_line(app):
    """Begins a thread that wants to write, and waits until it stands in line; who wrote, in their order."""
    wrote, threads = [], []

    def begin(who):
        def write():
            with app.test_request_context("/"), WRITER.turn():
                wrote.append(who)

        before = WRITER.waiting
        threads.append(threading.Thread(target=write))
        threads[-1].start()
        while WRITER.waiting == before:
            time.sleep(0.001)

    yield begin, wrote
    for thread in threads:
        thread.join()


def test_whoever_writes_again_and_again_comes_after_those_who_wait(in_line):
    begin, wrote = in_line
    with WRITER.turn():
        begin("somebody")
        begin("somebody else")
    with WRITER.turn():
        wrote.append("the job")
    assert wrote == ["somebody", "somebody else", "the job"]


def test_whether_the_line_stands_is_judged_by_looks_and_by_no_clock(app):
    """A server that gets no processor for a while does not look: that while is nobody's fault."""
    line, looks = writer_line.WriterLine(), round(writer_line.STILL / writer_line.LOOK)
    with app.test_request_context("/"), line.turn():
        following, *between, last = [line.join() for _ in range(writer_line.MAX_WAITING + 1)]
        assert not any(line.leave(following, False) or line.leave(last, False) for _ in range(looks - 1))
        assert not line.leave(following, False) and line.leave(last, False)
        assert not any(line.leave(one, False) for one in between)


def test_nobody_waits_in_line_for_ever(app, impatient):
    with app.app_context(), WRITER.turn(), pytest.raises(DatabaseUnavailableError), transaction():
        pytest.fail("somebody else writes")


def test_a_database_that_cannot_be_written_is_told_in_words_and_in_the_log(world, opened_with, caplog):
    world.drafted("aigerim")
    browser = world.citizen("aigerim", "en")
    form = browser.get("/apply/contact").form("main form")
    opened_with("query_only=1")
    page = browser.post("/apply/contact", form, 503)
    judge(page)
    assert page.response.headers["Retry-After"] == "120" and page.h1 == "Kezek cannot save anything just now"
    assert [record.message for record in caplog.records if record.levelname == "CRITICAL"] == [
        "ALARM: the database cannot be written or read: read_only"
    ]


def test_a_full_disk_takes_nothing_half(app, opened_with):
    with app.app_context():
        pages = db.session.scalar(text("PRAGMA page_count"))
        before = db.session.scalar(select(func.count()).select_from(Event))
        opened_with(f"max_page_count={pages}")
        with pytest.raises(DatabaseUnavailableError) as told, transaction():
            for _ in range(2000):
                audit.record("case.claimed", "somebody", TUESDAY)
        assert told.value.code == "full"
        assert db.session.scalar(select(func.count()).select_from(Event)) == before


def test_where_not_even_a_page_can_be_filled_there_are_words(app, monkeypatch):
    def fail(*given, **named):
        raise DatabaseUnavailableError("disk", OSError())

    monkeypatch.setattr("housing.ops.fault_guard.handle_http_error", fail)
    monkeypatch.setitem(app.view_functions, "public.start", access(ANYONE)(fail))
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.headers["Retry-After"], len(answer.text.splitlines())) == (503, "120", 3)
