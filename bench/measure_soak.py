"""Everybody at work for half an hour: `python3 app.py bench soak [--minutes N]`.

Citizens apply, officials decide, a supervisor looks for people, reference data is published, backups are made and every
job runs, at a pace that the machine keeps up with. Told: how long answers take, whether the server's memory grows after
it has warmed up, and what an application adds to the database, measured for itself as `bench table` does it.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import Line, require, resident, table, wait_for_page  # noqa: E402
from bench.builds import own_build  # noqa: E402
from bench.kill_verdict import log_lines, none, proofs, some  # noqa: E402
from bench.load_clients import (  # noqa: E402
    BackupMaker,
    Citizen,
    Editor,
    Ledger,
    Seeker,
    Visitor,
    at_work,
    officials_of,
)
from bench.load_world import LoadWorld, staged  # noqa: E402
from bench.measure_desk import others, percentile, worked  # noqa: E402
from bench.measure_submissions import model_application  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from bench.table_cases import file_all  # noqa: E402
from housing.storage.extensions import db  # noqa: E402

OPTIONS = (
    Option("--minutes", 30.0, 0.05, "for how long"),
    Option("--seed", 1, 1, "of who applies for what"),
    Option("--crowd", 5000, 20, "people who were decided before"),
    Option("--cases", 5000, 20, "cases that officials may decide"),
    Option("--officials", 6, 2, "officials at work"),
    Option("--citizens", 3, 1, "citizens who apply at once"),
    Option("--pause", 1.5, 0.05, "seconds between two steps of anybody"),
    Option("--backup-pause", 120.0, 60.0, "seconds between two backups"),
    Option("--applicants", 4, 0, "whole applications whose bytes are counted"),
    Option("--keep", "", "", "folder in which everything is left; else it passes"),
)
#: Of the time, what is left out while the server warms up; seconds between two looks at its memory.
WARM, LOOK = 1 / 3, 5.0
#: After that its memory may grow so much, in parts of itself.
GROWTH = 0.05
#: An application may add so much of what docs/performance.md says.
BYTES = 1.1
SAID = re.compile(r"^\| bytes of an application[^|]*\| ([\d.]+) KB", re.MULTILINE)
#: Seconds for which the first page is waited for.
PATIENCE = 600.0
#: In bytes, all that tables and indexes bear.
STORED = "SELECT sum(payload) FROM dbstat"


def crew(world: LoadWorld, ledger: Ledger, asked: Any) -> list[Any]:
    accounts = world.fill(asked.crowd, asked.cases, asked.officials)
    server = world.start()
    wait_for_page(server, world.port, PATIENCE)
    return [
        server,
        BackupMaker(world, ledger, "soak", asked.backup_pause),
        Editor(world, ledger, "soak"),
        Seeker(world, ledger, "karaganda-head"),
        Visitor(world, ledger),
        *(Citizen(world, ledger, asked.pause) for _ in range(asked.citizens)),
        *officials_of(world, ledger, accounts, asked.pause),
    ]


def soak(server: subprocess.Popen[bytes], workers: list[Any], seconds: float) -> list[tuple[float, float]]:
    """The server's memory in MB, by the second."""
    began, found = time.monotonic(), list[tuple[float, float]]()
    with at_work(workers):
        while (passed := time.monotonic() - began) < seconds:
            found.append((passed, resident(server)))
            time.sleep(min(LOOK, seconds / 20))
    return found


def memory_lines(found: list[tuple[float, float]], seconds: float) -> list[Line]:
    """The slope is that of the straight line that fits best (least squares)."""
    warm = [(at, held) for at, held in found if at >= seconds * WARM]
    slope = statistics.linear_regression(*zip(*warm, strict=True)).slope
    grown, mean = slope * seconds * (1 - WARM), statistics.fmean(held for _, held in warm)
    flat = grown <= GROWTH * mean
    return [
        Line("memory at the beginning, at the highest, at the end",
             f"{found[0][1]:.0f}, {max(held for _, held in found):.0f}, {found[-1][1]:.0f} MB", "", True),
        Line("it grows, once warm", f"{slope * 60:.2f} MB a minute", "", True),
        Line("of itself in that time", f"{grown / mean:.1%}", f"<= {GROWTH:.0%}", flat),
    ]  # fmt: skip


def time_lines(asked: list[tuple[str, int, float]]) -> list[Line]:
    by: dict[str, list[float]] = {}
    for what, _, seconds in asked:
        by.setdefault(what, []).append(seconds * 1000)
    told = []
    for what, each in sorted(by.items()):
        three = " / ".join(f"{percentile(each, percent):.0f}" for percent in (50, 95, 99))
        told.append(Line(f"{what}, {len(each):,} times: p50 / p95 / p99", f"{three} ms", "", True))
    return told


def stored(world: LoadWorld) -> int:
    with closing(sqlite3.connect(world.instance / "kezek.db")) as raw:
        return int(raw.execute(STORED).fetchone()[0])


def bytes_lines(asked: Any, folder: Path) -> list[Line]:
    """Of an application that the machine decides, from signing in until the message is out."""
    if not asked.applicants:
        return []
    size = SimpleNamespace(spells=1, calls=1, seconds=1.0, applicants=asked.applicants)
    build = own_build(folder / "one-by-one")
    build.begin()
    filed = file_all(build, model_application(), size)  # type: ignore[arg-type]
    said = float(SAID.search((ROOT / "docs" / "performance.md").read_text(encoding="utf-8"))[1])  # type: ignore[index]
    own = filed.bytes / 1000
    what = f"an application adds, beside {said:g} KB in docs/performance.md"
    return [Line(what, f"{own:.1f} KB: {own / said:.2f}", f"<= {BYTES:g}", own <= BYTES * said)]


def run(world: LoadWorld, asked: Any, folder: Path) -> list[Line]:
    ledger, seconds = Ledger(), asked.minutes * 60
    server, *workers = crew(world, ledger, asked)
    before, begun, used = stored(world), time.monotonic(), worked(server)
    found = soak(server, workers, seconds)
    share = (worked(server) - used) / (time.monotonic() - begun)
    server.terminate()
    ended = server.wait()
    grown = (stored(world) - before) / 1e6
    broken = sum(status == 0 for _, status, _ in ledger.asked)
    bad = sum(status >= 500 for _, status, _ in ledger.asked)
    with world.app().app_context():
        proven = [*proofs(), *log_lines(world)]
        db.session.remove()
        db.engine.dispose()
    return [
        some("applications filed", len(ledger.filed)),
        some("decisions of officials", len(ledger.decided)),
        some("rows of reference data published", len(ledger.published)),
        some("backups made", len(ledger.backups)),
        some("requests", len(ledger.asked)),
        none("answers 5xx", bad),
        none("lines that broke", broken),
        Line("processor time of the server, of one core", f"{share:.0%}", "", True),
        *memory_lines(found, seconds),
        *time_lines(ledger.asked),
        Line("the database has grown", f"{grown:.1f} MB", "", True),
        *proven,
        Line("the server ended when it was told to", str(ended), "0", ended == 0),
        *bytes_lines(asked, folder),
    ]


def main() -> None:
    asked, busy = parse_options("soak", *OPTIONS), others()
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(asked.keep or passing)
        with staged(folder, asked.seed) as world:
            found = run(world, asked, folder)
    table([busy, Line("minutes", f"{asked.minutes:g}", "", True), *found])
    require(asked, found)


if __name__ == "__main__":
    main()
