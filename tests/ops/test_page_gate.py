"""Pages are made two at a time; nobody waits for what is long, for whoever sends something, or for ever."""

from __future__ import annotations

from threading import Event, Semaphore, Thread

import pytest

from housing.ops import page_gate
from housing.ops.page_gate import ROOM, PageGate

#: Seconds after which a thread that should have come is not coming; and in which one that may not does not.
LONG, SHORT = 10, 0.05


class Pages:
    """An application whose answers wait. `begun`: is released by each that begins."""

    def __init__(self, monkeypatch, long=LONG, patience=LONG) -> None:
        monkeypatch.setattr(page_gate, "LONG", long)
        monkeypatch.setattr(page_gate, "PATIENCE", patience)
        self.begun, self.go, self.gate = Semaphore(0), Event(), PageGate(self.answer)

    def answer(self, environ, start_response):
        self.begun.release()
        assert self.go.wait(LONG)
        return [b"a page"]

    def ask(self, method="GET") -> Thread:
        thread = Thread(target=self.gate, args=({"REQUEST_METHOD": method}, None), daemon=True)
        thread.start()
        return thread

    def came(self, many: int) -> bool:
        return all(self.begun.acquire(timeout=LONG) for _ in range(many))


def test_more_than_two_pages_are_never_made_at_once_and_all_are_made(monkeypatch):
    pages = Pages(monkeypatch)
    asked = [pages.ask() for _ in range(8)]
    assert pages.came(ROOM)
    assert not pages.begun.acquire(timeout=SHORT)
    pages.go.set()
    assert pages.came(8 - ROOM)
    for one in asked:
        one.join(LONG)
    assert pages.gate.inside == []


def test_whoever_sends_something_waits_for_no_page(monkeypatch):
    pages = Pages(monkeypatch)
    for _ in range(ROOM):
        pages.ask()
    assert pages.came(ROOM)
    pages.ask("POST")
    assert pages.came(1)
    pages.go.set()


def test_a_page_that_takes_long_keeps_nobody_out(monkeypatch):
    pages = Pages(monkeypatch, long=0.01)
    for _ in range(8):
        pages.ask()
    assert pages.came(8)
    pages.go.set()


def test_nobody_waits_longer_than_for_a_moment_whoever_comes_between(monkeypatch):
    pages = Pages(monkeypatch, patience=0.0)
    for _ in range(8):
        pages.ask()
    assert pages.came(8)
    pages.go.set()


def test_a_page_that_fails_makes_room(monkeypatch):
    def fail(environ, start_response):
        raise ValueError

    gate = PageGate(fail)
    with pytest.raises(ValueError):
        gate({"REQUEST_METHOD": "GET"}, None)
    assert gate.inside == []
