"""A build of Kezek as a stranger meets it: its commands, its port, and what Linux says of its processes.

Of its own parts nothing is imported: another commit names them otherwise. What a build costs is read from the
processor time of its process, as Linux counts it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bench.bench import QUIET, ROOT, free_port, wait_for_page
from bench.desk_clients import Log, Window, token_of
from bench.sealed_writes import environment_of
from housing.demo.clock import STARTS
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.reference.calendar import shipped_calendar

#: Seconds after which a command or a start is given up, and for how long a server may go on with what it found to do.
PATIENCE, BUSY = 1800.0, 240.0
#: Of one core, what a server uses that has nothing to do but look whether there is something, at most.
IDLE = 0.1
#: Of the kinds of clock that Linux keeps of another process, the one in nanoseconds.
CLOCK_OF_SCHEDULER = 2


class Cost(NamedTuple):
    """`wall`, `processor`: seconds; `peak`: megabytes of memory at the highest."""

    wall: float
    processor: float
    peak: float


class Server(NamedTuple):
    """What answers at a port, whatever it is."""

    process: subprocess.Popen[bytes]
    port: int

    def used(self) -> float:
        """Seconds of processor time until now."""
        return processor_time(self.process.pid)

    def memory(self) -> float:
        """Megabytes."""
        return status_of(self.process.pid, "VmRSS")


class Build:
    """A tree with an environment of its own. `instance`: where its database lies; `begun`: one as it begins."""

    def __init__(self, name: str, folder: Path, python: str, instance: Path, begun: Path) -> None:
        self.name, self.folder, self.python, self.instance, self.begun = name, folder, python, instance, begun

    def database(self) -> Path:
        return self.instance / "kezek.db"

    def at(self, instance: Path) -> Build:
        """The same tree with another database."""
        return Build(self.name, self.folder, self.python, instance, self.begun)

    def environment(self, port: int | None = None) -> dict[str, str]:
        return environment_of(self.instance, port)

    def command(self, *words: str, **streams: object) -> Cost:
        """`flask --app app WORDS`, until it has ended well."""
        return cost_of([self.python, "-m", "flask", "--app", "app", *words], self.folder, self.environment(), **streams)

    @contextmanager
    def served(self) -> Iterator[Server]:
        port = free_port()
        with started([self.python, "app.py"], self.folder, self.environment(port), port) as server:
            yield server

    def begin(self) -> None:
        """Gives it the database, the demo's staff, their authority, all made once a run."""
        if not self.begun.exists():
            self.at(self.begun).make_instance()
        shutil.copytree(self.begun, self.instance, dirs_exist_ok=True)

    def make_instance(self) -> None:
        """By a first start; it is ten in the morning of the next working day.

        Else the end of a working day could fall into the run, and the demo's clock would leap over the night.
        """
        now = datetime.now(ALMATY)
        ahead = local_datetime(shipped_calendar().next_working_day(now.date()), STARTS) - now
        clock = self.instance / "demo" / "clock.json"
        clock.parent.mkdir(parents=True, exist_ok=True)
        clock.write_text(str(ahead.total_seconds()), encoding="ascii")
        with self.served():
            pass


def cost_of(command: list[str], folder: Path, env: dict[str, str], **streams: object) -> Cost:
    """Of a command and all that it waited for. Raises RuntimeError where it fails."""
    began = time.perf_counter()
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | streams
    process = subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.PIPE, **given)  # type: ignore[call-overload]  # noqa: S603
    told: list[bytes] = []
    reader = threading.Thread(target=lambda: told.append(process.stderr.read()))
    reader.start()
    peak = watch_memory(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    reader.join()
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[1:6])} ended with {process.returncode}: {told[0][-500:]!r}")
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, peak)


def watch_memory(process: int) -> float:
    """Megabytes of a child at the highest, once it has ended. What it used last is seen to 20 ms.

    Not by its `ru_maxrss`: Linux counts there what the process that started it had at that moment.
    """
    peak = 0.0
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        with suppress(StopIteration, OSError):
            peak = status_of(process, "VmHWM")
        time.sleep(0.02)
    return peak


@contextmanager
def started(command: list[str], folder: Path, env: dict[str, str], port: int) -> Iterator[Server]:
    """A server of any kind, once its first page is there."""
    process = subprocess.Popen(command, cwd=folder, env=env, **QUIET)  # noqa: S603
    try:
        wait_for_page(process, port, PATIENCE)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def processor_time(process: int) -> float:
    """Seconds that a process has had, its threads that ended too: by its clock, as `clock_getcpuclockid` names it."""
    return time.clock_gettime_ns((~process << 3) | CLOCK_OF_SCHEDULER) / 1e9


def status_of(process: int, field: str) -> float:
    """Megabytes, as Linux counts them: VmRSS now, VmHWM at the highest."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def settle(*servers: Server) -> None:
    """Until each has done what it found to do when it started: checks, steps, messages."""
    until = time.monotonic() + BUSY
    for server in servers:
        before, busy = server.used(), True
        while busy and time.monotonic() < until:
            time.sleep(1)
            now = server.used()
            before, busy = now, now - before > IDLE


def idle_rate(server: Server, seconds: float) -> float:
    """Processor time a second of a server that nobody asks anything."""
    before = server.used()
    time.sleep(seconds)
    return (server.used() - before) / seconds


# ------------------------------------------------------------------------------------------------------ another commit


def own_build(instance: Path) -> Build:
    """This tree, in the environment that runs the bench."""
    return begin_anew(Build("this commit", ROOT, sys.executable, instance, instance.with_name("own-begun")))


def begin_anew(build: Build) -> Build:
    """What a run before this one has left is of another commit."""
    shutil.rmtree(build.begun, ignore_errors=True)
    return build


def build_of(revision: str, folder: Path, instance: Path) -> Build:
    """Another commit: cloned, and started once by a bare Python, so that it makes its environment itself."""
    print(f"cloning and installing {revision}", file=sys.stderr)
    quiet = ["git", "-C", str(ROOT), "rev-parse", "--short", f"{revision}^{{commit}}"]
    commit = subprocess.run(quiet, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    if not (folder / ".git").exists():
        shutil.rmtree(folder, ignore_errors=True)
        clone = ["git", "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(folder)]
        subprocess.run(clone, check=True)  # noqa: S603
        subprocess.run(["git", "-C", str(folder), "checkout", "--quiet", commit], check=True)  # noqa: S603, S607
    begun, port = instance.with_name("other-begun"), free_port()
    build = begin_anew(Build(commit, folder, str(folder / ".venv/bin/python"), instance, begun))
    env = build.environment(port) | {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    with started([getattr(sys, "_base_executable", sys.executable), "app.py"], folder, env, port):
        pass
    return build


def run_bench(build: Build, *words: str) -> list[str]:
    """Lines of the table that a build's own `app.py bench` prints."""
    command = [build.python, "app.py", "bench", *words]
    env = {name: value for name, value in build.environment().items() if name != "KEZEK_INSTANCE"}
    done = subprocess.run(command, cwd=build.folder, env=env, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"bench {' '.join(words)} of {build.name}: {done.stderr[-500:]}")
    return done.stdout.splitlines()


# ------------------------------------------------------------------------------------------------------ who asks it


def window(port: int, address: str = "127.0.0.1") -> Window:
    """A browser at the demo, which speaks HTTP without a proxy."""
    found = Window(port, address, {}, Log())
    found.home, found.headers = f"http://127.0.0.1:{port}", {"Accept-Encoding": "gzip"}
    return found


def official(port: int, login: str, password: str = "") -> Window:
    """Signed in by their password; without one by that which a demo prints."""
    browser = window(port)
    token = token_of(browser.get("sign in", "/operator/sign-in").text)
    given = {"csrf_token": token, "login": login, "password": password or f"demo-{login}"}
    answer = browser.post("sign in", "/operator/sign-in", given)
    assert answer.status in (302, 303), f"{login} is not let in: {answer.status}"
    return browser
