"""A disk that does not confirm what was written: people are told so in words, and nothing goes out because of it."""

from __future__ import annotations

import errno

import pytest
from sqlalchemy import select

from housing import jobs
from housing.ops import serve
from housing.queries.cases.due_work import list_messages_to_send
from housing.storage import extensions, log_flush
from housing.storage.extensions import db
from housing.storage.models import Message

SAVE = "/operator/queue/save"
WORDS = {
    "en": "look whether it went through",
    "kk": "орындалған-орындалмағанын қараңыз",
    "ru": "посмотрите, не выполнено ли оно",
}


@pytest.fixture
def fail_disk(app, monkeypatch):
    """From then on nothing is confirmed. Connections of tests do not flush: here they do as those of production."""

    def fail(file: int) -> None:
        raise OSError(errno.EIO, "the disk")

    def begin() -> None:
        monkeypatch.setattr(extensions, "FULL", 0)
        monkeypatch.setattr(log_flush, "flush_file", fail)

    yield begin
    with app.app_context():
        flush = log_flush.log_flush_of(db.engine)
        if flush.lock:
            flush.lock.close()
        log_flush.FLUSHES.pop(db.engine)


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_who_wrote_is_told_to_look_before_they_repeat_it_and_who_comes_later_that_nothing_was(
    world, fail_disk, language
):
    desk = world.official("almaty-1", language)
    fail_disk()
    assert WORDS[language] in desk.post(SAVE, {"name": "Mine"}, 500).text
    assert WORDS[language] not in desk.post(SAVE, {"name": "Mine"}, 503).text


def test_pages_can_be_read_and_readyz_says_what_is_wrong(world, fail_disk):
    desk = world.official("almaty-1", "en")
    fail_disk()
    desk.post(SAVE, {"name": "Mine"}, 500)
    desk.get("/operator/queue")
    assert world.app.test_client().get("/readyz").json["disk"] == "not well"


def test_a_message_does_not_go_out_while_it_is_not_sure_that_it_was_taken(world, fail_disk):
    world.filed("aigerim")
    world.clock.ahead(minutes=10)
    with world.app.app_context():
        before, waiting = len(world.stage.messages), len(list_messages_to_send(world.clock()))
        fail_disk()
        jobs.deliver_job(world.clock())
        states = db.session.scalars(select(Message.state)).all()
    assert waiting
    assert (len(world.stage.messages), set(states)) == (before, {"waiting"})


def test_a_reading_that_cannot_be_recorded_is_not_shown(world, fail_disk):
    case = world.settled("marat")
    desk = world.official("astana-1", "en")
    with world.app.app_context():
        number = world.row(case).number
    fail_disk()
    desk.get(f"/operator/case/{number}", 500)


def test_a_server_that_is_stopped_then_ends_without_closing_the_database(world, fail_disk, monkeypatch):
    ended = []
    monkeypatch.setattr(serve.os, "_exit", ended.append)
    monkeypatch.setattr(serve.logging, "shutdown", lambda: None)
    serve.leave_log_alone(world.app)
    assert ended == []
    desk = world.official("almaty-1", "en")
    fail_disk()
    desk.post(SAVE, {"name": "Mine"}, 500)
    serve.leave_log_alone(world.app)
    assert ended == [1]
