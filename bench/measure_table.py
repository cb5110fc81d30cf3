"""One table of all that is to be reached: `python3 app.py bench table [PEOPLE] [--against REV] [--peers]`.

This commit, another one and other makers' admins stand side by side in one run. Builds are spoken to by HTTP and by
their own commands alone, each in its own environment, over a database that its own `demo-data` made; they take turns,
medians count, and what a page costs is what the server's process has used of the processor. Other makers' admins have
the same people (`bench/peer_servers.py`).

Which page was measured on what: the queue, its searches and rates on PEOPLE in one branch; the place and the dashboard
on a country of PEOPLE; applications, the case page, submissions on new folders with the demo's own people. What the
other build's demo-data does not make and a row needs (decisions, a list as long as ours) is put into its database.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.builds import Build, build_of, own_build  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from bench.peer_servers import ALL, copy_people  # noqa: E402
from bench.report import Row, Step, compared, markdown  # noqa: E402
from bench.table_cases import measure_applications, measure_submissions  # noqa: E402
from bench.table_import import measure_files  # noqa: E402
from bench.table_inventory import measure_inventory  # noqa: E402
from bench.table_jobs import measure_jobs  # noqa: E402
from bench.table_law import measure_law, measure_simulation, measure_start  # noqa: E402
from bench.table_lists import measure_lists  # noqa: E402
from bench.table_pages import BRANCH, Asked, measure_growth, measure_pages  # noqa: E402
from bench.table_register import measure_country  # noqa: E402

OPTIONS = (
    Option("people", 1_000_000, 80, "applications of each database"),
    Option("--against", "", "", "another commit, measured beside this one in the same run"),
    Option("--peers", False, False, "other makers' admins as well, tuned and as they come"),
    Option("--parts", "", "", "only these parts, with commas between them"),
    Option("--output", "", "", "file for the table, written anew after every part"),
    Option("--spells", 7, 1, "spells of each page"),
    Option("--calls", 10, 2, "visits of a page in a spell"),
    Option("--seconds", 4.0, 0.3, "of a rate, of what decides"),
    Option("--lines", 1000, 10, "lines that are open and idle"),
    Option("--applicants", 4, 1, "people who apply and are registered, four at most"),
    Option("--evaluated", 200_000, 200, "lines of facts"),
    Option("--submitting", 48, 2, "people who submit in a round"),
    Option("--rounds", 3, 1, "rounds of submissions and rates, warm starts"),
    Option("--simulated", 1_000_000, 500, "people of the trial; 0: none"),
)
FEW, MOST_MEMORY = 10_000, 300.0


class Run:
    """`folder`: where everything of it lies. `builds`: this commit, and the other one where there is one."""

    def __init__(self, asked: Any, folder: Path) -> None:
        self.size, self.folder = asked, folder
        self.asked = Asked(asked)
        self.builds = [own_build(folder / "own")]
        if asked.against:
            self.builds.append(build_of(asked.against, folder / "tree", folder / "other"))

    def fresh(self, what: str) -> list[Build]:
        """The builds with databases of their own for one part."""
        return [build.at(self.folder / f"{what}-{nth}") for nth, build in enumerate(self.builds)]

    def country(self) -> Build:
        return self.builds[0].at(self.folder / "country")

    def few(self) -> Build:
        return self.builds[0].at(self.folder / "few")

    def people(self) -> tuple[list[Row], list[str]]:
        """Every database, each by its build's own command, two at a time."""
        people, seeds = str(self.size.people), ["--seed", "1"]
        within, few = ["--branch", BRANCH], str(min(FEW, self.size.people // 2))
        wanted = [(build, [people, *within]) for build in self.builds]
        wanted += [(self.country(), [people]), (self.few(), [few, *within])]
        with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
            costs = list(pool.map(lambda one: made(one[0], one[1] + seeds), wanted))
        notes = [
            f"demo-data --people {' '.join(words)}, {build.name}: {cost.processor:.0f} s of the processor, "
            f"{cost.wall:.0f} s, {cost.peak:.0f} MB at the highest"
            for (build, words), cost in zip(wanted, costs, strict=True)
        ]
        whole = costs[len(self.builds)]
        rows = [Row("demo-data, a country, memory at the highest", f"{whole.peak:.0f} MB", "", whole.peak, "<= 300")]
        if len(self.builds) > 1:
            title = f"demo-data, a country, processor time, beside {self.builds[1].name}"
            rows.append(compared(title, whole.processor, costs[1].processor, "<= 1", "{:.0f} s"))
        return rows, notes

    def pages(self) -> tuple[list[Row], list[str]]:
        peers, many = list(ALL) if self.size.peers else [], 0
        if peers:
            many = copy_people(self.builds[0].database(), self.folder / "peers.db")
        rows, notes = measure_pages(self.builds, peers, self.asked, self.folder)
        return rows, [f"{self.size.people:,} in branch {BRANCH}; {many:,} copied for other makers' admins", *notes]

    def growth(self) -> tuple[list[Row], list[str]]:
        return measure_growth(
            self.few(), self.builds[0], self.asked, (min(FEW, self.size.people // 2), self.size.people)
        )

    def jobs(self) -> tuple[list[Row], list[str]]:
        return measure_jobs(self.builds[0], self.asked)

    def register(self) -> tuple[list[Row], list[str]]:
        return measure_country([self.country(), *self.builds[1:]], self.asked)

    def lists(self) -> tuple[list[Row], list[str]]:
        return measure_lists(self.country(), self.few(), bool(self.size.peers), self.asked, self.folder)

    def inventory(self) -> tuple[list[Row], list[str]]:
        return measure_inventory(self.country(), self.asked)

    def files(self) -> tuple[list[Row], list[str]]:
        """Last of what is measured over the country: it has twice as many people afterwards."""
        return measure_files(self.country(), self.size.people, self.folder)

    def applications(self) -> tuple[list[Row], list[str]]:
        return measure_applications(self.fresh("applications"), self.asked)

    def submissions(self) -> tuple[list[Row], list[str]]:
        return measure_submissions(self.builds, self.size.submitting, self.size.rounds, self.folder)

    def law(self) -> tuple[list[Row], list[str]]:
        return measure_law(self.fresh("law"), self.size.evaluated, self.asked, self.folder)

    def simulation(self) -> tuple[list[Row], list[str]]:
        return measure_simulation(self.builds, self.size.simulated) if self.size.simulated else ([], [])

    def start(self) -> tuple[list[Row], list[str]]:
        return measure_start(self.fresh("start"), self.size.rounds)

    def parts(self) -> dict[str, Callable[[], tuple[list[Row], list[str]]]]:
        return {
            "start": self.start, "applications": self.applications, "submissions": self.submissions, "law": self.law,
            "people": self.people, "pages": self.pages, "growth": self.growth,
            "jobs": self.jobs, "register": self.register, "lists": self.lists,
            "inventory": self.inventory, "files": self.files,
            "simulation": self.simulation,
        }  # fmt: skip


def made(build: Build, words: list[str]) -> Any:
    shutil.rmtree(build.instance, ignore_errors=True)
    build.begin()
    return build.command("demo-data", "--people", *words)


def done(name: str, measure: Callable[[], tuple[list[Row], list[str]]]) -> Step:
    """A part that fails is said to have failed, and the others go on."""
    began = time.monotonic()
    print(f"measuring {name}", file=sys.stderr)
    try:
        rows, notes = measure()
    except (Exception, SystemExit) as fault:
        print(f"{name} failed: {fault!r}", file=sys.stderr)
        rows, notes = [Row(f"{name}: not measured", "failed", "", 1.0, "<= 0")], [repr(fault)[:400]]
    return Step(name, rows, notes, time.monotonic() - began)


def main(form: str = "table", **fixed: Any) -> None:
    """`fixed`: options that another form has decided for itself."""
    size = parse_options(form, *(one for one in OPTIONS if one.flag.lstrip("-") not in fixed))
    vars(size).update(fixed)
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(os.environ.get("KEZEK_BENCH_FOLDER") or passing).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        run, steps = Run(size, folder), list[Step]()
        parts = run.parts()
        wanted = [name for name in size.parts.split(",") if name] or list(parts)
        if unknown := sorted(set(wanted) - set(parts)):
            sys.exit(f"there is no part {', '.join(unknown)}; there are {', '.join(parts)}")
        title = f"`bench {form} {size.people}`"
        for name in (name for name in parts if name in wanted):
            steps.append(done(name, parts[name]))
            if size.output:
                Path(size.output).write_text(markdown(title, steps), encoding="utf-8")
        print(markdown(title, steps))
    if any(row.own == "failed" for step in steps for row in step.rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
