"""A demo under load: its folder, whoever lives there, the world outside it, and the server that may be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from bench.bench import ROOT, free_port
from bench.desk_cases import Account, add_cases, add_officials
from bench.register_cases import add_register
from bench.sealed_writes import environment_of
from housing import demo
from housing.config import Settings
from housing.demo import responder
from housing.demo.authority import Authority
from housing.demo.clock import STARTS, DemoClock
from housing.demo.demo_data import KIND, homes_of
from housing.demo.invented import Inventor
from housing.demo.people import Person, people
from housing.demo.stage import Stage
from housing.law.working_time import ALMATY, local_datetime
from housing.ops.upgrade import upgrade_database
from housing.queries.reference.calendar import shipped_calendar
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Application
from housing.storage.transaction import transaction
from housing.web.current import now

#: Of the demo's people those whom the machine alone registers: like them are those who apply.
LIKE = ("aigerim", "dauren", "olzhas")


class LoadWorld:
    """`instance`: the folder of the demo; `port`: the same at every start; `backups`: where its own go."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.instance, self.backups, self.port = folder / "instance", folder / "backups", free_port()
        self.log = folder / "log"
        self.server: subprocess.Popen[bytes] | None = None
        self.backups.mkdir(parents=True)
        self.random, self.lock = Random(seed), Lock()  # noqa: S311
        self.clock = DemoClock(self.instance / "demo" / "clock.json")
        self.begin_morning(shipped_calendar().next_working_day(self.today()))
        self.authority = Authority.open(self.instance / "demo" / "eds")
        self.inventor = Inventor(seed, self.today())
        self.homes = sorted(code for code, branch in self.in_app(lambda: homes_of(None)) if branch)
        self.known: dict[str, Person] = {}
        self.applicants: list[str] = []
        self.stage = Stage(
            self.today,
            lambda question: responder.answer(self.authority, question, self.clock(), {}),
            password=demo.PASSWORD,
            everybody=lambda _day: dict(self.known),
        )

    # ------------------------------------------------------------------------------------------------------ the time

    def today(self) -> date:
        return self.clock().astimezone(ALMATY).date()

    def begin_morning(self, day: date) -> None:
        """It is ten o'clock of a day: the end of a working day does not fall into the run."""
        self.clock.go_to(local_datetime(day, STARTS))

    def begin_month(self) -> None:
        """On to the first working day of the next month: the lists of this one are due."""
        today = self.today()
        last = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        self.begin_morning(shipped_calendar().next_working_day(last))

    # ----------------------------------------------------------------------------------------------------- the server

    def environment(self) -> dict[str, str]:
        return environment_of(self.instance, self.port) | {"KEZEK_BACKUP_FOLDER": str(self.backups)}

    def start(self) -> subprocess.Popen[bytes]:
        """The server, at its beginning."""
        command = [sys.executable, str(ROOT / "bench" / "served_apart.py"), self.stage.root]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)  # noqa: S603
        return self.server

    def console(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)  # noqa: S603

    def app(self) -> Flask:
        """The application in this process, over the same database."""
        with patch.dict(os.environ, self.environment(), clear=True):
            return create_app(Settings.from_environment(os.environ))

    def in_app(self, do: Any) -> Any:
        app = self.app()
        with app.app_context():
            upgrade_database()
            demo.settle_in(app)
            try:
                return do()
            finally:
                db.session.remove()
                db.engine.dispose()

    # ----------------------------------------------------------------------------------------------------- the people

    def fill(self, crowd: int, cases: int, officials: int) -> list[Account]:
        """People of the register, cases of a branch that wait for a decision, and officials who decide."""

        def filling() -> list[Account]:
            add_register(crowd, 0)
            before = db.session.scalar(select(func.max(Application.id)))
            accounts = add_officials(officials, None)
            add_cases(cases, now())
            with transaction():
                audit.record(KIND, "system", now(), people=crowd + cases, entries=crowd, seed=1, sha256="")
            like, seed = people(self.today())["aigerim"], 0
            waiting = db.session.execute(select(Application.iin, Application.id).where(Application.id > before))
            for seed, row in enumerate(waiting):
                self.known[row.iin] = replace(like, iin=row.iin, phone=f"+7702{1_000_000 + seed}", family=())
            return accounts

        return self.in_app(filling)

    def applicant(self) -> Person:
        """Somebody new, whom all state bases know."""
        with self.lock:
            like = people(self.today())[self.random.choice(LIKE)]
            person = self.inventor.person(len(self.applicants), like, self.random.choice(self.homes))
            self.known[person.iin] = person
            self.applicants.append(person.iin)
            return person


@contextmanager
def staged(folder: Path, seed: int) -> Iterator[LoadWorld]:
    world = LoadWorld(folder, seed)
    world.stage.start()
    try:
        yield world
    finally:
        if world.server:
            world.server.kill()
            world.server.wait()
        world.stage.stop()
