"""From a clean clone to the first page: `python3 app.py bench start [--against REV] [--wheels FOLDER]`.

Each tree is cloned anew and started by the bare Python from which this environment was made: it makes its environment,
installs its packages, makes its database, answers its first page. The network stays out of it: packages come from a
folder of wheels that is filled beforehand. The trees take turns, medians count. CPU is that of the server and of
everything that it waited for, as Linux counts them; it says more than the wall's time where others are at work.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.bench import QUIET, Line, free_port, table, wait_for_page  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from housing.ops import bootstrap  # noqa: E402

OPTIONS = (
    Option("--first-starts", 3, 0, "first starts of each tree; 0: none, and the packages of this environment are used"),
    Option("--starts", 3, 1, "starts of each tree with its packages there"),
    Option("--against", "", "", "another commit, measured beside this one in the same run"),
    Option("--wheels", "", "", "folder of wheels; without it they are fetched into one that passes"),
)
HALF = 0.5
IMPORT = "import time; before = time.process_time(); import app; print(time.process_time() - before)"
#: Seconds after which a start is given up.
PATIENCE = 900.0
FIRST, NEW, WARM = "first start, from a clean clone", "start with a new database", "start, warm"


class Cost(NamedTuple):
    """Seconds until the first page: by the clock on the wall, and of the processor."""

    wall: float
    processor: float


class Tree:
    """A commit, cloned into a folder of its own. `python`: what starts it."""

    def __init__(self, name: str, commit: str, folder: Path, python: str) -> None:
        self.name, self.commit, self.folder, self.python = name, commit, folder, python
        self.costs: dict[str, list[Cost]] = {}
        self.clone()

    def clone(self) -> None:
        """As it came: without environment, database and compiled files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        run("git", "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(self.folder))
        run("git", "-C", str(self.folder), "checkout", "--quiet", self.commit)

    def start(self, what: str, wheels: Path) -> None:
        began, port = time.perf_counter(), free_port()
        with started(self, port, wheels) as process:
            wait_for_page(process, port, PATIENCE)
            self.costs.setdefault(what, []).append(Cost(time.perf_counter() - began, processor_time(process.pid)))

    def forget_database(self) -> None:
        shutil.rmtree(self.folder / "instance", ignore_errors=True)

    def median(self, what: str) -> Cost:
        return Cost(*(statistics.median(values) for values in zip(*self.costs[what], strict=True)))

    def import_time(self, times: int) -> Cost:
        """Of the import of `app.py`: by the account of `-X importtime`, and of the processor; the least of so many."""
        imported = [self.imported() for _ in range(times + 1)]
        return Cost(min(one.wall for one in imported), min(one.processor for one in imported))

    def imported(self) -> Cost:
        inside = self.folder / ".venv" / "bin" / "python"
        command = [str(inside) if inside.exists() else sys.executable, "-X", "importtime", "-c", IMPORT]
        done = subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True)  # noqa: S603
        told = next(line for line in done.stderr.splitlines()[::-1] if line.endswith("| app"))
        return Cost(int(told.split("|")[1]) / 1_000_000, float(done.stdout))


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def bare_python() -> str:
    """The interpreter that knows nothing of this environment."""
    return getattr(sys, "_base_executable", sys.executable)


@contextmanager
def started(tree: Tree, port: int, wheels: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`python3 app.py` as a person types it in a new clone, with the wheels of a folder in the place of the network."""
    ours = ("KEZEK_", "PIP_", "PYTHON", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {"PORT": str(port), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull}
    command = [tree.python, "app.py"]
    process = subprocess.Popen(command, cwd=tree.folder, env=env, **QUIET)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def processor_time(process: int) -> float:
    """Seconds that a process and its children that ended have had, as Linux counts them."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def fetch_wheels(trees: list[Tree], folder: Path) -> None:
    """What the trees pin, into a folder that is not there yet."""
    if folder.exists():
        return
    print("fetching the wheels", file=sys.stderr)
    for tree in trees:
        lock = next(path for path in tree.folder.glob("housing/**/lock.txt"))
        pip = bootstrap.pip_for(Path(bare_python()))
        run(
            *pip,
            "download",
            "--quiet",
            "--only-binary",
            ":all:",
            "--require-hashes",
            f"--requirement={lock}",
            f"--dest={folder}",
        )


def measure(trees: list[Tree], first_starts: int, starts: int, wheels: Path) -> None:
    for _ in range(first_starts):
        for tree in trees:
            tree.clone()
            tree.start(FIRST, wheels)
    for _ in range(starts):
        for tree in trees:
            tree.forget_database()
            tree.start(NEW, wheels)
            tree.start(WARM, wheels)


def lines(trees: list[Tree], imports: list[Cost]) -> list[Line]:
    ours, *others = trees
    found = [Line("others at work on the machine", f"{os.getloadavg()[0]:.1f}", "", True)]
    for what in ours.costs:
        for tree in trees:
            cost = tree.median(what)
            seconds = f"{cost.wall:.2f} / {cost.processor:.2f} s"
            found.append(Line(f"{what}, {tree.name}: wall / CPU", seconds, "", True))
        for other in others:
            pairs = zip(ours.median(what), other.median(what), strict=True)
            wall, processor = (mine / theirs for mine, theirs in pairs)
            wanted = (f"<= {HALF}", processor <= HALF) if what == FIRST else ("", True)
            found.append(Line(f"{what}, beside {other.name}: wall / CPU", f"{wall:.2f} / {processor:.2f}", *wanted))
    for tree, cost in zip(trees, imports, strict=True):
        seconds = f"{cost.wall:.2f} / {cost.processor:.2f} s"
        found.append(Line(f"import of app.py, {tree.name}: importtime / CPU", seconds, "", True))
    return found


def commit_of(revision: str) -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", f"{revision}^{{commit}}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def trees_of(size: Any, folder: Path) -> list[Tree]:
    python = bare_python() if size.first_starts else sys.executable
    named = {"this commit": "HEAD", **({size.against: size.against} if size.against else {})}
    return [Tree(name, commit_of(named[name]), folder / f"tree-{n}", python) for n, name in enumerate(named)]


def main() -> None:
    size = parse_options("start", *OPTIONS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheels = Path(size.wheels or folder / "wheels").absolute()
        trees = trees_of(size, folder)
        if size.first_starts:
            fetch_wheels(trees, wheels)
        measure(trees, size.first_starts, size.starts, wheels)
        table(lines(trees, [tree.import_time(size.starts) for tree in trees]))


if __name__ == "__main__":
    main()
