"""The part of `app.py bench table` over files: a former base into a register that serves, and the lists out of it.

Beside it the same checks and `executemany`, a raw cursor and `csv`, a streaming writer (`bench/floor_import.py`), each
in a process of its own over a copy of the same database. What a start costs is taken off both.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import sys
import threading
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

from app import create_app
from bench.builds import Build, Cost, cost_of, settle
from bench.report import Row, compared
from bench.table_pages import make_ready
from housing.config import Settings
from housing.demo.demo_data import homes_of
from housing.demo.iins import birth_day, iins
from housing.queries.register.imports import load_vocabulary
from housing.storage.extensions import db
from housing.web.current import now

HEAD = ("number", "iin", "surname", "given", "patronymic", "settlement", "list", "date", "time", "phone")
SURNAMES, GIVEN = ("Әлиев", "Бекова", "Ғани", "Жүнісов", "Қасымова", "Ахметов"), ("Айдос", "Дана", "Ержан", "Гүлнар")
#: Serials of IINs that nobody of `demo-data` has.
SERIALS = range(8899, 8000, -1)
FIRST_DAY, DAYS = date(2012, 1, 1), 4_900
FLOOR = str(Path(__file__).with_name("floor_import.py"))
MOST_MEMORY, PAUSE, PATIENCE, STARTS = 250.0, 0.02, 600.0, 3
#: Of people who are asked for their date of birth before they can stand in a queue.
GROWN = timedelta(days=366 * 20)


def write_base(file: Path, many: int, homes: list[str]) -> None:
    """People of a former base, of settlements of the whole country."""
    random, people = Random(7), iins(Random(7), serials=SERIALS)  # noqa: S311
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        for nth in range(many):
            iin, _sex = next(people)
            day = max(FIRST_DAY + timedelta(days=random.randrange(DAYS)), date.fromisoformat(birth_day(iin)))
            name = random.choice(SURNAMES), random.choice(GIVEN), "Серікұлы"
            place = random.choice(homes), "general", f"{day:%d.%m.%Y}", f"{nth % 9 + 9}:{nth % 60:02}"
            writer.writerow([nth + 1, iin, *name, *place, ""])


class WriterProbe:
    """Somebody who writes a little every now and then, and waits as long as it takes. `longest`: seconds."""

    def __init__(self, database: Path) -> None:
        self.database, self.longest, self.over = database, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.write)

    def write(self) -> None:
        with closing(sqlite3.connect(self.database, timeout=PATIENCE, isolation_level=None)) as raw:
            while not self.over.wait(PAUSE):
                began = time.monotonic()
                raw.execute("BEGIN IMMEDIATE")
                raw.execute("UPDATE register_import SET heard_at = heard_at WHERE id = 0")
                raw.execute("COMMIT")
                self.longest = max(self.longest, time.monotonic() - began)

    def __enter__(self) -> WriterProbe:
        self.thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.over.set()
        self.thread.join()


def processor(cost: Cost) -> float:
    return cost.processor


def floor(build: Build, what: str, *words: str) -> Cost:
    """Without what the start of its process costs."""
    ways = [["start", what], [what, *words]]
    start, whole = (
        min(
            (cost_of([sys.executable, FLOOR, *way], build.folder, build.environment()) for _ in range(times)),
            key=processor,
        )
        for way, times in zip(ways, (STARTS, 1), strict=True)
    )
    return whole._replace(processor=whole.processor - start.processor, wall=whole.wall - start.wall)


def command(build: Build, words: list[str], start: Cost) -> Cost:
    """Without what the start of every command costs."""
    cost = build.command(*words)
    return cost._replace(processor=cost.processor - start.processor, wall=cost.wall - start.wall)


def measure_files(build: Build, many: int, folder: Path) -> tuple[list[Row], list[str]]:
    """Exports first: they are of the register as the crowd made it."""
    make_ready(build)
    base, copy, known = folder / "base.csv", folder / "copy.db", folder / "vocabulary.json"
    with patch.dict(os.environ, build.environment(), clear=True):
        app = create_app(Settings.from_environment(dict(os.environ)))
    with app.app_context():
        vocabulary = load_vocabulary(now())
        known.write_text(json.dumps({"branches": vocabulary.branches, "lists": vocabulary.lists}), encoding="utf-8")
        write_base(folder / "one.csv", 1, [code for code, _branch in homes_of(None)])
        write_base(base, many, [code for code, _branch in homes_of(None)])
        db.session.rollback()
        db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.session.rollback()
        db.engine.dispose()
    shutil.copy(build.database(), copy)
    start = start_of(build, folder / "one.csv")
    exported = [row for form in ("csv", "xlsx") for row in measure_export(build, form, start, copy, folder)]
    beside = floor(build, "import", str(copy), str(base), str(known))
    copy.unlink()
    rows, notes = measure_import(build, many, base, start, beside)
    return [*rows, *exported], notes


def start_of(build: Build, one: Path) -> Cost:
    """What a command costs that opens the database and finds next to nothing to do."""
    return min((build.command("import-register", "--dry-run", str(one)) for _ in range(STARTS)), key=processor)


def measure_export(build: Build, form: str, start: Cost, copy: Path, folder: Path) -> list[Row]:
    own, lowest = folder / f"own.{form}", folder / f"floor.{form}"
    own.unlink(missing_ok=True)
    cost = command(build, ["export-register", str(own)], start)
    beside = floor(build, form, str(copy), str(lowest))
    if form == "csv" and own.read_bytes() != lowest.read_bytes():
        raise RuntimeError("the two files differ")
    other = "a raw cursor and csv" if form == "csv" else "a raw cursor and a streaming writer"
    with closing(sqlite3.connect(copy)) as raw:
        entries = raw.execute("SELECT count(*) FROM register_entry WHERE annulled_at IS NULL").fetchone()[0]
    what = f"export of {entries:,} as {form.upper()}"
    return [
        compared(f"{what} beside {other}", cost.processor, beside.processor, "<= 2", "{:.2f} s"),
        Row(f"{what}, memory", f"{cost.peak:.0f} MB", "", cost.peak, f"<= {MOST_MEMORY:.0f}"),
    ]


def measure_import(build: Build, many: int, base: Path, start: Cost, beside: Cost) -> tuple[list[Row], list[str]]:
    """Into the register while its server serves."""
    with build.served() as server:
        settle(server)
        with WriterProbe(build.database()) as probe:
            cost = command(build, ["import-register", str(base)], start)
    with closing(sqlite3.connect(build.database())) as raw:
        came, stand = raw.execute("SELECT count(import_id), count(*) FROM register_entry").fetchone()
    if came != many:
        raise RuntimeError(f"{came} came instead of {many}")
    what, other = f"import of {many:,} into {stand - came:,}, fully checked", "the same checks and executemany"
    rows = [
        compared(f"{what}, beside {other}", cost.processor, beside.processor, "<= 2", "{:.1f} s"),
        Row(f"{what}, memory", f"{cost.peak:.0f} MB", f"{beside.peak:.0f} MB", cost.peak, f"<= {MOST_MEMORY:.0f}"),
        Row("the longest that whoever writes meanwhile waits", f"{probe.longest:.1f} s"),
    ]
    notes = [
        f"import: {cost.processor:.1f} s of the processor, {cost.wall:.1f} s by the wall",
        f"{other}: {beside.processor:.1f} s of the processor, {beside.wall:.1f} s by the wall",
        f"whoever writes waits {probe.longest / many * 1e6:.0f} us a row at the longest",
    ]
    return rows, notes
