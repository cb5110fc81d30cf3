"""A trial of the law's numbers over a million people: `python3 app.py bench simulation [PEOPLE]`.

The server is the one that production runs, with its jobs, in a process of its own; the trial is begun as an official
begins it. Meanwhile one official looks at the queue, as before it. What is measured: the time from the press to the
result, the memory of the process that decides and of the server, and the queue page beside itself.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402
from bench.bench import Line, free_port, table  # noqa: E402
from bench.desk_cases import add_officials  # noqa: E402
from bench.desk_clients import Operator, sign_in  # noqa: E402
from bench.measure_desk import environment, others, percentile, serving  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from bench.register_cases import add_register  # noqa: E402
from housing.actions.reference.draft_row import draft_row  # noqa: E402
from housing.actions.reference.simulate import start_simulation  # noqa: E402
from housing.config import Settings  # noqa: E402
from housing.law.working_time import ALMATY, DAY  # noqa: E402
from housing.queries.reference.reference import load_catalog_draft, load_effective_values, load_latest_row_id  # noqa: E402
from housing.queries.reference.simulation import SimulationRun, load_simulation  # noqa: E402
from housing.reference_data.catalogs import find_catalog  # noqa: E402
from housing.storage.extensions import db  # noqa: E402
from housing.web.current import now  # noqa: E402

LIMIT = 600
SECONDS, MEGABYTES, TIMES = 30, 500, 3
#: How the process that decides is known among the others.
ALONE = b"housing.gateways.deciding.alone"


def memory(process: int, peak: str) -> float:
    """Megabytes, as Linux counts them. `peak`: VmHWM, the highest so far, or VmRSS, now."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(peak)), 0.0)


def decider() -> int | None:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if ALONE in (folder / "cmdline").read_bytes():
                return int(folder.name)
        except OSError:
            continue
    return None


def made(env: dict[str, str], people: int, still_open: int) -> Any:
    print(f"making a register of {people:,} people", file=sys.stderr)
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        upgrade()
        accounts = add_officials(2, env["KEZEK_SECRET_KEY"])
        add_register(people, still_open)
    return app, accounts


def drafted(app: Any) -> None:
    """Every share counts: those of whom an official found that theirs does not would be refused."""
    law = find_catalog("law")
    assert law is not None
    with app.app_context():
        tomorrow = now().astimezone(ALMATY).date() + DAY
        values = {**load_effective_values("law", tomorrow)["law"], "counted_share": "any"}
        draft_row(law, ("law", tomorrow, values), load_latest_row_id("law", "law"), "bench", now())


def begun(app: Any) -> None:
    law = find_catalog("law")
    assert law is not None
    with app.app_context():
        found = load_catalog_draft("law")
        assert found is not None
        start_simulation(law, found.version.revision, "bench", now())


def looked(operator: Operator, until: Callable[[], bool]) -> list[float]:
    """Seconds of every look at the queue until something is so."""
    before = len(operator.log.asked)
    while not until():
        operator.look()
        time.sleep(0.02)
    return [seconds for what, _, seconds in operator.log.asked[before:] if what == "queue"]


def watched(app: Any) -> tuple[Callable[[], bool], dict[str, float]]:
    """Whether the trial is over, asked at most four times a second; and the highest memory of its process."""
    highest, asked, began = {"MB": 0.0}, [0.0], time.monotonic()

    def over() -> bool:
        if time.monotonic() - asked[0] < 0.25:
            return False
        asked[0] = time.monotonic()
        process = decider()
        highest["MB"] = max(highest["MB"], memory(process, "VmHWM") if process else 0.0)
        return (now_is(app).state not in ("waiting", "running")) or time.monotonic() - began > LIMIT

    return over, highest


def now_is(app: Any) -> SimulationRun:
    with app.app_context():
        found = load_catalog_draft("law")
        trial = load_simulation(found.version.id) if found else None
        db.session.rollback()
        assert trial is not None
        return trial


def lines(trial: SimulationRun, idle: list[float], beside: list[float], highest: float, server: float) -> list[Line]:
    assert trial.finished_at is not None and trial.result is not None
    took = (trial.finished_at - trial.started_at).total_seconds()
    outcomes = trial.result["outcomes"]
    p95, p95_beside = percentile(idle, 95) * 1000, percentile(beside, 95) * 1000
    return [
        Line("decided again", f"{sum(outcomes.values()):,}", "", True),
        Line("would be decided otherwise", f"{outcomes.get('register refuse', 0):,}", "> 0", len(outcomes) > 1),
        Line("from the press to the result", f"{took:.1f} s", f"< {SECONDS} s", took < SECONDS),
        Line("memory of what decides, at most", f"{highest:.0f} MB", f"< {MEGABYTES} MB", highest < MEGABYTES),
        Line("memory of the server after it", f"{server:.0f} MB", "", True),
        Line("the queue page, idle: p95", f"{p95:.1f} ms", "", True),
        Line("the queue page beside the trial: p95", f"{p95_beside:.1f} ms", f"< {TIMES * p95:.1f} ms",
             p95_beside < TIMES * p95),
    ]  # fmt: skip


def main() -> None:
    size = parse_options(
        "simulation",
        Option("people", 1_000_000, 500, "on the register"),
        Option("--open", 20_000, 500, "open cases of one branch among them"),
        Option("--looks", 200, 10, "looks at the queue before the trial"),
    )
    with tempfile.TemporaryDirectory() as passing:
        folder, port, busy = Path(os.environ.get("KEZEK_BENCH_FOLDER") or passing), free_port(), others()
        folder.mkdir(parents=True, exist_ok=True)
        env = environment(folder, port)
        app, accounts = made(env, size.people, size.open)
        drafted(app)
        with serving(env) as server:
            seat = sign_in(port, accounts[0], 0)
            operator = Operator(port, seat, seat, 0.0)
            looked(operator, lambda: len(operator.log.asked) >= size.looks // 10)
            idle = looked(operator, lambda: len(operator.log.asked) >= size.looks)
            begun(app)
            over, highest = watched(app)
            beside = looked(operator, over)
            table([busy, *lines(now_is(app), idle, beside, highest["MB"], memory(server.pid, "VmRSS"))])
            operator.window.line.close()


if __name__ == "__main__":
    main()
