"""Tries are counted in the database: by all processes together, over a restart, and nobody learns what was typed."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from housing.actions.retention.erase_kind import iter_erased
from housing.actions.signin.throttle import forgive_attempt, take_attempt
from housing.security.rate_limit import Limit
from housing.storage.extensions import db
from housing.storage.models import AttemptCount

KEY = "a server's secret"
ONE, SHARED = Limit(2, first=60, own=True), Limit(3, first=60)


@pytest.fixture
def take(app, clock):
    with app.app_context():
        yield lambda tries: take_attempt(tries, KEY, clock())


def test_who_is_held_back_is_counted_nowhere(take):
    assert [take({"a": ONE, "b": SHARED}) for _ in range(5)] == [0, 0, 60, 60, 60]
    assert [take({"b": SHARED}), take({"b": SHARED})] == [0, 60]


def test_a_right_try_forgets_and_a_shared_counter_gives_back_only_that_one(take):
    for _ in range(2):
        take({"a": ONE, "shared": SHARED})
    forgive_attempt({"a": ONE, "shared": SHARED}, KEY)
    assert [take({"a": ONE}) for _ in range(3)] == [0, 0, 60]
    assert [take({"shared": SHARED}) for _ in range(3)] == [0, 0, 60]


def test_another_process_and_one_that_began_anew_know_of_them(take, app):
    """Nothing is kept in the application: what it has is thrown away."""
    take({"a": ONE})
    take({"a": ONE})
    app.extensions.pop("query_cache", None)
    db.session.remove()
    db.engine.dispose()
    assert take({"a": ONE}) == 60


def test_many_at_once_are_no_way_round(app, clock):
    def try_once(_):
        with app.app_context():
            return take_attempt({"a": Limit(5, first=60)}, KEY, clock())

    with ThreadPoolExecutor(4) as pool:
        assert sum(not seconds for seconds in pool.map(try_once, range(20))) == 5


def test_a_day_later_nothing_of_them_is_left(take, clock):
    take({"a": ONE})
    clock.ahead(hours=23)
    take({"b": ONE})
    clock.ahead(hours=2)
    assert sum(iter_erased("attempts", clock())) == 1 and db.session.query(AttemptCount).count() == 1


def test_what_was_typed_stands_nowhere(take, tmp_path):
    take({"password as my very own password": ONE})
    with closing(sqlite3.connect(tmp_path / "kezek.db")) as raw:
        kept = " ".join(map(str, raw.execute("SELECT * FROM attempt_count")))
    assert kept and "very own" not in kept
