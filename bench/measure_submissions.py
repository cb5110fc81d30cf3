"""Submissions a second: `python3 app.py bench submissions [--against FOLDER]`.

Citizens, each signed in by a key of their own, send the signatures of their applications by HTTP to the served demo,
eight at a time and one at a time. Beside it the floor: raw sqlite3 that writes rows of that size in one transaction a
submission behind one lock, `synchronous=FULL`, in the same run. `--against`: the tree of another commit with its own
environment in `.venv`; the trees and the floor take turns, medians count. The jobs of a server go on meanwhile.
"""

from __future__ import annotations

import base64
import itertools
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import QUIET, Line, free_port, table, wait_for_page  # noqa: E402
from bench.desk_clients import Log, Window, inputs  # noqa: E402
from bench.kept_rows import kept_row, keys_of, plain_row  # noqa: E402
from bench.measure_desk import others, worked  # noqa: E402
from bench.measure_pages import world  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from bench.sealed_writes import environment_of, write_rows  # noqa: E402
from housing.demo.authority import Authority  # noqa: E402
from housing.demo.iins import iins  # noqa: E402
from housing.demo.people import CertificateSubject  # noqa: E402

OPTIONS = (
    Option("--people", 64, 2, "who submit in a round, of each tree and each number of clients"),
    Option("--rounds", 3, 1, "rounds, of which the median counts"),
    Option("--clients", 8, 2, "how many submit at once"),
    Option("--against", "", "", "folder of another commit with its own environment, measured in the same run"),
)
SIGN_IN, CHECK = "/sign-in", "/apply/check"
#: What a submission writes, in bytes of the rows (document and signature, message, two rows of the journal).
ROWS = (3600, 200, 400, 400)
WANTED = 0.25
#: So many submit before the others are timed.
WARM = 4


class Person:
    """A citizen with an application that lacks nothing but the signature."""

    def __init__(self, number: int, iin: str) -> None:
        self.iin, self.address = iin, f"10.1.{number // 250}.{number % 250 + 1}"
        self.subject = CertificateSubject(iin, "Сынақов", "Сынақ", "Сынақұлы")


class Tree:
    """A commit that is served. `folder`: its files; `instance`: its database and its authority."""

    def __init__(self, name: str, folder: Path, python: str, instance: Path) -> None:
        self.name, self.folder, self.python, self.instance = name, folder, python, instance
        self.rates: dict[int, list[float]] = {}
        self.costs: dict[int, list[float]] = {}

    @contextmanager
    def served(self) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
        port = free_port()
        env = environment_of(self.instance, port)
        command = [self.python, str(self.folder / "app.py")]
        process = subprocess.Popen(command, cwd=self.folder, env=env, **QUIET)  # noqa: S603
        try:
            wait_for_page(process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait()

    def measure(self, people: list[Person], clients: int) -> None:
        """One round: everybody signs in and reads, which is not timed, and sends the signature, which is."""
        with self.served() as (process, port), ThreadPoolExecutor(clients) as pool:
            authority = Authority.open(self.instance / "demo" / "eds")
            ready = [prepare(port, authority, person) for person in people]
            answers = [window.post("submit", CHECK, form) for window, form in ready[:WARM]]
            before, began = worked(process), time.perf_counter()
            answers += pool.map(lambda one: one[0].post("submit", CHECK, one[1]), ready[WARM:])
            seconds, processor = time.perf_counter() - began, worked(process) - before
        bad = [(answer.status, answer.text[:3000]) for answer in answers if "/receipt/" not in answer.location]
        assert not bad, f"{self.name}: {bad}"
        withdraw_all(self)
        self.rates.setdefault(clients, []).append((len(people) - WARM) / seconds)
        self.costs.setdefault(clients, []).append(processor / (len(people) - WARM) * 1000)


def prepare(port: int, authority: Authority, person: Person) -> tuple[Window, dict[str, str]]:
    """A browser in which this person has read the application, and the form that sends the signature of it."""
    window = Window(port, person.address, {}, Log())
    window.home, window.headers = f"http://127.0.0.1:{port}", {"Accept-Encoding": "gzip"}
    window.post("sign in", SIGN_IN, signed(window, authority, person, SIGN_IN, "sign-in"))
    return window, signed(window, authority, person, CHECK, "signing")


def signed(window: Window, authority: Authority, person: Person, path: str, purpose: Any) -> dict[str, str]:
    """The form of a page that asks for a signature, signed."""
    fields = {one["name"]: one.get("value", "") for one in inputs(window.get("read", path).text) if "name" in one}
    payload = base64.b64decode(fields["challenge"])
    cms = base64.b64encode(authority.sign_once(person.subject, payload, purpose)).decode()
    return {name: fields[name] for name in ("csrf_token", "challenge", "seal")} | {"cms": cms}


def model_application() -> dict[str, list[dict[str, Any]]]:
    """Rows of an application that lacks its signature only, as the actions of this product make them, by table."""
    with world() as staged:
        draft = staged.draft("aigerim")
        database = staged.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        with sqlite3.connect(database) as raw:
            raw.row_factory = sqlite3.Row
            application = raw.execute("SELECT * FROM application WHERE id = ?", (draft,)).fetchall()
            answers = raw.execute("SELECT * FROM answer WHERE application_id = ?", (draft,)).fetchall()
        keys = staged.app.extensions["data_keys"].load()
    raw.close()
    rows = {"application": application, "answer": answers}
    return {table: [plain_row(table, dict(row), keys) for row in some] for table, some in rows.items()}


def add_applications(tree: Any, people: list[Person], model: dict[str, list[dict[str, Any]]]) -> None:
    """A copy of the model for everybody, in the columns that the database has. `tree`: of any commit."""
    with sqlite3.connect(tree.instance / "kezek.db") as raw:
        first = raw.execute("SELECT coalesce(max(id), 0) + 1 FROM application").fetchone()[0]
        columns = {name: [row[1] for row in raw.execute(f"PRAGMA table_info({name})")] for name in model}
    raw.close()
    writes, about, keys = [], model["application"][0]["iin"], keys_of(tree.instance)
    for number, person in enumerate(people, first):
        row = {**model["application"][0], "id": number, "iin": person.iin, "rules": time.strftime("%Y-%m-%d")}
        writes.append(insert("application", columns["application"], kept_row("application", row, keys)))
        for answer in model["answer"]:
            own = {"application_id": number, "request_id": str(uuid.uuid4()), "id": None}
            who = person.iin if answer["about"] == about else answer["about"]
            kept = kept_row("answer", {**answer, **own, "about": who}, keys)
            writes.append(insert("answer", columns["answer"], kept))
    write_rows(tree, *writes)


def withdraw_all(tree: Tree) -> None:
    """So that the jobs of the next round have nothing to check."""
    write_rows(tree, ("UPDATE application SET status = 'withdrawn'", ()))


def insert(name: str, there: list[str], row: dict[str, Any]) -> tuple[str, list[Any]]:
    columns = [column for column in there if column in row]
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", [row[column] for column in columns]  # noqa: S608


def floor(folder: Path, people: int, clients: int) -> float:
    """Transactions a second of raw sqlite3 that write rows of that size, each waiting in line at one lock."""
    database, lock = folder / "floor.db", Lock()
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, content BLOB)")
    raw.close()

    def write(many: int) -> None:
        own = sqlite3.connect(database, isolation_level=None)
        own.execute("PRAGMA synchronous=FULL")
        for _ in range(many):
            with lock:
                own.execute("BEGIN IMMEDIATE")
                for size in ROWS:
                    own.execute("INSERT INTO floor (content) VALUES (?)", (bytes(size),))
                own.execute("COMMIT")
        own.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(write, [people // clients] * clients))
    return people / (time.perf_counter() - began)


def lines(trees: list[Tree], lowest: list[float], clients: int) -> list[Line]:
    own, raw = trees[0], statistics.median(lowest)
    told = [Line(f"floor: raw SQLite, one lock, {clients} at once", f"{raw:.0f} /s", "", True)]
    for tree, many in itertools.product(trees, own.rates):
        rate, cost = statistics.median(tree.rates[many]), statistics.median(tree.costs[many])
        told.append(Line(f"{tree.name}: submissions, {many} at once", f"{rate:.0f} /s", "", True))
        told.append(Line(f"{tree.name}: processor time of one, {many} at once", f"{cost:.1f} ms", "", True))
    share = statistics.median(own.rates[clients]) / raw
    told.append(Line("submissions beside the floor", f"{share:.2f}", f">= {WANTED}", share >= WANTED))
    for other in trees[1:]:
        times = statistics.median(a / b for a, b in zip(own.rates[clients], other.rates[clients], strict=True))
        told.append(Line(f"submissions beside {other.name}", f"{times:.2f} x", ">= 4", times >= 4))
    return told


def main() -> None:
    asked, busy = parse_options("submissions", *OPTIONS), others()
    model, numbers = model_application(), iins(Random(1))  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        trees = [Tree("this commit", ROOT, sys.executable, Path(name) / "own")]
        if asked.against:
            other = Path(asked.against)
            trees.append(Tree("the other commit", other, str(other / ".venv/bin/python"), Path(name) / "other"))
        for tree in trees:
            with tree.served():  # makes the database and the authority
                pass
        lowest = []
        for clients, _ in itertools.product((1, asked.clients), range(asked.rounds)):
            people = [Person(nth, iin) for nth, (iin, _) in enumerate(itertools.islice(numbers, WARM + asked.people))]
            for tree in trees:
                add_applications(tree, people, model)
                tree.measure(people, clients)
            lowest.append(floor(Path(name), asked.people * asked.rounds, asked.clients))
        table([busy, *lines(trees, lowest, asked.clients)])


if __name__ == "__main__":
    main()
