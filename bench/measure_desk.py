"""Fifty officials work a queue of twenty thousand: `python3 app.py bench desk [--seconds N] [--clients N] [--pause S]`.

The server is the one that production runs, in a process of its own with a database of its own; the clients are threads
of two other processes and come by HTTP. Between two steps a client waits as a quick official would, for `--pause`
seconds on average. Afterwards the database is compared with what the clients were told: every case decided once, none
lost, no answer 5xx. A conflict (409) is an answer like another.

Times mean something only where nothing else is at work: beside others who want the processor a rush waits longer than
one official alone does. How busy the machine was before is the first line.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402
from bench.bench import Line, free_port, table, wait_for_page  # noqa: E402
from bench.desk_cases import Account, add_cases, add_officials, refuse_one  # noqa: E402
from bench.desk_clients import Operator, Seat, crew, sign_in, told  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from housing.config import Settings  # noqa: E402
from housing.law.lifecycle import OPEN_STATUSES  # noqa: E402
from housing.queries.journal.journal import check_chain  # noqa: E402
from housing.storage.extensions import db  # noqa: E402
from housing.web.current import now  # noqa: E402

TIMES = 10
NOBODY = "https://127.0.0.1:9"
MARKS = ", ".join(f"'{status}'" for status in OPEN_STATUSES)
OPTIONS = (
    Option("--seconds", 120.0, 2.0, "how long the officials work"),
    Option("--clients", 50, 4, "officials"),
    Option("--cases", 20_000, 200, "open cases of their branch"),
    Option("--processes", 2, 1, "in which their threads run"),
    Option("--pause", 2.0, 0.05, "seconds between two steps of an official, on average"),
    Option("--looks", 100, 10, "looks at the queue of one official alone"),
)
#: Cases of the rush, and by each how often it is decided, told and written down. `?`: the case refused before it.
OF_EACH = f"""
SELECT a.number, a.status, a.status IN ({MARKS}),
 (SELECT count(*) FROM decision d WHERE d.application_id = a.id),
 (SELECT count(*) FROM event e WHERE e.application_id = a.id AND e.kind IN ('application.registered',
  'application.refused')),
 (SELECT count(*) FROM notice n WHERE n.application_id = a.id),
 (SELECT count(*) FROM message m WHERE m.application_id = a.id AND m.kind IN ('registered', 'refused'))
FROM application a WHERE a.id <> ?
"""  # noqa: S608


def environment(folder: Path, port: int) -> dict[str, str]:
    """Production, with nobody at the far end of any of its lines."""
    return {
        **os.environ,
        "KEZEK_MODE": "production",
        "PORT": str(port),
        "KEZEK_INSTANCE": str(folder),
        "KEZEK_DATABASE_URL": f"sqlite:///{folder / 'kezek.db'}",
        "KEZEK_SECRET_KEY": secrets.token_hex(32),
        "KEZEK_REGISTRIES_URL": "http://127.0.0.1:9",
        "KEZEK_SMS_URL": NOBODY,
        "KEZEK_PUBLIC_URL": f"https://127.0.0.1:{port}",
    }


def made(env: dict[str, str], cases: int, clients: int) -> tuple[list[Account], int]:
    """The database: the accounts of the officials, and the id of the one case that was decided before."""
    print(f"making {cases:,} cases", file=sys.stderr)
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        upgrade()
        accounts = add_officials(clients, env["KEZEK_SECRET_KEY"])
        add_cases(cases + 1, now())
        before = refuse_one([one.login for one in accounts], now())
        db.session.remove()
        db.engine.dispose()
    return accounts, before


@contextmanager
def serving(env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`python3 app.py`, its log beside the database."""
    with (Path(env["KEZEK_INSTANCE"]) / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=env, stdout=log, stderr=log)  # noqa: S603
        try:
            wait_for_page(process, int(env["PORT"]))
            yield process
        finally:
            process.terminate()
            process.wait()


def alone(port: int, seat: Seat, looks: int) -> list[float]:
    """Seconds of the same lists for one official, with nobody else there."""
    one = Operator(port, seat, seat, 0.0)
    while len(one.log.asked) < looks:
        one.look()
    one.window.line.close()
    return [seconds for _, _, seconds in one.log.asked[looks // 10 :]]


def worked(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor time that the server has had, as Linux counts them."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rush(port: int, seats: list[Seat], seconds: float, pause: float, processes: int) -> dict[str, Any]:
    print(f"{len(seats)} officials at work for {seconds:g} seconds", file=sys.stderr)
    parts = [seats[n::processes] for n in range(min(processes, len(seats)))]
    with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as pool:
        crews = [pool.submit(crew, port, part, seconds, pause) for part in parts]
        return told([log for one in crews for log in one.result()])


def found(database: Path, before: int) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(OF_EACH, (before,)).fetchall()


def compared(rows: list[tuple[Any, ...]], answers: dict[str, Any], cases: int) -> list[Line]:
    """What the database holds beside what the clients were told."""
    decided = [number for number, _, is_open, *_ in rows if not is_open]
    waiting = [number for number, status, *_ in rows if status == "second_look"]
    still = sum(is_open for _, _, is_open, *_ in rows)
    uneven = sum(set(counts) != {0 if is_open else 1} for _, _, is_open, *counts in rows)
    untold = sum((Counter(answers["done"]) - Counter(decided)).values()), len(set(decided) - set(answers["done"]))
    said, there = Counter(answers["proposed"]), Counter(waiting)
    looks = sum(((said - there) + (there - said)).values())
    return [
        Line("cases decided", f"{len(decided):,}", "> 0", bool(decided)),
        Line("cases that wait for a second look", f"{len(waiting):,}", "", True),
        Line("open and decided together", f"{still + len(decided):,}", f"{cases:,}", still + len(decided) == cases),
        Line("cases without one decision, entry, notice, message each", str(uneven), "0", uneven == 0),
        Line("answers 'decided' that the database does not know", str(untold[0]), "0", untold[0] == 0),
        Line("decisions of which nobody was told", str(untold[1]), "0", untold[1] == 0),
        Line("second looks told and not there, or the reverse", str(looks), "0", looks == 0),
    ]


def heard(answers: dict[str, Any], seconds: float, processor: float) -> list[Line]:
    statuses = Counter(status for _, status, _ in answers["asked"])
    broken, conflicts = sum(n for status, n in statuses.items() if not 0 < status < 500), statuses[409]
    misled = sum(n for status, n in statuses.items() if 400 <= status < 500) - conflicts
    rate = len(answers["asked"]) / seconds
    return [
        Line("requests", f"{len(answers['asked']):,}", "", True),
        Line("requests a second", f"{rate:.0f}", "", True),
        Line("processor time of the server, of one core", f"{processor / seconds:.0%}", "", True),
        Line("processor time of a request", f"{processor / len(answers['asked']) * 1000:.1f} ms", "", True),
        Line("answers 5xx, and lines that broke", str(broken), "0", broken == 0),
        Line("answers 4xx but conflicts", str(misled), "0", misled == 0),
        Line("conflicts (409)", f"{conflicts:,}", "", True),
    ]


def times(answers: dict[str, Any], solo: list[float]) -> list[Line]:
    by: dict[str, list[float]] = {}
    for what, _, seconds in answers["asked"]:
        by.setdefault(what, []).append(seconds * 1000)
    median, p95 = statistics.median(solo) * 1000, percentile(by["queue"], 95)
    limit = TIMES * median
    return [
        Line("the queue page, one official alone, median", f"{median:.1f} ms", "", True),
        Line("the queue page in the rush, p95", f"{p95:.1f} ms", f"< {limit:.0f} ms", p95 < limit),
        *(
            Line(f"{what}: median / p95", f"{statistics.median(all):.0f} / {percentile(all, 95):.0f} ms", "", True)
            for what, all in sorted(by.items())
        ),
    ]


def percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def chain(env: dict[str, str]) -> Line:
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        walked = check_chain()
        db.session.remove()
        db.engine.dispose()
    whole = walked.broken_at is None
    return Line("entries of the journal, whole", f"{walked.checked:,}", "unbroken", whole)


def others() -> Line:
    """How many were at work on this machine in the minute before, as the system counts them."""
    return Line("others at work on the machine", f"{os.getloadavg()[0]:.1f}", "", True)


def main() -> None:
    asked, busy = parse_options("desk", *OPTIONS), others()
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        env = environment(folder, port)
        accounts, before = made(env, asked.cases, asked.clients)
        with serving(env) as server:
            seats = [sign_in(port, account, number) for number, account in enumerate(accounts)]
            solo = alone(port, seats[0], asked.looks)
            before_rush = worked(server)
            answers = rush(port, seats, asked.seconds, asked.pause, asked.processes)
            processor = worked(server) - before_rush
        rows = found(folder / "kezek.db", before)
        measured = [
            *times(answers, solo),
            *heard(answers, asked.seconds, processor),
            *compared(rows, answers, asked.cases),
        ]
        table([busy, *measured, chain(env)])


if __name__ == "__main__":
    main()
