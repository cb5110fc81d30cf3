"""Every form of `python3 app.py bench` runs at its smallest size and prints its table; no figure of it is tested."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from bench.builds import cost_of
from housing.config import ROOT

#: By form: what its table speaks of, beginning and end of it.
TABLES = {
    "": (
        "start to first page, warm", "decisions on one core", "the queue beside its floor",
        "a signature by GOST beside one by RSA", "5 cases asked again after an outage",
    ),
    "queue": ("floor: processor time", "a search by IIN beside the first page", "statements of a page, at most"),
    "desk": ("the queue page in the rush, p95", "decided: median / p95", "entries of the journal, whole"),
    "simulation": ("would be decided otherwise", "the queue page beside the trial: p95"),
    "submissions": ("floor: raw SQLite, one lock, 2 at once", "this commit: submissions, 2 at once"),
    "start": ("start with a new database, this commit: wall / CPU", "import of app.py, this commit: importtime / CPU"),
    "seals": ("the walk beside the bare loop",),
    "kills": ("kills, seed 1", "requests"),
    "restores": (
        "restore: killed before its end", "upgrade: killed before its end", "rotation: killed before its end",
    ),
    "fuzz": ("forms that pages show", "answers"),
    "soak": ("of itself in that time",),
}  # fmt: skip
#: Lines that count and do not time, by form: as good in the smallest size as in the full one.
COUNTED = {
    "": ("checks of a list in 100 sign-ins", "requests at once meanwhile"),
    "queue": ("statements of a page, at most", "50 rows, packed"),
    "desk": (
        "answers 5xx, and lines that broke", "answers 4xx but conflicts", "open and decided together",
        "cases without one decision, entry, notice, message each", "answers 'decided' that the database does not know",
        "decisions of which nobody was told", "second looks told and not there, or the reverse",
    ),
    "simulation": ("would be decided otherwise",),
    "seals": ("rows held against their seals", "records that do not fit"),
    "kills": (
        "filings acknowledged and lost", "decisions acknowledged and lost",
        "numbers that two applications bear", "people who have filed twice",
        "cases without one decision, entry, notice, message each", "messages handed over twice",
        "messages said to be sent that never came", "lists published twice", "entries of the journal, whole",
        "invariants broken", "alarms in the log", "traces of errors in the log", "answers 5xx",
        "the last server ended when it was told to",
    ),
    "restores": (
        "restore: then anything else", "restore: then not with the seals of its rows",
        "restore: not new after the same command or the next start", "restore: not proven then",
        "upgrade: then anything else", "upgrade: then not with the seals of its rows",
        "upgrade: not new after the same command or the next start", "upgrade: not proven then",
        "rotation: then rows that do not fit their seals", "rotation: then somebody not found by their IIN",
        "the auditor's page: journal, head and rows", "the auditor's page: the last trial of a backup",
        "the auditor's page: what always has to hold", "the auditor's page: anything red",
    ),
    "fuzz": (
        "answers 5xx", "lines of the log that name somebody", "lines of the log that tell of a fault",
        "rules broken and rows that do not fit, afterwards",
    ),
    "soak": ("answers 5xx", "lines that broke", "invariants broken", "alarms in the log"),
}  # fmt: skip


@pytest.mark.bench
@pytest.mark.parametrize("form", TABLES)
def test_every_form_of_the_bench_runs_and_prints_its_table(form):
    if form in ("start", "restores") and (shutil.which("git") is None or not (ROOT / ".git").exists()):
        pytest.skip("a clone needs git and its history")
    command = [sys.executable, "app.py", "bench", *form.split(), "--size", "small"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert re.match(r"what +measured +wanted\n", done.stdout), done.stdout
    printed = dict(re.split(r"  +", line, maxsplit=1) for line in done.stdout.splitlines())
    assert [what for what in (*TABLES[form], *COUNTED.get(form, ())) if what not in printed] == []
    assert [what for what in COUNTED.get(form, ()) if printed[what].endswith("missed")] == []


#: What stands in the table of tables, by those of its parts that are no form of their own.
PARTS = {
    "applications": "case page of a whole case",
    "law": "beside bare json",
    "people": "demo-data, a country, memory at the highest",
    "pages": "queue, first page, packed, beside the floor",
    "growth": "the page that grows most",
    "jobs": "to find them beside one indexed count",
    "register": "cabinet of the last in a list of",
    "files": "fully checked, beside the same checks and executemany",
    "lists": "lists of a month, the whole country, beside one question",
    "inventory": "how many are due, beside one indexed count",
}


@pytest.mark.bench
def test_the_table_of_tables_has_every_part(tmp_path):
    """Without the peers, whose packages nothing else needs: `bench table --size small --peers` runs them too."""
    file = tmp_path / "table.md"
    command = [sys.executable, "app.py", "bench", "table", "--size", "small", "--output", str(file)]
    command += ["--parts", ",".join(PARTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == file.read_text(encoding="utf-8").strip()
    rows = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    assert [part for part, words in PARTS.items() if not any(words in row for row in rows)] == []


def test_a_part_that_there_is_not_is_named():
    command = [sys.executable, "app.py", "bench", "table", "--size", "small", "--parts", "everything"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and "everything" in done.stderr


def test_a_form_that_there_is_not_is_named():
    command = [sys.executable, "app.py", "bench", "everything"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "everything" in done.stderr


def test_the_memory_of_a_command_is_its_own_and_not_that_of_who_started_it():
    held = b"x" * 200_000_000
    cost = cost_of([sys.executable, "-c", "import time; time.sleep(0.2)"], ROOT, {})
    assert 0 < cost.peak < len(held) / 4_000_000
