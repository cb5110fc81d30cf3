"""The part of `app.py bench table` that needs no page: many lines, a trial of other numbers, the start of a server."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.bench import case
from bench.builds import Build, cost_of, run_bench, status_of
from bench.report import Row, compared
from bench.table_pages import Asked

BASES = ("no_housing", "emergency_housing", "orphan_documents")
ENDED_BY = ("sale", "gift", "exchange", "inheritance_left")
#: What decides at once, as the bench of that build measures it: with or without a number of seconds.
DECIDING = """
import sys
sys.path.insert(0, ".")
from bench.bench import deciding
found = deciding(SECONDS) if deciding.__code__.co_argcount else deciding()
print(found[0].measured)
"""
US = "{:.1f} us"
BARE = """
import json, sys
for line in sys.stdin.buffer:
    print(json.dumps(json.loads(line)))
"""


def write_lines(file: Path, many: int) -> None:
    """Cases as `flask evaluate` reads them, no two alike in the days and places that they bear."""
    with file.open("w", encoding="utf-8") as out:
        for n in range(many):
            out.write(json.dumps(varied_case(n)) + "\n")


def varied_case(n: int) -> Any:
    day = f"{n % 12 + 1:02}-{n % 28 + 1:02}"
    owned = {
        "id": f"R-{n}",
        "owner": ("applicant", "family")[n % 2],
        "settlement": "351010000",
        "share": ("1/1", "1/3")[n % 2],
        "from": f"{1980 + n % 20}-04-01",
        "until": f"{2005 + n % 21}-{day}",
        "until_by": ENDED_BY[n % 4],
        "fit": True,
        "emergency": False,
    }
    members = [{"relation": "spouse", "born": f"{1960 + n % 40}-{day}", "consent": True}]
    members += [{"relation": "child", "born": f"{2009 + k}-{day}"} for k in range(n % 4)]
    found: Any = case(BASES[n % 3], "351010000", f"{1950 + n % 55}-{day}", [owned] * (n % 3), members, n % 50 == 0)
    found["application"]["filed_at"] = f"2026-{8 + n % 4:02}-{n % 28 + 1:02}T10:{n % 60:02}:00+05:00"
    found["applicant"]["registered_since"] = f"{1990 + n % 34}-{day}"
    return found


def evaluating(command: list[str], build: Build, file: Path, cores: str) -> tuple[float, float]:
    """Seconds of the processor and of the wall for all lines of a file, on these cores."""
    bound = ["taskset", "-c", cores, *command]
    with file.open("rb") as lines:
        found = cost_of(bound, build.folder, build.environment(), stdin=lines)
    return found.processor, found.wall


def measure_law(builds: list[Build], many: int, asked: Asked, folder: Path) -> tuple[list[Row], list[str]]:
    """`flask evaluate` beside a bare loop of `json` over the same lines, on one core and on two; `decide` alone."""
    file, empty = folder / "lines.jsonl", folder / "empty.jsonl"
    write_lines(file, many)
    write_lines(empty, 1)
    bare = statistics.median(
        evaluating([sys.executable, "-c", BARE], builds[0], file, "0")[0] for _ in range(asked.rounds)
    )
    one, alone, rows, notes = {}, {}, list[Row](), [f"bare: {bare / many * 1e6:.1f} us a line, {many:,} lines"]
    for build in builds:
        start = evaluating(evaluate(build), build, empty, "0")[0]
        spent, alone[build.name] = evaluating(evaluate(build), build, file, "0")
        one[build.name] = (spent - start) / many * 1e6
        notes.append(f"{build.name}: {one[build.name]:.1f} us a line on one core, start {start:.2f} s")
    own = one[builds[0].name]
    rows.append(compared("evaluate, a line on one core, beside bare json", own, bare / many * 1e6, "<= 6", US))
    rows += [compared(f"evaluate, a line beside {other.name}", own, one[other.name], "", US) for other in builds[1:]]
    if (os.cpu_count() or 1) > 1:
        one_core, both = alone[builds[0].name], evaluating(evaluate(builds[0]), builds[0], file, "0,1")[1]
        title = "evaluate on two cores beside one, by the wall"
        rows.append(Row(title, f"{both:.1f} s", f"{one_core:.1f} s", one_core / both, ">= 1.8"))
    rates = [deciding(build, asked) for build in builds]
    for other, theirs in zip(builds[1:], rates[1:], strict=True):
        rows.append(ahead(f"decide beside {other.name}", rates[0], theirs))
    return rows, notes


def evaluate(build: Build) -> list[str]:
    return [build.python, "-m", "flask", "--app", "app", "evaluate"]


def ahead(what: str, own: float, beside: float) -> Row:
    return Row(what, f"{own:,.0f} /s", f"{beside:,.0f} /s", own / beside, ">= 2")


def deciding(build: Build, asked: Asked) -> float:
    """Decisions a second on one core; the middle of all rounds."""
    command = [build.python, "-c", DECIDING.replace("SECONDS", str(asked.seconds))]
    told = [
        subprocess.run(command, cwd=build.folder, check=True, capture_output=True, text=True).stdout  # noqa: S603
        for _ in range(asked.rounds)
    ]
    return statistics.median(float(re.sub(r"[^\d.]", "", one.replace("/s", ""))) for one in told)


def measure_simulation(builds: list[Build], people: int) -> tuple[list[Row], list[str]]:
    """As each build's own `bench simulation` has it."""
    found = {}
    for build in builds:
        lines = run_bench(build, "simulation", str(people))
        told = next(line for line in lines if line.startswith("from the press to the result"))
        found[build.name] = float(re.search(r"([\d.]+) s", told)[1])  # type: ignore[index]
    own = found[builds[0].name]
    notes = [f"{name}: {seconds:.1f} s for {people:,}" for name, seconds in found.items()]
    rows = [Row(f"trial over {people:,}, from the press to the result", f"{own:.1f} s")]
    return [
        compared(f"trial over {people:,} beside {other.name}", own, found[other.name], "<= 0.5", "{:.1f} s")
        for other in builds[1:]
    ] or rows, notes


# ----------------------------------------------------------------------------------------------------------- the start


def measure_start(builds: list[Build], starts: int) -> tuple[list[Row], list[str]]:
    """Warm starts in turn, and the memory of a server that nobody has asked anything but its first page."""
    costs: dict[str, list[tuple[float, float]]] = {build.name: [] for build in builds}
    for build in builds:
        build.begin()
    for _ in range(starts):
        for build in builds:
            with build.served() as server:
                costs[build.name].append((server.used(), status_of(server.process.pid, "VmRSS")))
    middle = {name: [statistics.median(part) for part in zip(*found, strict=True)] for name, found in costs.items()}
    own = middle[builds[0].name]
    notes = [f"{name}: {seconds:.2f} s of the processor, {memory:.0f} MB" for name, (seconds, memory) in middle.items()]
    rows: list[Row] = [Row("warm start, processor time", f"{own[0]:.2f} s"), Row("memory, idle", f"{own[1]:.0f} MB")]
    for other in builds[1:]:
        theirs = middle[other.name]
        rows = [
            compared(f"warm start, processor time, beside {other.name}", own[0], theirs[0], "<= 0.6", "{:.2f} s"),
            compared(f"memory, idle, beside {other.name}", own[1], theirs[1], "<= 0.75", "{:.0f} MB"),
        ]
    return rows, notes
