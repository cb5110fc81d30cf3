"""What a person waits for and what a machine pays: `python3 app.py bench` prints it, measured beside wanted.

Figures are of this machine, now; nothing here is a test. `measure_pages.py` measures the pages, `measure_sources.py`
the state bases, `measure_signatures.py` the signatures, `measure_queue.py` (`bench queue`) the queue over a million
rows, `measure_desk.py` (`bench desk`) fifty officials at work at once, `measure_simulation.py` (`bench simulation`) a
trial of other numbers of the law, `measure_submissions.py` (`bench submissions`) people who submit at once, this file
the rest. `bench kills`, `restores`, `soak`, `fuzz`, `wapiti` and `seals` prove: they end with 1 where they do not.
Every form takes `--size small`.
"""

from __future__ import annotations

import gzip
import http.client
import itertools
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
QUIET: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Line:
    """A line of the table."""

    def __init__(self, what: str, measured: str, wanted: str, reached: bool) -> None:
        self.what, self.measured, self.wanted, self.reached = what, measured, wanted, reached


# -------------------------------------------------------------------------------------------------- the running server


@contextmanager
def server(instance: str) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """The demo as people start it: its process, its port, the seconds until its first page."""
    port = free_port()
    env = {**os.environ, "PORT": str(port), "KEZEK_INSTANCE": instance}
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=env, **QUIET)  # noqa: S603
    try:
        wait_for_page(process, port)
        yield process, port, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_page(process: subprocess.Popen[bytes], port: int, patience: float = PATIENCE) -> None:
    """Until the start page is there, so many seconds at most."""
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        if process.poll() is not None:
            sys.exit(f"app.py ended with {process.returncode} before its first page")
        try:
            if get(port, "/")[0] == 200:
                return
        except OSError:
            time.sleep(0.01)
    sys.exit("no first page")


def get(port: int, path: str) -> tuple[int, bytes, str]:
    """Status, the body as it travelled, its encoding."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheader("Content-Encoding") or ""
    finally:
        connection.close()


def first_load(port: int) -> int:
    """Bytes of the start page and everything that it names, as they travel to a phone that was never here."""
    _, body, encoding = get(port, "/")
    html = (gzip.decompress(body) if encoding == "gzip" else body).decode()
    named = set(re.findall(r'<(?:link|script)[^>]*(?:href|src)="(/[^"]+)"', html))
    return len(body) + sum(len(get(port, path)[1]) for path in named)


def resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of memory that the process holds, as Linux counts them."""
    told = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
    return int(re.search(r"VmRSS:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


def serving(starts: int, loads: int) -> list[Line]:
    """`starts`: warm ones, of which the median counts; `loads`: pages asked of each server."""
    with tempfile.TemporaryDirectory() as instance:
        with server(instance):  # makes the database, the people and their authority
            pass
        waits = []
        for _ in range(starts):
            with server(instance) as (process, port, seconds):
                waits.append(seconds)
                before = resident(process)
                for _ in range(loads):
                    get(port, "/")
                after, sent = resident(process), first_load(port)
    wait = sorted(waits)[starts // 2]
    return [
        Line("start to first page, warm", f"{wait:.2f} s", "< 2 s", wait < 2),
        Line("memory of the demo, idle", f"{before:.0f} MB", "< 200 MB", before < 200),
        Line(f"memory of the demo, after {loads} pages", f"{after:.0f} MB", "< 200 MB", after < 200),
        Line("a citizen's first page with style and script", f"{sent / 1024:.1f} KB", "< 80 KB", sent < 80 * 1024),
    ]


# ------------------------------------------------------------------------------------------------------------- the law


def cases() -> list[object]:
    """Some hundreds of cases that meet every outcome, as `flask evaluate` reads them."""
    from housing.law.facts_json import read_facts

    sold = {"owner": "applicant", "share": "1/1", "until": "2024-02-01", "until_by": "sale", "fit": True}
    today = {"owner": "family", "share": "1/4", "until": None, "emergency": True, "settlement": "351010000"}
    parts = itertools.product(
        ("no_housing", "emergency_housing", "orphan_documents"),
        ("351010000", "710000000"),
        ("1990-01-01", "2010-06-15", None),
        ([], [sold], [today, sold], None),
        ([], [{"relation": "spouse", "born": "1991-01-01", "consent": None}]),
        (False, None),
    )
    return [read_facts(case(*part)) for part in parts]


def case(basis: str, settlement: str, born: str | None, owned: object, family: object, in_base: object) -> object:
    return {
        "application": {
            "basis": basis, "filed_at": "2026-07-13T10:15:00+05:00", "settlement": settlement,
            "documents": [{"kind": "technical_conclusion", "reliable": True}],
        },
        "applicant": {
            "born": born, "status": "citizen", "consent": True, "registered_in": "351010000",
            "registered_since": "2015-03-01", "orphan_on_record": False, "on_register": False,
            "in_republican_base": in_base, "uses_state_dwelling": False, "privatised_state_dwelling": False,
            "state_supported_mortgage": False,
        },
        "family": family, "dwellings": owned,
    }  # fmt: skip


def deciding(seconds: float) -> list[Line]:
    """`seconds`: of processor time, in all."""
    from housing.law.eligibility import decide
    from housing.law.parameters import law_on

    varied = cases()
    law = law_on(varied[0].filed_on)  # type: ignore[attr-defined]
    found = {decide(one, law).outcome for one in varied}  # type: ignore[arg-type]
    assert found == {"register", "refuse", "review"}, f"the cases meet only {found}"
    rate = per_second(lambda: [decide(one, law) for one in varied], len(varied), seconds)  # type: ignore[arg-type]
    return [Line("decisions on one core", f"{rate:,.0f} /s", "20,000 /s", rate >= 20_000)]


def per_second(do: Callable[[], object], units: int, seconds: float) -> float:
    """The best of five spells, by the processor's own clock."""
    best = 0.0
    for _ in range(5):
        began, done = time.process_time(), 0
        while time.process_time() - began < seconds / 5:
            do()
            done += units
        best = max(best, done / (time.process_time() - began))
    return best


# ----------------------------------------------------------------------------------------------------------- the table


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from bench.measure_pages import pages
    from bench.measure_signatures import signatures
    from bench.measure_sources import sources
    from bench.options import Option, parse_options

    size = parse_options(
        "",
        Option("--starts", 3, 1, "warm starts of the server"),
        Option("--loads", 50, 2, "pages asked of each server"),
        Option("--seconds", 1.0, 0.01, "processor time of the decisions"),
        Option("--calls", 280, 7, "calls of each page and each signature"),
        Option("--outage", 1000, 5, "cases that wait while a state base is down"),
    )
    table(
        [
            *serving(size.starts, size.loads),
            *deciding(size.seconds),
            *pages(size.calls),
            *signatures(size.calls),
            *sources(size.outage),
        ]
    )


def require(asked: Any, lines: list[Line]) -> None:
    """Ends with 1 where something was missed; in the smallest size nothing need have happened."""
    if asked.size == "full" and not all(line.reached for line in lines):
        sys.exit(1)


def table(lines: list[Line]) -> None:
    wide = max(len(line.what) for line in lines)
    print(f"{'what':{wide}}  {'measured':>12}  {'wanted':>12}")
    for line in lines:
        missed = "" if line.reached else "  missed"
        print(f"{line.what:{wide}}  {line.measured:>12}  {line.wanted:>12}{missed}")


if __name__ == "__main__":
    main()
