"""The served application killed at random moments: `python3 app.py bench kills [KILLS] [--seed N] [--keep FOLDER]`.

The server over a real database is killed (SIGKILL) while citizens apply, officials decide, messages go out, lists and
reference data are published and backups are made, all at once; each time it is started again. Some kills fall into the
start. The world outside (state bases, phones) lives on in this process. Four times in a run the next month begins.
Afterwards what was acknowledged is compared with what is there. Moments, people and answers follow from the seed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import func, select  # noqa: E402

from bench.bench import Line, require, table, wait_for_page  # noqa: E402
from bench.desk_cases import Account  # noqa: E402
from bench.kill_verdict import verdict  # noqa: E402
from bench.load_clients import BackupMaker, Citizen, Editor, Ledger, at_work, officials_of  # noqa: E402
from bench.load_world import LoadWorld, staged  # noqa: E402
from bench.measure_desk import others  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from housing.storage.extensions import db  # noqa: E402
from housing.storage.models import Application, Message  # noqa: E402

OPTIONS = (
    Option("kills", 200, 1, "how often the server is killed"),
    Option("--seed", 1, 1, "of the moments"),
    Option("--seconds", 2.5, 0.6, "a kill comes within so many seconds after the first page"),
    Option("--crowd", 1000, 20, "people who were decided before"),
    Option("--cases", 3000, 20, "cases that officials may decide"),
    Option("--officials", 4, 2, "officials at work"),
    Option("--citizens", 4, 2, "citizens who apply at once"),
    Option("--backup-pause", 2.0, 60.0, "seconds between two backups"),
    Option("--months", 4, 1, "after so many parts of the kills the next month begins"),
    Option("--keep", "", "", "folder in which everything is left; else it passes"),
)
#: Of a hundred kills so many fall into the start; within how many seconds of it.
AT_START, START = 20, 2.0
#: For how long a start may take where others are at work, and the last server until nothing waits any more.
PATIENCE = 600.0
#: Of a hundred kills of the server so many take the backup that is being made with it.
WITH_BACKUP = 50


@contextmanager
def clients(world: LoadWorld, ledger: Ledger, asked: Any, accounts: list[Account], part: int) -> Iterator[BackupMaker]:
    """All of them at work, until this is left; the server is there."""
    maker = BackupMaker(world, ledger, f"part-{part}", asked.backup_pause)
    workers = [
        maker,
        Editor(world, ledger, f"part_{part}"),
        *(Citizen(world, ledger) for _ in range(asked.citizens)),
        *officials_of(world, ledger, accounts, 0.2),
    ]
    with at_work(workers):
        yield maker


def kill_some(world: LoadWorld, maker: BackupMaker, server: subprocess.Popen[bytes], kills: int, seconds: float) -> Any:
    """So many kills, each followed by a start; the server that is there then."""
    random = world.random
    for _ in range(kills):
        if random.randrange(100) < AT_START:
            time.sleep(random.uniform(0, START))
        else:
            wait_for_page(server, world.port, PATIENCE)
            time.sleep(random.uniform(0, seconds))
        server.kill()
        if random.randrange(100) < WITH_BACKUP:
            maker.kill()
        server.wait()
        server = world.start()
    wait_for_page(server, world.port, PATIENCE)
    return server


def parts_of(kills: int, months: int) -> list[int]:
    return [kills // months + (nth < kills % months) for nth in range(months)]


def settle(world: LoadWorld) -> None:
    """Until the last server has nothing to accept, to check, or to send."""

    def waiting() -> int:
        db.session.rollback()
        cases = select(func.count()).where(Application.status.in_(("submitted", "accepted", "checking")))
        sms = select(func.count()).where(Message.state == "waiting", Message.leased_by != "")
        return int(db.session.scalar(cases) or 0) + int(db.session.scalar(sms) or 0)

    until = time.monotonic() + PATIENCE
    while waiting() and time.monotonic() < until:
        time.sleep(1)


def run(world: LoadWorld, asked: Any) -> list[Line]:
    accounts, ledger = world.fill(asked.crowd, asked.cases, asked.officials), Ledger()
    print(f"seed {asked.seed}: {asked.kills} kills", file=sys.stderr)
    for part, kills in enumerate(parts_of(asked.kills, asked.months)):
        if part:
            world.begin_month()
        server = world.start()
        wait_for_page(server, world.port, PATIENCE)
        with clients(world, ledger, asked, accounts, part) as maker:
            server = kill_some(world, maker, server, kills, asked.seconds)
        if part < asked.months - 1:
            server.terminate()
            server.wait()
        print(f"{part + 1} of {asked.months}: {len(ledger.filed)} filed", file=sys.stderr)
    with world.app().app_context():
        settle(world)
        server.terminate()
        ended = server.wait()
        found = verdict(world, ledger)
        db.session.remove()
        db.engine.dispose()
    return [*found, Line("the last server ended when it was told to", str(ended), "0", ended == 0)]


def main() -> None:
    asked, busy = parse_options("kills", *OPTIONS), others()
    with tempfile.TemporaryDirectory() as passing, staged(Path(asked.keep or passing), asked.seed) as world:
        found = run(world, asked)
    killed = Line(f"kills, seed {asked.seed}", str(asked.kills), "", True)
    table([busy, killed, *found])
    require(asked, found)


if __name__ == "__main__":
    main()
