"""The one application of a run of tests, and the stories it remembers, so that each is played once.

A test takes the application with a database, a folder and a clock of its own and a memory of nothing. What begins a
test (officials at their desks, cases settled by the jobs) is played through the real doors once a run; the database
that it leaves is copied for the next test that begins in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import event

from app import create_app
from housing.config import Services, Settings, current_services
from housing.nightly_jobs import KEPT_COUNTS
from housing.queries.journal.invariants import find_violations
from housing.storage.driver import driver_of
from housing.storage.extensions import db
from housing.storage.query_cache import query_cache
from housing.storage.row_seals.head_file import HeadFile
from housing.storage.row_seals.watch import watch_rows
from housing.web.sessions import CachedSessionInterface
from tests.databases import DATABASES, SWITCH

#: What is broken where nobody has worked for a day.
BY_ROUNDS = {"message_stuck", "alert_missing"}
#: How statements that write begin.
WRITING = {"INSERT", "UPDATE", "DELETE"}


class Chapter(NamedTuple):
    """What a part of a story left: the database, the messages on the phones, and what the part returned."""

    database: Path
    messages: tuple[Any, ...]
    result: Any


class SharedApp:
    """`take` hands the application to a test, `leave` shuts what it opened. The database's address is a link."""

    def __init__(self, folder: Path, settings: Settings, outside: Services) -> None:
        self.folder, self.database = folder, folder / "kezek.db"
        self.app = create_app(settings, outside)
        self.app.testing = True
        self.extensions, self.config = dict(self.app.extensions), dict(self.app.config)
        self.chapters: dict[tuple[Any, ...], Chapter] = {}
        with self.app.app_context():
            if SWITCH:
                event.listen(db.engine, "begin", seal_whatever_is_written)
            else:
                event.listen(db.engine, "connect", forget_power_cuts)
                event.listen(db.engine, "before_cursor_execute", seal_what_is_written)

    def take(self, database: Path, outside: Services, begins: str) -> Flask:
        """As it was when it was made, over this database, with this world around it. `begins`: what stands there."""
        self.leave()
        DATABASES.put_in_place(database, self.database)
        self.app.instance_path = str(database.parent)
        self.app.extensions.clear()
        self.app.extensions.update(self.extensions, demo=dict(self.extensions["demo"]), services=outside)
        self.app.extensions["journal_head"] = HeadFile(database.parent / "journal-head")
        self.app.config.clear()
        # What is kept of a catalog is kept by the address of its database.
        self.app.config.update(self.config, SQLALCHEMY_DATABASE_URI=DATABASES.url(database))
        self.app.jinja_env.globals["cached_fragment"].parts.clear()
        self.app.session_interface = CachedSessionInterface()
        self.told: tuple[Any, ...] = (begins,)
        self.left, self.around = self.written(), self.surroundings()
        return self.app

    def leave(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        query_cache.invalidate()

    def written(self) -> Any:
        """Changes with every write to the database, whoever writes."""
        return DATABASES.written(self.database)

    def surroundings(self) -> list[dict[str, Any]]:
        """What a test may have exchanged without a word to the database."""
        outside = self.app.extensions["services"]
        return [dict(vars(outside)), dict(vars(outside.gateway)), dict(self.app.config)]

    def tell(self, part: tuple[Any, ...], play: Callable[[], Any], messages: list[Any]) -> Any:
        """Plays a part of the test's story, or takes what it left in another test where all before it was the same.

        `part`: all that this part depends on beside the parts before. Where the test has changed anything by other
        means in between, it is played.
        """
        if not self.in_step():
            return play()
        told = self.told = (*self.told, part)
        known = self.chapters.get(told)
        if known:
            self.leave()
            DATABASES.copy(known.database, self.database.resolve())
            messages[:] = known.messages
        else:
            result = play()  # which may tell parts of its own
            self.require_whole()
            self.leave()
            kept = self.folder / f"chapter-{len(self.chapters)}.db"
            DATABASES.copy(self.database.resolve(), kept)
            known = self.chapters[told] = Chapter(kept, tuple(messages), result)
        self.told, self.left = told, self.written()
        return known.result

    def require_whole(self) -> None:
        """Whatever stories of tests do through the real doors, what always has to hold holds after each.

        But for what the clock's own rounds do: a story may move it by days at once.
        """
        with self.app.app_context():
            broken = find_violations(current_services().clock(), KEPT_COUNTS).keys() - BY_ROUNDS
        assert not broken, f"a story broke what always has to hold: {broken}"

    def exchange(self, part: tuple[Any, ...], change: Callable[[], None]) -> None:
        """Changes the surroundings as every test changes them that says so in these words."""
        followed = self.in_step()
        change()
        if followed:
            self.told, self.around = (*self.told, part), self.surroundings()

    def in_step(self) -> bool:
        """Whether nothing but the parts that were told has changed anything."""
        return (self.left, self.around) == (self.written(), self.surroundings())


def forget_power_cuts(connection: Any, record: Any) -> None:
    """Nobody pulls the plug of a test: those of durability have applications of their own."""
    connection.execute("PRAGMA synchronous=OFF")


def seal_whatever_is_written(connection: Any) -> None:
    """The same in PostgreSQL, where nothing is told of by a transaction that had begun before."""
    if not connection.get_execution_options().get("writes"):
        watch_rows(driver_of(connection), connection.info)


def seal_what_is_written(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
    """What a test writes past `transaction()` is sealed as if Kezek had: a foreign hand has a connection of its own."""
    if statement.lstrip()[:6].upper() in WRITING:
        watch_rows(connection.connection.dbapi_connection, connection.info)
