"""Restores, upgrades and rotations of keys, killed: `app.py bench restores [KILLS] [--seed N] [--only WHAT]`.

A demo is filled, backed up, and goes on; then the backup is restored, and killed (SIGKILL) at so many moments, each in
a copy of that demo. And a demo that an older commit has filled is upgraded, and killed likewise. After each kill the
database has to be the old one or the new one, whole, never a mixture; the same command, or the next start, has to heal
it; and then all of it has to be proven. The keys of people's data of a third demo are rotated while somebody writes,
killed again and again (`killed_rotation.py`). One more goes through all of it, and an auditor looks at what is left
(`auditor_story.py`). Moments follow from the seed.
"""

from __future__ import annotations

import io
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.auditor_story import tell_story  # noqa: E402
from bench.bench import Line, require, table  # noqa: E402
from bench.builds import Build  # noqa: E402
from bench.killed_acts import (  # noqa: E402
    NEVER,
    SEALS,
    Moment,
    State,
    prepare_at,
    prove_at,
    restore_at,
    state_of,
    unfit_at,
    upgrade_at,
)
from bench.killed_rotation import kill_rotations  # noqa: E402
from bench.measure_desk import others  # noqa: E402
from bench.options import Option, parse_options  # noqa: E402
from tests.other_process import run_another  # noqa: E402

OPTIONS = (
    Option("kills", 50, 1, "of the restore, and as many of the upgrade and of the rotation"),
    Option("--seed", 1, 1, "of the moments"),
    Option("--people", 200, 2, "in the demo"),
    Option("--only", "", "", "restore, upgrade, rotation or story; else all of them"),
    Option("--since", "", "", "the commit that is upgraded; else the one before the newest migration"),
)
#: Seconds between a step and the kill, at most: many steps are over sooner.
PAUSE = 0.004
LATER = ("user", "add", "later-1", "--name", "Кейінгі", "--role", "auditor", "--password", "k7-unlikely-Words-9")
LATE = 10
#: The row that tells that no page holds anybody as they were comes in a transaction of its own, after the upgrade.
BY_ACT = ("event", *SEALS)


class Trial(NamedTuple):
    """`act(folder, moment)`: what is killed; `old`: what was there before it, `new`: what it leaves undisturbed.

    `by_clock`: tables in which two undisturbed runs differ, for their rows bear the time: these rows are counted.
    """

    name: str
    base: Path
    act: Callable[[Path, Moment], tuple[int, str]]
    old: State
    new: State
    by_clock: list[str]
    steps: int


class Outcome(NamedTuple):
    """`was`: after the kill, `became`: after the heal: old, new, or a mixture; `unproven`: what does not fit then.

    `unfit`: what did not fit its seal right after the kill.
    """

    killed: bool
    was: str
    unfit: str
    became: str
    unproven: str


def copy_of(base: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(base, to)
    return to


def trial_of(name: str, base: Path, act: Callable[[Path, Moment], tuple[int, str]], scratch: Path) -> Trial:
    """Runs it twice to its end."""
    ends = []
    for nth in range(2):
        folder = copy_of(base, scratch / f"undisturbed-{nth}")
        code, told = act(folder, Moment(NEVER))
        if code or not told.strip().isdecimal():
            raise RuntimeError(f"the {name} fails by itself: {code} {told}")
        ends.append(state_of(folder / "kezek.db"))
    one, other = ends
    by_clock = [table for table in one.tables if one.tables[table] != other.tables[table]]
    return Trial(name, base, act, state_of(base / "kezek.db"), one, by_clock, int(told))


def name_state(trial: Trial, found: State) -> str:
    if not found.sound:
        return "broken"
    if found == trial.old:
        return "old"
    same = found.revision == trial.new.revision and found.without(*trial.by_clock) == trial.new.without(*trial.by_clock)
    many = [name for name in trial.by_clock if name not in BY_ACT]
    counted = all(found.tables[name][0] == trial.new.tables[name][0] for name in many)
    return "new" if same and counted else "mixture"


def kill_once(trial: Trial, moment: Moment, scratch: Path) -> Outcome:
    folder = copy_of(trial.base, scratch / "killed")
    code, _ = trial.act(folder, moment)
    # Looked at in a copy: to open a database is to heal what is left in its log.
    left = copy_of(folder, scratch / "looked-at")
    was = name_state(trial, state_of(left / "kezek.db"))
    unfit = run_another(unfit_at, str(left))[1].strip()
    if was == "old":
        trial.act(folder, Moment(NEVER))
    proven, told = run_another(prove_at, str(folder))
    became = name_state(trial, state_of(folder / "kezek.db"))
    unproven = "" if (proven, told.strip()) == (0, "0") else told.strip() or str(proven)
    return Outcome(code == -signal.SIGKILL, was, unfit, became, unproven)


def moments_of(trial: Trial, kills: int, random: Random) -> list[Moment]:
    """Half of them in the last tenth, where one state takes the place of the other."""
    late = trial.steps - trial.steps // LATE
    steps = {*sample(random, range(1, late), kills // 2), *sample(random, range(late, trial.steps + 1), -(-kills // 2))}
    return [Moment(step, random.choice((0.0, random.uniform(0, PAUSE)))) for step in sorted(steps)]


def sample(random: Random, steps: range, many: int) -> list[int]:
    return random.sample(steps, min(many, len(steps)))


def kill_all(trial: Trial, asked: Any, scratch: Path) -> list[Line]:
    found = []
    for moment in moments_of(trial, asked.kills, Random(asked.seed)):  # noqa: S311
        found.append(one := kill_once(trial, moment, scratch))
        if one.was == "mixture" or one.unfit != "0" or one.became != "new" or one.unproven:
            print(f"{trial.name} killed at {moment}: {one}", file=sys.stderr)
    return lines(trial, found)


def lines(trial: Trial, found: list[Outcome]) -> list[Line]:
    was, became = Counter(one.was for one in found), Counter(one.became for one in found)
    killed = sum(one.killed for one in found)
    bad, unhealed = sum(was.values()) - was["old"] - was["new"], sum(became.values()) - became["new"]
    unproven, unfit = sum(bool(one.unproven) for one in found), sum(one.unfit != "0" for one in found)
    what = trial.name
    return [
        Line(f"{what}: moments, of so many steps", f"{len(found)} of {trial.steps:,}", "", True),
        Line(f"{what}: killed before its end", str(killed), "> 0", killed > 0),
        Line(f"{what}: then the old state, the new one", f"{was['old']}, {was['new']}", "", True),
        Line(f"{what}: then anything else", str(bad), "0", bad == 0),
        Line(f"{what}: then not with the seals of its rows", str(unfit), "0", unfit == 0),
        Line(f"{what}: not new after the same command or the next start", str(unhealed), "0", unhealed == 0),
        Line(f"{what}: not proven then", str(unproven), "0", unproven == 0),
    ]


# ----------------------------------------------------------------------------------------------- what is begun with


def restored(instance: Path, people: int, scratch: Path) -> Trial:
    """Of a demo that has gone on since its backup."""
    file = scratch / "before.kezek"
    commands = ("demo-data", "--people", str(people)), ("backup", str(file)), LATER
    code, told = run_another(prepare_at, str(instance), *commands)
    if code:
        raise RuntimeError(f"the demo cannot be made: {told}")
    return trial_of(
        "restore", instance, lambda at, moment: run_another(restore_at, str(at), str(file), moment), scratch
    )


def git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout  # noqa: S603, S607


def commit_before() -> str:
    """The one before the newest migration came."""
    newest = max(path.name for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    added = git("log", "--format=%H", "--diff-filter=A", "--", f"migrations/versions/{newest}").decode().split()
    return f"{added[-1]}^"


def filled_before(since: str, people: int, scratch: Path) -> Path:
    """A demo that an older commit has filled, in the environment of this one."""
    tree, instance = scratch / "older", scratch / "older-instance"
    if instance.exists():
        return instance
    with tarfile.open(fileobj=io.BytesIO(git("archive", since or commit_before()))) as packed:
        packed.extractall(tree, filter="data")
    older = Build("an older commit", tree, sys.executable, instance, scratch / "older-begun")
    older.command("demo-data", "--people", str(people))
    return instance


def upgraded(since: str, people: int, scratch: Path) -> Trial:
    instance = filled_before(since, people, scratch)
    return trial_of("upgrade", instance, lambda at, moment: run_another(upgrade_at, str(at), moment), scratch)


def rotated(instance: Path, asked: Any) -> list[Line]:
    code, told = run_another(prepare_at, str(instance), ("demo-data", "--people", str(asked.people)))
    if code:
        raise RuntimeError(f"the demo cannot be made: {told}")
    return kill_rotations(instance, asked.kills, Random(asked.seed))  # noqa: S311


def story_of(scratch: Path, asked: Any) -> list[Line]:
    before = filled_before(asked.since, asked.people, scratch)
    return tell_story(copy_of(before, scratch / "story"), Random(asked.seed))  # noqa: S311


def main() -> None:
    asked, busy = parse_options("restores", *OPTIONS), others()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        proofs = {
            "restore": lambda: kill_all(restored(scratch / "instance", asked.people, scratch), asked, scratch),
            "upgrade": lambda: kill_all(upgraded(asked.since, asked.people, scratch), asked, scratch),
            "rotation": lambda: rotated(scratch / "rotated", asked),
            "story": lambda: story_of(scratch, asked),
        }
        found = [line for name, prove in proofs.items() if asked.only in ("", name) for line in prove()]
    table([busy, Line("seed", str(asked.seed), "", True), *found])
    require(asked, found)


if __name__ == "__main__":
    main()
