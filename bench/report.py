"""Rows of the table of `app.py bench table`, as Markdown: what missed first."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.bench import ROOT


class Row(NamedTuple):
    """`own`, `beside`: as they are shown; `ratio`: the figure that is compared with `wanted`, None: nothing is wanted.

    `wanted`: a limit, with the side on which it is kept, as "<= 1.8".
    """

    what: str
    own: str
    beside: str = ""
    ratio: float | None = None
    wanted: str = ""

    def reached(self) -> bool:
        if self.ratio is None or not self.wanted:
            return True
        side, limit = self.wanted.split(" ")
        return self.ratio <= float(limit) if side == "<=" else self.ratio >= float(limit)

    def told(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        mark = "" if not self.wanted else "reached" if self.reached() else "**missed**"
        return f"| {self.what} | {self.own} | {self.beside} | {ratio} | {self.wanted} | {mark} |"


class Step(NamedTuple):
    """What a part of the run has found. `notes`: lines beneath the rows; `seconds`: how long it took."""

    name: str
    rows: list[Row]
    notes: list[str]
    seconds: float


def ms(value: float) -> str:
    return f"{value:.2f} ms"


def compared(what: str, own: float, beside: float, wanted: str, form: str = "{:.2f} ms") -> Row:
    """Own beside another's."""
    return Row(what, form.format(own), form.format(beside), own / beside if beside else None, wanted)


def markdown(title: str, steps: Iterable[Step]) -> str:
    """One table of all rows, those that missed first; then what was measured how, step by step."""
    steps = list(steps)
    rows = [row for step in steps for row in step.rows]
    missed = [row for row in rows if not row.reached()]
    lines = [
        f"## {title}",
        "",
        machine(),
        "",
        "| what | this commit | beside | ratio | wanted | |",
        "|---|---|---|---|---|---|",
        *(row.told() for row in (*missed, *(row for row in rows if row.reached()))),
        "",
    ]
    for step in steps:
        lines += [f"{step.name} ({step.seconds:.0f} s):", "", *(f"* {note}" for note in step.notes), ""]
    return "\n".join(lines)


def machine() -> str:
    """Day, load, processor, commit."""
    model = next(
        (line.partition(":")[2].strip() for line in lines_of("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    git = shutil.which("git") or "true"
    quiet = [git, "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(quiet, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    return (
        f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC; {os.cpu_count()} cores ({model}), "
        f"CPython {platform.python_version()}; commit {commit or 'unknown'}; load before {os.getloadavg()[0]:.1f}."
    )


def lines_of(file: str) -> list[str]:
    return Path(file).read_text(encoding="ascii", errors="replace").splitlines()
