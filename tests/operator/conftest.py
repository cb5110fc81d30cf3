"""Officials at their desks, reading English, and what a test asks of the database."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import event

from housing.law.working_time import ALMATY
from housing.security import totp
from housing.storage.extensions import db
from housing.storage.query_cache import query_cache
from tests.plain import plain_rows

HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(sits):
    return sits("karaganda-1")


@pytest.fixture
def supervisor(sits):
    return sits("karaganda-head")


@pytest.fixture
def case_of(world, number):
    """Files an application in somebody's name, lets the jobs run, and gives its number."""
    return lambda key, **answers: number(world.settled(key, **answers))


@pytest.fixture
def late(world, case_of):
    """One case of Karaganda, past all three steps: the supervisor was told of two."""
    number = case_of("zhanna")
    world.clock.go(datetime(2026, 11, 26, 10, 0, tzinfo=ALMATY))
    world.work()
    return number


#: What is written besides.
ASIDE = ('INSERT INTO "row_seal', 'INSERT INTO "attempt_count"')


@pytest.fixture
def everything(tmp_path):
    """Every row of the database, to see what a request has changed; but seals, which come with every row, and that
    something was tried, which each try is."""

    def dump():
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            return {line for line in connection.iterdump() if not line.startswith(ASIDE)}

    return dump


@pytest.fixture
def ask(tmp_path):
    """Rows of a question in SQL; or a change, as another process would make it two seconds ago."""

    def rows(sql, *values):
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            found = plain_rows(connection.execute(sql, values))
        query_cache.invalidate()
        return found

    return rows


@pytest.fixture
def count_statements(app):
    """The SELECT statements of a `with` block."""

    @contextmanager
    def counting():
        asked = []

        def listen(connection, cursor, statement, *rest):
            if statement.startswith("SELECT"):
                asked.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", listen)
        yield asked
        event.remove(engine, "before_cursor_execute", listen)

    return counting


class Phone:
    """An authenticator: keeps a secret and shows codes by the world's clock, or by one that is off."""

    def __init__(self, clock, secret, codes=()):
        self.clock, self.secret, self.codes = clock, secret, list(codes)

    def code(self, drift=0):
        return totp.code_at(self.secret, int(self.clock().timestamp() + drift) // totp.STEP)


@pytest.fixture
def enrolled(world):
    """Enrols an authenticator in a browser where this official sits; gives the phone. The next step has begun."""

    def enrol(browser, present=""):
        page = browser.get("/operator/authenticator?lang=en")
        form = page.form('form[action="/operator/authenticator"]')
        phone = Phone(world.clock, base64.b32decode(page.one("form .code").replace(" ", "")))
        done = browser.post("/operator/authenticator", {**form, "code": phone.code(), "present": present}, 200)
        phone.codes = [tag.get_text() for tag in done.select("li.code")]
        world.clock.ahead(seconds=30)
        return phone

    return enrol


@pytest.fixture
def password_step(world):
    """The first step of a sign-in; `browser`: where, else in a browser that nobody knows."""

    def step(login, password=None, browser=None, status=303):
        browser = browser or world.visitor()
        form = browser.get("/operator/sign-in?lang=en").form('main form[action="/operator/sign-in"]')
        given = {**form, "login": login, "password": password or f"demo-{login}"}
        return browser, browser.post("/operator/sign-in", given, status)

    return step
