"""The register of a demo has a past: who left it, by which act, and the lists of the months that are over."""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter

import pytest
from sqlalchemy import func, select

from housing.demo import demo_data
from housing.law.removal import GROUNDS
from housing.queries.register.published import ListKey, iter_parts, list_published_lists, load_published
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, RegisterMovement, Removal, Staff

MONTHS = ["2026-07", "2026-08", "2026-09", "2026-10"]


@pytest.fixture
def made(app, monkeypatch):
    monkeypatch.setattr(demo_data, "WHOLE", 0)
    done = app.test_cli_runner().invoke(args=["demo-data", "--people", "300"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        yield app


def test_who_left_is_told_by_an_entry_a_movement_and_a_removal_of_one_moment(made):
    left = {entry.id: entry for entry in db.session.scalars(select(RegisterEntry)) if entry.annulled_at}
    moves = {move.entry_id: move for move in db.session.scalars(select(RegisterMovement).filter_by(sign=-1))}
    removals = {one.entry_id: one for one in db.session.scalars(select(Removal))}
    gone = set(db.session.scalars(select(Application.id).filter_by(status="removed")))
    assert set(left) == set(moves) == set(removals) == gone and len(gone) > 5
    for number, entry in left.items():
        removal, move = removals[number], moves[number]
        assert entry.annulled_at == move.at == removal.answered_at > entry.registered_at
        assert (move.cause, move.removal_id) == (GROUNDS[removal.ground].cause, removal.id)
        assert move.number == entry.number and removal.state == "confirmed"


def test_what_a_state_base_said_was_confirmed_by_somebody_of_the_bank(made):
    known = set(db.session.scalars(select(Staff.id)))
    for removal in db.session.scalars(select(Removal)):
        assert (removal.answered_by in known) == (removal.origin == "source")
        assert removal.told_at and removal.notice_due_on > removal.answered_at.date()


def test_the_movements_add_up_to_who_stands(made):
    key = RegisterMovement.settlement, RegisterMovement.list_code
    sums = db.session.execute(select(*key, func.sum(RegisterMovement.sign)).group_by(*key)).all()
    standing = db.session.scalars(select(RegisterEntry).filter_by(annulled_at=None))
    assert {(place, code): many for place, code, many in sums if many} == Counter(
        (entry.settlement, entry.list_code) for entry in standing
    )


def test_every_month_that_is_over_is_published_and_the_next_one_follows_from_it(made):
    assert [month for month in MONTHS if list_published_lists(month)] == MONTHS
    for before, after in itertools.pairwise(MONTHS):
        entries = dict(list_published_lists(before))
        for key, many in list_published_lists(after):
            changes = load_published(key, after).changes
            assert many == entries.get(key, 0) + sum(one.sign * one.entries for one in changes), (key, after)


def test_a_list_of_the_past_names_who_stood_then_though_they_left_since(made):
    moves = [(m.entry_id, m.number, m.at) for m in db.session.scalars(select(RegisterMovement).filter_by(sign=-1))]
    entry_id, number, _left = next(one for one in moves if one[2].strftime("%Y-%m") > "2026-10")
    entry = db.session.get_one(RegisterEntry, entry_id)
    month = next(month for month in MONTHS if month >= entry.registered_at.strftime("%Y-%m"))
    shown = load_published(ListKey(entry.settlement, entry.list_code), month)
    assert number.encode() in b"".join(iter_parts(shown.id))


def test_a_demo_of_very_many_leaves_the_lists_to_the_job(app, monkeypatch):
    monkeypatch.setattr(demo_data, "WHOLE", 0)
    monkeypatch.setattr(demo_data, "MOST_LISTED", 50)
    app.test_cli_runner().invoke(args=["demo-data", "--people", "60"])
    with sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT count(*) FROM published_list").fetchone() == (0,)
