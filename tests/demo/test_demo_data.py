"""`flask demo-data`: invented applicants, the same for the same seed, all of them or none."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

import pytest
from sqlalchemy import text

from housing.actions.figures.keep_days import keep_days
from housing.demo import demo_data
from housing.demo.iins import iins
from housing.demo.people import PEOPLE
from housing.law.iin import is_valid_iin
from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.journal.kept_counts import compare_counts
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import db
from housing.text.name_search import fold_text
from tests.conftest import TUESDAY
from tests.plain import plain_row

TABLES = ("application", "register_entry", "register_movement", "decision", "removal")


@pytest.fixture(autouse=True)
def crowd_alone(monkeypatch):
    """Whole cases stand in test_whole_cases.py, the lists of past months in test_register_history.py."""
    monkeypatch.setattr(demo_data, "WHOLE", 0)
    monkeypatch.setattr(demo_data, "MOST_LISTED", 0)


@pytest.fixture
def run(app):
    return lambda *given: app.test_cli_runner().invoke(args=["demo-data", *given])


@pytest.fixture
def rows(tmp_path):
    def read(table):
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            connection.row_factory = sqlite3.Row
            return [plain_row(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]

    return read


def test_as_many_as_asked_for_two_in_a_hundred_of_them_open(run, rows):
    told = run("--people", "1000")
    assert told.exit_code == 0, told.output
    statuses = Counter(row["status"] for row in rows("application"))
    assert sum(statuses.values()) == 1000
    assert sum(count for status, count in statuses.items() if status in OPEN_STATUSES) == 20
    assert statuses["registered"] + statuses["removed"] == len(rows("register_entry")) > 500


def test_what_is_kept_of_the_records_is_right_with_the_crowd_among_them(run, rows, app, clock):
    """Its rows come in past the triggers, which are there again afterwards; days that were kept are kept no more."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with app.app_context():
        keep_days(clock())
        before = set(db.session.execute(text(triggers)).all())
    run("--people", "300")
    with app.app_context():
        assert compare_counts(REGISTER_COUNTS) == (len(rows("register_count")), 0)
        assert compare_counts(OPEN_COUNTS).differing == 0 and rows("open_count")
        assert set(db.session.execute(text(triggers)).all()) == before
        assert rows("daily_figures") == []
    standing = [row for row in rows("register_entry") if row["annulled_at"] is None]
    assert sum(row["entries"] for row in rows("register_count")) == len(standing) < len(rows("register_entry"))


def test_every_iin_is_valid_and_stands_once(run, rows):
    run("--people", "1000")
    found = [row["iin"] for row in rows("application")]
    assert len(set(found)) == 1000 and all(map(is_valid_iin, found))
    assert not set(found) & {person.iin for person in PEOPLE.values()}


def test_there_are_iins_for_far_more_than_a_million():
    from itertools import islice
    from random import Random

    many = [iin for iin, _ in islice(iins(Random(1)), 30_000)]
    assert len(set(many)) == 30_000 and all(map(is_valid_iin, many[::7]))


def test_the_same_seed_makes_the_same_rows_and_another_does_not(run, rows, app):
    def made(seed):
        with sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")) as connection:
            for table in ("register_movement", "removal", "decision", "register_entry", "application", "event"):
                connection.execute(f"DELETE FROM {table}")
        assert run("--people", "200", "--seed", seed).exit_code == 0
        return [rows(table) for table in TABLES]

    first, second, other = made("7"), made("7"), made("8")
    assert first == second
    assert first != other


def test_a_row_bears_the_keys_by_which_it_is_sought(run, rows):
    run("--people", "50")
    for row in rows("application"):
        surname, given, patronymic = fold_text(row["name"]).split(" ")
        assert (row["name_key"], row["given_key"]) == (fold_text(row["name"]), f"{given} {surname} {patronymic}")


def test_the_journal_says_it_in_one_row_and_its_chain_holds(run, rows, app):
    run("--people", "300")
    (event,) = rows("event")
    assert event["kind"] == "demo.crowd_added" and '"people": 300' in event["detail"]
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "1 entries checked")


def test_a_second_crowd_is_refused_and_changes_nothing(run, rows):
    run("--people", "100")
    before = [rows(table) for table in TABLES]
    assert run("--people", "100", "--seed", "2").exit_code == 2
    assert [rows(table) for table in TABLES] == before


def test_what_breaks_off_leaves_nothing(run, rows, monkeypatch):
    def breaks(lot):
        raise OSError("no space left")

    monkeypatch.setattr(demo_data.audit, "record", lambda *said, **detail: breaks(said))
    assert run("--people", "100").exit_code == 1
    assert rows("application") == rows("register_entry") == rows("event") == []


@pytest.mark.parametrize("given", [[], ["--people", "0"], ["--people", "x"], ["--people", "5", "--branch", "nowhere"]])
def test_what_cannot_be_made_is_said(run, rows, given):
    assert run(*given).exit_code == 2
    assert rows("application") == []


def test_one_branch_may_have_them_all(run, rows):
    run("--people", "100", "--branch", "karaganda")
    assert {row["branch_code"] for row in rows("application")} == {"karaganda"}


def test_it_has_no_place_in_production(run, rows, app):
    app.config["DEMO"] = False
    assert run("--people", "5").exit_code == 2
    assert rows("application") == []


def test_nothing_was_filed_after_now_and_nothing_open_is_of_long_ago(run, rows):
    run("--people", "2000")
    found = rows("application")
    assert max(row["filed_at"] for row in found) <= TUESDAY.strftime("%Y-%m-%d %H:%M:%S.%f")
    assert min(row["filed_at"] for row in found if row["status"] in OPEN_STATUSES) > "2026-11-17"


def test_who_is_decided_has_facts_by_which_the_law_decides_so(run, rows, app):
    run("--people", "3000")
    said = {"registered": "register", "refused": "refuse", "removed": "register"}
    statuses = {row["id"]: row["status"] for row in rows("application") if row["status"] in said}
    outcomes = {row["application_id"]: row["outcome"] for row in rows("decision")}
    assert outcomes == {id: said[status] for id, status in statuses.items()}
    told = app.test_cli_runner().invoke(args=["replay"])
    assert (told.exit_code, told.output.strip()) == (0, f"{len(statuses)} decisions replayed, 0 differ")


def test_no_two_have_the_same_facts_and_refusals_have_different_grounds(run, rows):
    run("--people", "3000")
    found = rows("decision")
    assert len({row["facts"] for row in found}) == len(found)
    members = [one["iin"] for row in found for one in json.loads(row["facts"])["family"]]
    assert len(set(members)) == len(members) > 2000 and all(map(is_valid_iin, members[::7]))
    assert len({row["grounds"] for row in found if row["outcome"] == "refuse"}) >= 4


def test_who_came_onto_the_register_came_by_a_decision(run, rows):
    run("--people", "500")
    entries = {row["id"]: row for row in rows("register_entry")}
    acts = {row["id"]: row["application_id"] for row in rows("decision")}
    moves = [row for row in rows("register_movement") if row["sign"] == 1]
    assert {row["entry_id"] for row in moves} == set(entries) and len(moves) == len(entries)
    assert all(acts[row["decision_id"]] == entries[row["entry_id"]]["application_id"] for row in moves)


def test_the_great_cities_have_the_long_lists(run, rows):
    """Among a million one list has two hundred thousand, and no settlement is forgotten."""
    run("--people", "6000")
    found = rows("register_entry")
    lists = Counter((row["settlement"], row["list_code"]) for row in found)
    assert lists.most_common(1)[0][0] == ("750000000", "general")
    assert 0.17 < max(lists.values()) / 6000 < 0.24
    assert len({row["settlement"] for row in found}) > 150


def test_the_indexes_of_its_tables_are_all_there_again(run, app):
    def indexes():
        with sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")) as connection:
            return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"))

    before = indexes()
    run("--people", "100")
    assert len(before) > 30 and indexes() == before
