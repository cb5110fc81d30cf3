"""Backups as tests make them: by this process, or by one that kills itself at a step that leaves something behind."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from housing.actions.journal.make_backup import BackupSource, make_backup
from housing.actions.journal.restore_backup import Approval, restore_backup
from housing.backups.settings import BackupSettings
from tests.conftest import TUESDAY
from tests.storage.test_durability import another_process

#: What leaves something behind, as Python tells of it.
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.link", "sqlite3.connect", "shutil.rmtree")
NEVER = 10**9
DECIDED = Approval(("head-office", "administrator"), "the disk was lost")


def source_of(app, key: bytes | None = None) -> BackupSource:
    return BackupSource(app.config["SQLALCHEMY_DATABASE_URI"], key, ("KEZEK_SECRET_KEY",))


def with_backups(app, **settings):
    """The application's settings of backups are these from now on."""
    outside = app.extensions["services"]
    outside.settings = replace(outside.settings, backups=BackupSettings(**settings))


def console(app, *arguments):
    """(exit code, what was printed, what was complained of)."""
    done = app.test_cli_runner().invoke(args=[str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def die_at(step: int) -> None:
    """This process kills itself at this step, counted from now on."""
    taken = itertools.count(1)

    def look(what, values):
        if what in STEPS and (what != "open" or set(str(values[1] or "")) & set("wxa")) and next(taken) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def back_up_and_die(folder: str, authority: str, target: str, step: int) -> None:
    """What another process does; it says that it is done, if nothing kills it."""
    app = another_process(folder, authority).app
    with app.app_context():
        die_at(step)
        make_backup(Path(target), source_of(app), "console", TUESDAY)
    print("done", flush=True)


def restore_and_die(folder: str, authority: str, file: str, step: int) -> None:
    """The same with a restore that loses something and was decided by two."""
    app = another_process(folder, authority).app
    with app.app_context():
        die_at(step)
        restore_backup(Path(file), source_of(app), DECIDED, TUESDAY)
    print("done", flush=True)
