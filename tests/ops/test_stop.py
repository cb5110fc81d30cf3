"""Told to end, the server answers what has begun, takes nobody new, and lets each job finish the case it is at."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime
from time import sleep

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from housing import jobs
from housing.ops.http_server import create_http_server
from housing.ops.scheduler import start_scheduler
from housing.rounds import STOPPING, finish_rounds, run_each
from housing.web.access import ANYONE, access
from tests.served import ask, begin


@pytest.fixture
def slow(app, monkeypatch):
    """A page that is answered once somebody lets it: (it has begun, let it go on)."""
    begun, go_on = threading.Event(), threading.Event()

    @access(ANYONE)
    def wait():
        begun.set()
        assert go_on.wait(10)
        return "answered whole"

    monkeypatch.setitem(app.view_functions, "public.help", wait)
    return begun, go_on


@pytest.fixture
def rounds():
    yield
    STOPPING.clear()


def test_a_request_under_way_is_answered_and_nobody_new_is_let_in(app, slow):
    (begun, go_on), told = slow, []
    server = create_http_server(app, "127.0.0.1", 0)
    port = server.effective_port
    runs = threading.Thread(target=server.run)
    runs.start()
    idle = begin(port)
    asks = threading.Thread(target=lambda: told.append(ask(port, "/help")))
    asks.start()
    assert begun.wait(10)
    server.stop()
    while server.lets_in:
        runs.join(0.01)
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), 1) as late:
        late.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert late.recv(1) == b"", "shut"
        raise OSError
    assert runs.is_alive() and not told
    go_on.set()
    asks.join(10)
    runs.join(10)
    idle.close()
    server.asyncore.close_all(server._map)
    assert "answered whole" in told[0] and not runs.is_alive()


def test_a_round_ends_after_the_case_it_is_at(rounds):
    done = []

    def work(case):
        done.append(case)
        STOPPING.set()
        return 1

    assert run_each([1, 2, 3], work) == 1 and done == [1]


def test_a_job_under_way_is_waited_for_but_not_for_ever(rounds):
    begun, go_on = threading.Event(), threading.Event()
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(lambda: begun.set() or go_on.wait(10), "interval", hours=1, next_run_time=datetime.now(UTC))
    scheduler.start()
    assert begun.wait(10)
    assert finish_rounds(scheduler, 0.05) is False
    go_on.set()


def test_with_nothing_under_way_it_ends_at_once(rounds):
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.start()
    assert finish_rounds(scheduler, 10) and not scheduler.running


def test_every_job_comes_again_so_that_none_is_taken_out_while_the_scheduler_is_ended(app, rounds, monkeypatch):
    """A job of one run is removed after it; APScheduler 3.11.3 ended just then falls with "no job by the id"."""
    began = []
    monkeypatch.setattr(jobs, "run_job", lambda app, job: began.append(job.name))
    scheduler = start_scheduler(app)
    while len(began) < sum(job.at_once for job in jobs.JOBS):
        sleep(0.01)
    again = {job.id for job in scheduler.get_jobs() if job.next_run_time}
    assert finish_rounds(scheduler, 10)
    assert set(began) == {job.name for job in jobs.JOBS if job.at_once}
    assert again == {job.name for job in jobs.JOBS} | {"orders"}
