"""A rotation of the keys of people's data, killed (SIGKILL) again and again while somebody writes; and what it leaves.

A rotation is `flask data add-key` and the rounds of the job that encrypts all else anew. Every kill is followed by a
start and by another rotation, of one database: what was half encrypted by several keys goes on by one more.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bench.bench import Line
from bench.killed_acts import NEVER, Moment, app_at, count_steps
from housing.backup_jobs import encrypt_job
from housing.backups.replacement import settle_log
from housing.encryption.data_keys import DataKeyRing
from housing.law.iin import is_valid_iin
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.data_keys import list_data_keys
from housing.queries.journal.proof import prove_records
from housing.storage.encrypted import EncryptedJson, EncryptedText
from housing.storage.extensions import db
from housing.storage.lookup import LookupText
from housing.storage.models import Application, PhoneCheck, RegisterEntry
from housing.storage.transaction import transaction
from housing.web.current import now
from tests.byte_search import find_plain, known_numbers
from tests.other_process import run_another

#: Whoever is looked for by an IIN.
PEOPLE = (Application.iin, RegisterEntry.iin, PhoneCheck.iin)
#: Seconds between a step and the kill, at most.
PAUSE = 0.004


class Left(NamedTuple):
    """After a kill and a start. `people`: how many are found, each by their IIN as often as they stand there; `lost`:
    how many are not; `unfit`: rows that do not fit their seals, or why it does not start."""

    killed: bool
    unfit: str
    people: int
    lost: int


# ---------------------------------------------------------------------------------------- what the other processes do


def command(app: Any, *words: str) -> None:
    done = app.test_cli_runner().invoke(args=list(words))
    if done.exit_code:
        raise RuntimeError(f"{words}: {done.output}")


def rotate_at(folder: str, moment: Moment) -> None:
    """Prints how many steps it took, with those of whoever writes meanwhile, where it comes to its end."""
    app, stop = app_at(folder), Event()
    with app.app_context():
        steps = count_steps(moment)
        writer = Thread(target=write_on, args=(app, stop), daemon=True)
        writer.start()
        command(app, "data", "add-key")
        while not all(one.finished for one in list_data_keys()):
            encrypt_job(now())
        stop.set()
        writer.join()
        print(next(steps) - 1, flush=True)


def write_on(app: Any, stop: Event) -> None:
    """What people look at and change meanwhile: one after another is found by their IIN and written."""
    with app.app_context():
        people = sorted(set(db.session.scalars(select(Application.iin))))
        db.session.rollback()
        while people and not stop.is_set():
            for iin in people:
                with transaction() as session:
                    found = session.scalars(select(PhoneCheck).where(PhoneCheck.iin == iin)).one_or_none()
                    found = found or PhoneCheck(iin=iin, state="answered", at=now())
                    found.phone = f"+7701{iin[-7:]}"
                    session.add(found)
                if stop.wait(0.01):
                    return


def look_at(folder: str) -> None:
    """As the next start does; then everybody is looked for."""
    with app_at(folder).app_context():
        settle_log(Path(folder) / "kezek.db")
        fault = upgrade_database()
        people, lost = count_people()
        print(fault or prove_records(True).found, people, lost, sep="\n", flush=True)
        db.session.remove()
        db.engine.dispose()


def count_people() -> tuple[int, int]:
    """Everybody has to be found as often as they stand there."""
    people = lost = 0
    for column in PEOPLE:
        for iin, many in Counter(db.session.scalars(select(column))).items():
            people += many
            found = db.session.scalar(select(func.count()).where(column == iin))
            lost += many if found != many or not is_valid_iin(iin) else 0
    return people, lost


def end_at(folder: str) -> None:
    """A rotation that nobody disturbs, then all old keys are taken out: prints which numbers a file holds plainly."""
    rotate_at(folder, Moment(NEVER))
    os.environ[DataKeyRing.SETTING] = str(Path(folder) / "data-keys")
    with app_at(folder).app_context() as context:
        for one in list_data_keys()[1:]:
            if not one.is_newest and not one.looks_up:
                command(context.app, "data", "remove-key", str(one.number))
        db.session.remove()
        db.engine.dispose()
    files = [file for file in Path(folder).iterdir() if file.name.startswith(("kezek.db", "readings.db"))]
    known = known_numbers(Path(folder) / "kezek.db", (LookupText, EncryptedText, EncryptedJson))
    plain = find_plain([file for file in files if file.is_file()], known)
    print(len(known), len(plain), sep="\n", flush=True)


# --------------------------------------------------------------------------------------------------------- the verdict


def kill_rotations(folder: Path, kills: int, random: Random) -> list[Line]:
    """`folder`: of an instance that is there for nothing else."""
    code, told = run_another(rotate_at, str(folder), Moment(NEVER))
    if code:
        raise RuntimeError(f"the rotation fails by itself: {told}")
    steps, found = int(told), []
    for _ in range(kills):
        moment = Moment(random.randint(1, steps), random.choice((0.0, random.uniform(0, PAUSE))))
        code, _ = run_another(rotate_at, str(folder), moment)
        _, told = run_another(look_at, str(folder))
        unfit, people, lost = told.splitlines() if told.count("\n") == 3 else (told, "0", "0")
        found.append(one := Left(code == -signal.SIGKILL, unfit, int(people), int(lost)))
        if one.unfit != "0" or one.lost or not one.people:
            print(f"rotation killed at {moment}: {one}", file=sys.stderr)
    code, told = run_another(end_at, str(folder))
    known, plain = told.split()[-2:] if not code else ("0", "?")
    return lines(steps, found, known, plain)


def lines(steps: int, found: list[Left], known: str, plain: str) -> list[Line]:
    killed, unfit = sum(one.killed for one in found), sum(one.unfit != "0" for one in found)
    lost, empty = sum(one.lost for one in found), sum(not one.people for one in found)
    return [
        Line("rotation: moments, of so many steps", f"{len(found)} of {steps:,}", "", True),
        Line("rotation: killed before its end", str(killed), "> 0", killed > 0),
        Line("rotation: then rows that do not fit their seals", str(unfit), "0", unfit == 0),
        Line("rotation: then somebody not found by their IIN", str(lost + empty), "0", lost + empty == 0),
        Line(f"rotation: of {known} numbers those plain in a file, at its end", plain, "0", plain == "0"),
    ]
