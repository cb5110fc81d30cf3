"""A walk of all records: `python3 app.py bench seals [PEOPLE]`.

A demo of so many people is filled by `flask demo-data`; then the journal and every row are held against their seals, as
`flask audit verify` does, each in a process of its own. Beside it a bare loop that reads the same rows by sqlite3 and
takes their SHA-256. Processor time, in turn, medians count. The demo is made in KEZEK_BENCH_FOLDER and kept there, or
in a folder that passes.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import Line, table  # noqa: E402
from bench.builds import Build, own_build  # noqa: E402
from bench.measure_desk import others  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402

WANTED = 3.0
#: Run by itself, with what is to be measured as its argument.
ALONE = "--alone"


def read_bare() -> dict[str, Any]:
    from housing.storage.row_seals.bound_tables import live_tables

    count, begun = 0, time.process_time()
    with closing(sqlite3.connect(Path(os.environ["KEZEK_INSTANCE"]) / "kezek.db")) as raw:
        for bound in live_tables(raw):
            for row in raw.execute(f"SELECT {', '.join(bound.columns)} FROM {bound.name}"):  # noqa: S608
                hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()
                count += 1
    return {"rows": count, "seconds": time.process_time() - begun}


def walk() -> dict[str, Any]:
    from app import create_app
    from housing.queries.journal.proof import prove_records

    with create_app().app_context():
        begun = time.process_time()
        found = prove_records(True)
        spent = time.process_time() - begun
    return {"rows": found.rows, "events": found.events, "found": found.found, "seconds": spent}


def measure_alone(what: str) -> None:
    told = walk() if what == "walk" else read_bare()
    print(json.dumps({**told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def run_alone(build: Build, what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.measure_seals", ALONE, what]
    done = subprocess.run(command, cwd=ROOT, env=build.environment(), capture_output=True, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def fill(build: Build, people: int) -> list[Line]:
    """Nothing where it was filled before."""
    if build.database().exists():
        return []
    print(f"making {people:,} people", file=sys.stderr)
    cost = build.command("demo-data", "--people", str(people))
    return [
        Line(
            "to fill it: processor time, memory at the highest", f"{cost.processor:.0f} s, {cost.peak:.0f} MB", "", True
        )
    ]


def lines(bare: list[dict[str, Any]], walks: list[dict[str, Any]]) -> list[Line]:
    loop, walked = (statistics.median(one["seconds"] for one in each) for each in (bare, walks))
    ratio, first = walked / loop, walks[0]
    return [
        Line(
            "rows held against their seals",
            f"{first['rows']:,}",
            f"{bare[0]['rows']:,}",
            first["rows"] == bare[0]["rows"],
        ),
        Line("entries of the journal", f"{first['events']:,}", "", True),
        Line("records that do not fit", f"{first['found']}", "0", first["found"] == 0),
        Line("a bare loop over the same rows: processor time", f"{loop:.2f} s", "", True),
        Line("the walk: processor time", f"{walked:.2f} s", "", True),
        Line("the walk beside the bare loop", f"{ratio:.2f}", f"<= {WANTED:g}", ratio <= WANTED),
        Line("memory of the walk at the highest", f"{max(one['peak'] for one in walks):.0f} MB", "", True),
    ]


def main() -> None:
    asked, busy = (
        parse_options(
            "seals",
            Option("people", 1_000_000, 6, "applications of the demo"),
            Option("--rounds", 3, 1, "of each, of which the median counts"),
        ),
        others(),
    )
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(os.environ.get("KEZEK_BENCH_FOLDER") or passing)
        build = own_build(folder / "seals" / "instance")
        filled = fill(build, asked.people)
        bare, walks = [], []
        for _ in range(asked.rounds):
            bare.append(run_alone(build, "bare"))
            walks.append(run_alone(build, "walk"))
        table([busy, *filled, *lines(bare, walks)])


if __name__ == "__main__":
    if sys.argv[1:2] == [ALONE]:
        measure_alone(sys.argv[2])
    else:
        main()
