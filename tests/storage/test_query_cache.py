"""What every page asks is asked again after a write to what it was read from, within one, and after two seconds."""

from __future__ import annotations

import sqlite3
from threading import Thread

import pytest
from sqlalchemy import text

from housing.storage import query_cache
from housing.storage.extensions import db
from housing.storage.query_cache import cached_query
from housing.storage.transaction import transaction


def count_called_x():
    return db.session.scalar(text("SELECT count(*) FROM staff WHERE name = 'X'"))


@pytest.fixture
def ask(app):
    """Asks how many officials there are called X; and says how often the database was asked."""
    asked = []

    def count():
        asked.append(1)
        return count_called_x()

    def again():
        with app.app_context():
            return cached_query(("called X",), count)

    again.asked = asked
    return again


def rename(app):
    with app.app_context(), transaction() as db:
        db.execute(text("UPDATE staff SET name = 'X' WHERE login = 'auditor'"))
        return cached_query(("called X",), count_called_x)


def test_what_was_answered_is_kept(ask):
    assert (ask(), ask(), len(ask.asked)) == (0, 0, 1)


def test_after_a_write_it_is_asked_again(app, ask):
    assert ask() == 0
    rename(app)
    assert ask() == 1


def test_a_write_to_another_table_ends_nothing(app, ask):
    assert ask() == 0
    with app.app_context(), transaction() as db:
        db.execute(text("UPDATE branch SET code = code"))
    assert (ask(), len(ask.asked)) == (0, 1)


def test_what_is_made_of_a_kept_answer_ends_with_it(app, ask):
    def twice():
        with app.app_context():
            return cached_query(("twice X",), lambda: 2 * ask())

    assert (ask(), twice()) == (0, 0)
    rename(app)
    assert twice() == 2


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM saved_filter", "WITH gone AS (SELECT 1) DELETE FROM saved_filter", "CREATE INDEX x ON branch (code)"],
)
def test_a_statement_that_may_write_more_than_it_names_ends_everything(app, ask, statement):
    assert ask() == 0
    with app.app_context(), transaction() as db:
        db.execute(text(statement))
    ask()
    assert len(ask.asked) == 2


def test_what_was_taken_back_ends_nothing(app, ask):
    assert ask() == 0
    with pytest.raises(ZeroDivisionError), app.app_context(), transaction() as db:
        db.execute(text("UPDATE staff SET name = 'X' WHERE login = 'auditor'"))
        raise ZeroDivisionError
    with app.app_context(), transaction() as db:
        db.execute(text("UPDATE branch SET code = code"))
    assert (ask(), len(ask.asked)) == (0, 1)


def test_an_answer_out_of_an_older_snapshot_is_not_kept_for_others(app, ask):
    """Somebody reads on in what stood there before a colleague's commit; the colleague sees his own change at once."""
    with app.app_context():
        assert count_called_x() == 0
        writer = Thread(target=rename, args=(app,))
        writer.start()
        writer.join()
        assert cached_query(("called X",), count_called_x) == 0, "this request began before"
    assert ask() == 1


def test_within_a_transaction_its_own_writes_are_seen(app, ask):
    assert ask() == 0
    assert rename(app) == 1


def test_another_process_is_heard_of_after_two_seconds(tmp_path, ask, monkeypatch):
    assert ask() == 0
    with sqlite3.connect(tmp_path / "kezek.db") as other:
        other.execute("UPDATE staff SET name = 'X' WHERE login = 'auditor'")
    assert ask() == 0
    later = query_cache.monotonic() + 2.1
    monkeypatch.setattr(query_cache, "monotonic", lambda: later)
    assert ask() == 1


def test_whoever_asks_past_it_within_a_transaction_does_not_end_that_for_the_transaction(app):
    with app.app_context(), transaction():
        with query_cache.query_cache.bypass():
            pass
        assert query_cache.query_cache.is_writing
    assert not query_cache.query_cache.is_writing


@pytest.fixture
def by_edition(app):
    """What `ask` asks, kept by an edition that another process may change; and how often the database was asked."""
    asked, edition = [], [1]

    def count():
        asked.append(1)
        return count_called_x()

    def ask_edition():
        return db.session.scalar(text("SELECT 1")) and edition[0]

    def again():
        return query_cache.cached_edition(("called X by edition",), ask_edition, count)

    again.asked, again.edition = asked, edition
    return again


def test_what_is_kept_by_edition_counts_within_a_transaction_too(app, by_edition):
    for _ in range(2):
        with app.app_context(), transaction():
            assert (by_edition(), by_edition()) == (0, 0)
    assert len(by_edition.asked) == 1


def test_under_another_edition_a_transaction_asks_again(app, tmp_path, by_edition):
    with app.app_context(), transaction():
        assert by_edition() == 0
    with sqlite3.connect(tmp_path / "kezek.db") as other:
        other.execute("UPDATE staff SET name = 'X' WHERE login = 'auditor'")
    by_edition.edition[0] = 2
    with app.app_context(), transaction():
        assert by_edition() == 1


def test_of_many_editions_only_the_newest_is_kept(app, by_edition):
    with app.app_context():
        for number in range(5):
            by_edition.edition[0] = number
            with transaction():
                by_edition()
        assert [one.edition for one in app.extensions["query_cache_editions"].values()] == [4]


def test_what_the_transaction_itself_wrote_is_seen_and_not_kept_where_it_is_taken_back(app, by_edition):
    with app.app_context():
        with transaction():
            assert by_edition() == 0
        with pytest.raises(LookupError), transaction() as session:
            session.execute(text("UPDATE staff SET name = 'X' WHERE login = 'auditor'"))
            assert by_edition() == 1
            raise LookupError
        with transaction():
            assert by_edition() == 0


def test_after_a_commit_of_this_process_a_transaction_asks_again(app, by_edition):
    with app.app_context():
        with transaction():
            assert by_edition() == 0
        with transaction() as session:
            session.execute(text("UPDATE staff SET name = 'X' WHERE login = 'auditor'"))
        with transaction():
            assert by_edition() == 1


def test_past_the_writers_lock_nothing_is_kept_by_edition(app, by_edition):
    with app.app_context():
        for _ in range(2):
            with query_cache.query_cache.bypass():
                assert by_edition() == 0
    assert len(by_edition.asked) == 2
