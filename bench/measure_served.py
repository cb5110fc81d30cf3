"""Pages by HTTP, whatever serves them: processor time of one, in turn with those of the others; requests a second.

Of every visit it is read what the server's process has used of the processor meanwhile; a page is asked for some times
in a row, in turn with the others, and the median of all visits counts. The first visit after a while may find less
kept, and a server's own jobs fall into some: into the median hardly.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from bench.bench import ROOT
from bench.builds import Server
from bench.desk_clients import Answer, Log, Window

#: Seconds of processor time for which one page of one server is asked for, at most; and what is over when all is sent.
MOST, AFTERGLOW = 6.0, 0.004
#: Processes of the clients: one alone would be slower than what it measures. Seconds for which they warm it up.
CREWS, WARM = 2, 0.5
CREW = """
import sys
sys.path.insert(0, sys.argv[1])
from concurrent.futures import ThreadPoolExecutor
from bench.measure_served import visits
port, cookie, url, clients = sys.argv[2:]
print("ready", flush=True)
between = tuple(map(float, sys.stdin.readline().split()))
with ThreadPoolExecutor(int(clients)) as pool:
    print(sum(pool.map(lambda nth: visits(int(port), cookie, url, between), range(int(clients)))))
"""


class Page(NamedTuple):
    """`ask`: one visit; `before`: what is done before each of them and is not measured."""

    server: Server
    name: str
    ask: Callable[[], object]
    before: Callable[[], object] | None = None


def milliseconds_of(pages: list[Page], spells: int, calls: int) -> dict[str, float]:
    """Processor time of a visit of each, by name."""
    spent: dict[str, list[float]] = {page.name: [] for page in pages}
    for page in pages:
        seconds_of(page)
    for _ in range(spells):
        for page in pages:
            if sum(spent[page.name]) < MOST:
                spent[page.name] += [seconds_of(page) for _ in range(calls)]
    return {name: statistics.median(of_page) * 1000 for name, of_page in spent.items()}


def seconds_of(page: Page) -> float:
    """Of one visit."""
    if page.before:
        page.before()
    return used_by(page.server, page.ask)


def used_by(server: Server, do: Callable[[], object]) -> float:
    time.sleep(AFTERGLOW)
    before = server.used()
    do()
    time.sleep(AFTERGLOW)
    return server.used() - before


def getter(browser: Window, path: str) -> Callable[[], object]:
    """A visit that must succeed."""

    def get() -> str:
        answer = insist(lambda: browser.get("page", path))
        assert answer.status == 200, f"{path}: {answer.status} {answer.text[:200]}"
        return answer.text

    return get


def insist(ask: Callable[[], Answer]) -> Answer:
    """A server may have closed the line while others had their turn: then on a new one."""
    answer = ask()
    return answer if answer.status else ask()


# ------------------------------------------------------------------------------------------------------ many at once


def visits(port: int, cookie: str, url: str, between: tuple[float, float]) -> int:
    """How often one client has had a page between two moments, by the clock of the system; it begins at once."""
    browser, done = Window(port, "127.0.0.1", {}, Log()), 0
    browser.headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
    browser.line.connect()
    while (began := time.time()) < between[1]:
        browser.line.request("GET", url, headers=browser.headers)
        response = browser.line.getresponse()
        response.read()
        assert response.status == 200, response.status
        done += began >= between[0]
    browser.line.close()
    return done


def rate(server: Server, browser: Window, url: str, clients: int, seconds: float) -> float:
    """Requests a second that so many clients have had answered, each sending the next as soon as it has the last."""
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    crews = min(CREWS, clients)
    command = [sys.executable, "-c", CREW, str(ROOT), str(server.port), cookie, url, str(clients // crews)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(crews)]  # type: ignore[call-overload]  # noqa: S603
    for one in processes:
        one.stdout.readline()
    start = time.time() + WARM
    for one in processes:
        one.stdin.write(f"{start} {start + seconds}\n")
        one.stdin.flush()
    return sum(int(one.communicate()[0]) for one in processes) / seconds
