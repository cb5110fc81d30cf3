"""Lines on which nothing happens keep nobody from an answer, however many there are."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress

import pytest

from housing.config import ROOT
from housing.ops.http_server import HttpServer
from tests.served import ask, begin, open_line, served

HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: kezek\r\nX-Slow"
HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: kezek\r\nContent-Length: 400\r\n\r\nabc"
#: Starts app.py where a process may open so many files only.
LIMITED = """import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {0}))
sys.argv = ["app.py"]
runpy.run_path("app.py", run_name="__main__")"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def started(instance, *command):
    """A server in a process of its own: its port, and the file of what it says."""
    port, told = free_port(), instance / "told"
    env = {**os.environ, "PORT": str(port), "KEZEK_INSTANCE": str(instance)}
    with told.open("wb") as file:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stdout=file, stderr=file)
        try:
            wait_for_port(process, port, told)
            yield port, told
        finally:
            process.terminate()
            process.wait()


def wait_for_port(process, port, told):
    for _ in range(6000):
        assert process.poll() is None, told.read_text(encoding="utf-8")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    pytest.fail("it never listened")


def test_hundreds_of_idle_lines_keep_no_visitor_from_an_answer(tmp_path):
    with started(tmp_path, "app.py") as (port, _), ExitStack() as lines:
        for _ in range(100):
            for sent in (b"", HALF_A_HEAD, HALF_A_BODY):
                lines.enter_context(open_line(port, sent))
            lines.enter_context(begin(port))
        assert ask(port).startswith("HTTP/1.1 200 ")
        assert ask(port, "/healthz").startswith("HTTP/1.1 200 ")


def test_where_the_system_allows_few_files_that_is_said_and_nobody_is_starved(tmp_path):
    with started(tmp_path, "-c", LIMITED.format(400)) as (port, told), ExitStack() as lines:
        assert "only 100 lines" in told.read_text(encoding="utf-8")
        for _ in range(300):
            lines.enter_context(open_line(port, HALF_A_HEAD))
        assert ask(port).startswith("HTTP/1.1 200 ")


def greet(environ, start_response):
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def test_beyond_its_bound_the_lines_that_were_silent_for_longest_are_ended():
    with served(HttpServer(greet, 20, host="127.0.0.1", port=0)) as port, ExitStack() as stack:
        lines = [stack.enter_context(begin(port)) for _ in range(50)]
        assert ask(port).endswith("ok")
        open_still = [is_open(line) for line in lines]
        assert open_still == sorted(open_still) and 10 < sum(open_still) <= 20


def is_open(line):
    line.setblocking(False)
    try:
        return line.recv(1) != b""
    except BlockingIOError:
        return True
