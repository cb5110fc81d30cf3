"""The queue over a million applications, all of one branch: `python3 app.py bench queue [PEOPLE]`.

Each figure stands beside a floor of this very run: the same fifty rows by sqlite3 over the best index and one plain
template, without an application around them. Only ratios mean anything. The rows take a minute or two to make; where
KEZEK_BENCH_FOLDER names a folder they are kept there for the next time.
"""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from jinja2 import Environment
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402
from bench.bench import Line, table  # noqa: E402
from bench.floor import PAGE, ROWS, SELECT_BEFORE  # noqa: E402
from bench.measure_pages import BRANCH, LOGIN, milliseconds  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from housing.demo.authority import Authority  # noqa: E402
from housing.demo.demo_data import add_crowd, homes_of  # noqa: E402
from housing.demo.staff import make_staff  # noqa: E402
from housing.queries.cases.queue_filter import QueuePageKey, format_page_key  # noqa: E402
from housing.storage.extensions import db  # noqa: E402
from tests.conftest import TUESDAY, outside_for, settings_for  # noqa: E402
from tests.judge import Browser  # noqa: E402
from tests.world import Clock, World  # noqa: E402

SEED, FAR = 1, 10_000
STATEMENTS = 6
DUE = "/operator/queue?before=2026-11-26"
DECIDED = "/operator/queue?status=registered"
BEFORE = "2026-11-26 19:00:00.000000"
FAR_AWAY = """
SELECT due_at, id FROM application WHERE branch_code = ? AND status = 'registered' ORDER BY due_at, id LIMIT 1 OFFSET ?
"""


@contextmanager
def crowded(people: int) -> Iterator[World]:
    """The world of the tests, without a stage, with everybody in one branch."""
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(os.environ.get("KEZEK_BENCH_FOLDER") or passing)
        folder.mkdir(parents=True, exist_ok=True)
        settings, clock = settings_for(folder), Clock(TUESDAY)
        fresh = not (folder / "kezek.db").exists()
        authority = Authority.open(folder / "eds")
        app = create_app(settings, outside_for(settings, clock, authority, None))
        with app.app_context():
            if fresh:
                print(f"making {people:,} applications", file=sys.stderr)
                upgrade()
                make_staff()
                add_crowd(people, SEED, homes_of(BRANCH))
        yield World(app, clock, None, authority)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def floor(database: Path) -> Callable[[], str]:
    """The rows of the first page and the plainest table of them."""
    connection = sqlite3.connect(database)
    template = Environment(autoescape=True).from_string(PAGE.read_text(encoding="utf-8"))

    def render() -> str:
        rows = connection.execute(SELECT_BEFORE, (BRANCH, BEFORE)).fetchall()
        return template.render(rows=rows[:ROWS], seal="of the session")

    return render


def caller(app: Flask, cookie: str, url: str, form: dict[str, str] | None = None, htmx: bool = False) -> Any:
    """Asks as a server would, without a client's own work; an answer to a form that a GET shows is asked for by it."""
    headers = {"Cookie": f"kezek={cookie}", **({"HX-Request": "true"} if htmx else {})}
    body = urlencode(form or {}).encode()
    kind = {"method": "POST", "content_type": "application/x-www-form-urlencoded"} if form else {}
    environ = EnvironBuilder(url, headers=headers, **kind).get_environ()
    shown = EnvironBuilder(url.partition("?")[0], headers=headers).get_environ()

    def call() -> bytes:
        sent = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        status, location, found = answer_of(app, sent)
        if status == 303:
            path, _, query = location.partition("?")
            get = {**shown, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": io.BytesIO()}
            status, _, found = answer_of(app, get)
        assert status == 200, (url, status)
        return found

    return call


def answer_of(app: Flask, environ: dict[str, Any]) -> tuple[int, str, bytes]:
    """Status, where it leads to, and the page."""
    head: list[Any] = []

    def start(*given: Any) -> Callable[[bytes], None]:
        head.extend(given)
        return lambda written: None

    answer = app.wsgi_app(environ, start)
    found = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(head[0][:3]), dict(head[1]).get("Location", ""), found


def asked(app: Flask, call: Callable[[], object]) -> int:
    """How many statements a page asks the database."""
    seen: list[str] = []

    def listen(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", listen)
    call()
    event.remove(engine, "before_cursor_execute", listen)
    return len([statement for statement in seen if not statement.startswith("BEGIN")])


def far_page(database: Path, most: int) -> str:
    """The address of the page so many pages on, or of the last one where there are fewer rows."""
    with sqlite3.connect(database) as connection:
        counted = "SELECT count(*) FROM application WHERE branch_code = ? AND status = 'registered'"
        there = connection.execute(counted, (BRANCH,)).fetchone()[0]
        skipped = max(min((most - 1) * ROWS, there - ROWS) - 1, 0)
        due, id = connection.execute(FAR_AWAY, (BRANCH, skipped)).fetchone()
    return f"{DECIDED}&after={format_page_key(QueuePageKey(datetime.fromisoformat(due).replace(tzinfo=UTC), id))}"


def somebody(app: Any, database: Path) -> tuple[str, str]:
    """The IIN of an applicant, and how a common surname begins."""
    with sqlite3.connect(database) as connection:
        (kept,) = connection.execute("SELECT iin FROM application WHERE id = 1234").fetchone()
    return app.extensions["data_keys"].decrypt_text(kept), "Ахмет"


def packed(call: Callable[[], bytes]) -> int:
    return len(gzip.compress(call(), 6))


def times(pages: dict[str, Callable[[], object]], many: int) -> dict[str, float]:
    return dict(zip(pages, milliseconds(many, *pages.values()), strict=True))


def lines(ms: dict[str, float], sizes: dict[str, int], most: int) -> list[Line]:
    first = ms["first"]
    ratios = [
        ("the first page, filtered by due time, beside its floor", first / ms["floor"], 3.0),
        (f"page {FAR:,} of what was decided beside its first page", ms["far"] / ms["near"], 1.3),
        ("a search by IIN beside the first page", ms["iin"] / first, 1.0),
        ("a search by the beginning of a surname beside the first page", ms["surname"] / first, 1.0),
    ]
    kilobytes = [("50 rows, packed", "first", 12.0), ("a refresh", "refresh", 8.0), ("a row after a claim", "row", 1.0)]
    return [
        *(Line(f"{name}: processor time", f"{value:.2f} ms", "", True) for name, value in ms.items()),
        *(Line(what, f"{ratio:.2f}", f"<= {wanted}", ratio <= wanted) for what, ratio, wanted in ratios),
        *(
            Line(what, f"{sizes[name] / 1024:.1f} KB", f"< {wanted:g} KB", sizes[name] < wanted * 1024)
            for what, name, wanted in kilobytes
        ),
        Line("statements of a page, at most", str(most), f"<= {STATEMENTS}", most <= STATEMENTS),
    ]


def measured(world: World, many: int) -> list[Line]:
    database = Path(world.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    official = world.official(LOGIN)
    official.get("/?lang=kk")
    iin, surname = somebody(world.app, database)
    token = official.csrf()
    pages = pages_of(world.app, official, far_page(database, FAR), {"iin": iin, "surname": surname}, token)
    assert all(pages[name]().count(b'id="queue-row-') == ROWS for name in ("first", "near", "far", "surname"))
    assert pages["iin"]().count(b'id="queue-row-') == 1
    seen = caller(world.app, cookie_of(official), f"{DUE}&seen=1", htmx=True)
    number = official.get(DUE).select("tr[data-row] [data-claim]")[0]["formaction"]
    row = caller(world.app, cookie_of(official), str(number), {"csrf_token": token}, htmx=True)
    most = max(asked(world.app, call) for call in (*pages.values(), seen))
    ms = times({"floor": floor(database), **pages, "refresh": seen}, many)
    return lines(ms, {"first": packed(pages["first"]), "refresh": packed(seen), "row": packed(row)}, most)


def cookie_of(official: Browser) -> str:
    cookie = official.client.get_cookie("kezek")
    assert cookie is not None
    return cookie.value


def pages_of(app: Flask, official: Browser, far: str, sought: dict[str, str], token: str) -> dict[str, Any]:
    cookie = cookie_of(official)
    pages = {name: caller(app, cookie, url) for name, url in (("first", DUE), ("near", DECIDED), ("far", far))}
    for name, words in sought.items():
        pages[name] = caller(app, cookie, "/operator/queue/find", {"q": words, "csrf_token": token})
    return pages


def main() -> None:
    size = parse_options(
        "queue",
        Option("people", 1_000_000, 6_000, "applications, all of one branch"),
        Option("--calls", 280, 7, "calls of each page"),
    )
    with crowded(size.people) as world:
        table(measured(world, size.calls))


if __name__ == "__main__":
    main()
