"""The part of `app.py bench table` over the register's own pages, and over the lists that are published of it.

The register is that of a whole country; the list that is looked at is its longest one. The lists of the month are
published by the server itself, as it does when it is started, while an official looks at the queue.
"""

from __future__ import annotations

import html
import os
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app import create_app
from bench import peer_servers
from bench.builds import Build, Server, official, settle, window
from bench.desk_clients import QUEUE, Window, token_of
from bench.kept_rows import iin_reader
from bench.measure_desk import percentile
from bench.measure_served import Page, getter, insist, milliseconds_of
from bench.peer_entries import TUNED, SoughtEntry, copy_entries, entry_pages_of
from bench.report import Row, compared, ms
from bench.sealed_writes import write_rows
from bench.table_cases import count_of
from bench.table_pages import FAR, LETTERS, OFFICIAL, Asked, ahead, floor_served, make_ready
from bench.table_register import LISTS
from housing.config import Settings
from housing.jobs import publish_job
from housing.storage.extensions import db
from housing.web.current import now

ENTRIES = "/register/entries"
FORGET = tuple((f"DELETE FROM {table}", ()) for table in ("published_part", "published_list", "published_month"))  # noqa: S608
FINISHED = "SELECT count(*) FROM published_month"
#: All lists of a country in one question: what a program that knew nothing of months would ask.
WINDOW = """
SELECT settlement, list_code, row_number() OVER (PARTITION BY settlement, list_code ORDER BY registered_at, number),
 number, registered_at FROM register_entry WHERE annulled_at IS NULL
"""
PERSON = """
SELECT a.iin, a.name FROM register_entry e JOIN application a ON a.id = e.application_id
WHERE e.annulled_at IS NULL ORDER BY e.id LIMIT 1 OFFSET ?
"""
#: Seconds between two looks at the queue, and for how long all lists may take.
PAUSE, PATIENCE = 0.05, 900.0


def sought_of(build: Build) -> tuple[SoughtEntry, int]:
    """What is looked at, and how many entries the register has."""
    with closing(sqlite3.connect(build.database())) as raw:
        settlement, code, many = raw.execute(LISTS).fetchone()
        entries = raw.execute("SELECT count(*) FROM register_entry").fetchone()[0]
        iin, name = raw.execute(PERSON, (entries // 2,)).fetchone()
    return SoughtEntry(
        settlement, code, max(min(FAR, many // 100), 1), iin_reader(build.instance)(iin), name[:LETTERS]
    ), entries


def forget_published(build: Build) -> None:
    write_rows(build, *FORGET)


# ---------------------------------------------------------------------------------------------------- pages of a list


def find(browser: Window, token: str, words: str) -> Callable[[], object]:
    def ask() -> None:
        answer = insist(lambda: browser.post("find", f"{ENTRIES}/find", {"q": words, "csrf_token": token}))
        if answer.status in (302, 303):
            answer = browser.get("found", answer.location)
        assert "/register/entry/" in answer.text, f"nothing found: {answer.status}"

    return ask


def walk(browser: Window, path: str, pages: int) -> str:
    """The address of the page so many on, or of the last."""
    for _ in range(pages - 1):
        found = re.search(r'href="([^"]+)" rel="next"', browser.get("register", path).text)
        if not found:
            break
        path = html.unescape(found[1])
    return path


def register_pages(name: str, server: Server, sought: SoughtEntry) -> list[Page]:
    browser = official(server.port, "head-office")
    first = f"{ENTRIES}?settlement={sought.settlement}&list={sought.list_code}"
    token = token_of(browser.get("register", first).text)
    return [
        Page(server, f"{name}: first", getter(browser, first)),
        Page(server, f"{name}: far", getter(browser, walk(browser, first, sought.far))),
        Page(server, f"{name}: iin", find(browser, token, sought.iin)),
        Page(server, f"{name}: surname", find(browser, token, sought.surname.lower())),
    ]


def list_pages(name: str, server: Server, sought: SoughtEntry, lowest: Server) -> list[Page]:
    """The page of a published list for anybody, and the floor of it."""
    path = f"/published-list/{sought.settlement}/{sought.list_code}"
    return [
        Page(server, f"{name}: published", getter(window(server.port), path)),
        Page(
            lowest,
            "floor: published",
            getter(window(lowest.port), f"/list?{sought.settlement}&{sought.list_code}"),
        ),
    ]


def measure_lists(build: Build, few: Build, peers: bool, asked: Asked, folder: Path) -> tuple[list[Row], list[str]]:
    """Pages of the register and of a published list; the lists of a month beside one question that reads them all."""
    sought, entries = sought_of(build)
    rows, notes = measure_publishing(build)
    make_ready(few)
    at_few = sought_of(few)[0]._replace(far=1)
    beside = TUNED if peers else ()
    if beside:
        copy_entries(build.database(), folder / "entries.db")
    with ExitStack() as open_:
        server, small = (open_.enter_context(one.served()) for one in (build, few))
        lowest = open_.enter_context(floor_served(build.database()))
        settle(server, small)
        pages = register_pages("own", server, sought) + list_pages("own", server, sought, lowest)
        pages += register_pages("few", small, at_few)
        for peer in beside:
            other, browser = open_.enter_context(peer_servers.served(peer, folder / "entries.db"))
            addresses = entry_pages_of(peer, sought).items()
            pages += [Page(other, f"{peer.title()}: {name}", getter(browser, path)) for name, path in addresses]
        spent = milliseconds_of(pages, asked.spells, asked.calls)
    notes += [f"register of {entries:,}; {what}: {ms(value)}" for what, value in spent.items()]
    return page_rows(spent, [peer.title() for peer in beside]) + rows, notes


def page_rows(spent: dict[str, float], peers: list[str]) -> list[Row]:
    first, published = spent["own: first"], spent["own: published"]
    rows = [
        compared("register, a far page by key, beside the first", spent["own: far"], first, "<= 1.3"),
        compared("published list, a page, beside the floor", published, spent["floor: published"], "<= 3"),
        compared("register, first page, beside that of a small register", first, spent["few: first"], ""),
    ]
    for page in ("first", "far", "iin", "surname") if peers else ():
        best = min(peers, key=lambda peer: spent[f"{peer}: {page}"])
        rows.append(
            ahead(f"register, {page}: the best tuned, {best}", spent[f"own: {page}"], spent[f"{best}: {page}"], ">= 8")
        )
    return rows


# --------------------------------------------------------------------------------------------------- lists of a month


def measure_publishing(build: Build) -> tuple[list[Row], list[str]]:
    """All lists of a month in this process, then by a server that has an official at the queue."""
    make_ready(build)
    forget_published(build)
    made = publish_all(build)
    asked = read_all(build)
    forget_published(build)
    with build.served() as server:
        browser = official(server.port, OFFICIAL)
        meanwhile = looks(browser, lambda: count_of(build, FINISHED) == 0, PATIENCE)
        settle(server)
        idle = looks(browser, lambda: True, len(meanwhile) * PAUSE)
    busy, calm = percentile(meanwhile, 95) * 1000, percentile(idle, 95) * 1000
    rows = [
        compared("lists of a month, the whole country, beside one question", made, asked, "<= 3", "{:.2f} s"),
        compared("queue page, p95, while lists are published, beside idle", busy, calm, "<= 2"),
    ]
    return rows, [f"lists of the country: {made:.2f} s of the processor; looks at the queue meanwhile {len(meanwhile)}"]


def publish_all(build: Build) -> float:
    with patch.dict(os.environ, build.environment(), clear=True):
        app: Any = create_app(Settings.from_environment(dict(os.environ)))
    with app.app_context():
        began = time.process_time()
        publish_job(now())
        spent = time.process_time() - began
        db.engine.dispose()
    return spent


def read_all(build: Build) -> float:
    with closing(sqlite3.connect(build.database())) as raw:
        began = time.process_time()
        for _row in raw.execute(WINDOW):
            pass
        return time.process_time() - began


def looks(browser: Window, go_on: Callable[[], bool], seconds: float) -> list[float]:
    """Seconds that the queue page has taken, at least once."""
    found, until = list[float](), time.monotonic() + seconds
    while not found or (go_on() and time.monotonic() < until):
        began = time.perf_counter()
        answer = insist(lambda: browser.get("queue", QUEUE))
        assert answer.status == 200, f"the queue: {answer.status}"
        found.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return found
