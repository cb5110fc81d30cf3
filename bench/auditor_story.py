"""One demo through everything: filled by an older commit, upgraded, killed under load, backed up, restored, walked.

Then an auditor signs in by the real door, and their page has to say that journal, head and rows, the last trial of a
backup and all that always has to hold are right.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random
from threading import Event, Thread

from bs4 import BeautifulSoup

from app import create_app
from bench.bench import QUIET, Line, free_port, wait_for_page
from bench.builds import Build, official
from bench.desk_clients import QUEUE, Window
from bench.killed_acts import DECIDED
from housing.actions.journal.check_invariants import check_invariants
from housing.actions.journal.prove_records import prove_and_keep
from housing.backup_jobs import backup_job, drill_job
from housing.config import ROOT, Settings
from housing.nightly_jobs import KEPT_COUNTS
from housing.storage.extensions import db
from housing.web.current import now
from tests.other_process import run_another

#: How often the server is killed, within how many seconds after its first page, and for how long a start may take.
KILLS, SECONDS, PATIENCE = 3, 3.0, 600.0
PAGE = "/operator/proof"
LATER = ("user", "add", "later-2", "--name", "Кейінгі", "--role", "auditor", "--password", "k7-unlikely-Words-9")
#: What has to be green, and where on the page.
GREEN = {
    "journal, head and rows": ".box.ok:first-of-type",
    "the last trial of a backup": "#last-drill .tag.ok",
    "what always has to hold": "#last-check .tag.ok",
}


def tell_story(instance: Path, random: Random) -> list[Line]:
    """`instance`: as an older commit has filled it."""
    build = Build("this tree", ROOT, sys.executable, instance, instance)
    for _ in range(KILLS):
        kill_under_load(build, random)
    with build.served():
        pass
    file = instance / "story.kezek"
    build.command("backup", str(file))
    build.command(*LATER)
    by = [word for login in DECIDED.logins for word in ("--by", login)]
    build.command("restore", str(file), *by, "--reason", DECIDED.reason)
    code, told = run_another(pass_night, str(instance))
    with build.served() as server:
        page = official(server.port, "auditor").get("proof", PAGE)
    found = BeautifulSoup(page.text, "html.parser")
    seen = {what: "green" if found.select_one(at) else "not" for what, at in GREEN.items()}
    lines = [Line(f"the auditor's page: {what}", said, "green", said == "green") for what, said in seen.items()]
    bad = len(found.select(".box.bad, .tag.bad"))
    return [
        Line("a demo through everything: the night's work", told.strip(), "done", (code, told.strip()) == (0, "done")),
        *lines,
        Line("the auditor's page: anything red", str(bad), "0", page.status == 200 and not bad),
    ]


def kill_under_load(build: Build, random: Random) -> None:
    port, stop = free_port(), Event()
    command, env = [build.python, "app.py"], build.environment(port)
    process = subprocess.Popen(command, cwd=build.folder, env=env, **QUIET)  # noqa: S603
    try:
        wait_for_page(process, port, PATIENCE)
        clients = [Thread(target=look_around, args=(official(port, "karaganda-1"), stop)) for _ in range(2)]
        for one in clients:
            one.start()
        time.sleep(random.uniform(0, SECONDS))
    finally:
        process.kill()
        process.wait()
        stop.set()
    for one in clients:
        one.join()


def look_around(browser: Window, stop: Event) -> None:
    """An official opens case after case: each is a row of the journal."""
    while not stop.is_set():
        page = BeautifulSoup(browser.get("queue", QUEUE).text, "html.parser")
        cases = [str(one["href"]) for one in page.select("a[href^='/operator/case/']")]
        for path in cases or [QUEUE]:
            if stop.is_set():
                return
            browser.get("case", path)


def pass_night(folder: str) -> None:
    """In a process of its own: a backup, a trial of it, the walk over everything, the look at what has to hold."""
    backups = Path(folder) / "backups"
    backups.mkdir()
    env = {"KEZEK_INSTANCE": folder, "PORT": "8000", "KEZEK_BACKUP_FOLDER": str(backups)}
    with create_app(Settings.from_environment(env)).app_context():
        done = [backup_job(now()), drill_job(now())]
        walked, broken = prove_and_keep(True, now()), check_invariants(KEPT_COUNTS, now())
        db.session.remove()
        db.engine.dispose()
    print("done" if done == [1, 1] and not walked.found and not broken else (done, walked.found, list(broken)))
