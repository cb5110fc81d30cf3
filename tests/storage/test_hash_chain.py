"""The chain of the journal: whatever is changed, taken out or put in breaks it at that place."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from housing.law.working_time import ALMATY
from housing.storage import audit
from housing.storage.hash_chain import GENESIS_HASH, hash_event
from housing.storage.models import Event
from housing.storage.transaction import transaction
from tests.cases import UNTIMED

NOON = datetime(2026, 7, 13, 7, 0, 0, 5, tzinfo=UTC)
SAID = ("application.accepted", "system", 17, {"due": "14.07.2026", "level": 1})


def test_a_row_has_one_digest():
    assert hash_event(GENESIS_HASH, NOON, *SAID) == hash_event(GENESIS_HASH, NOON, *SAID)
    assert len(hash_event(GENESIS_HASH, NOON, *SAID)) == len(GENESIS_HASH) == 64


def test_the_digest_is_over_what_anybody_can_write_down():
    """So that a journal can be checked without this program."""
    row = f'["{GENESIS_HASH}", "2026-07-13T07:00:00.000005+00:00", "x", null, {{"a": "ә", "b": 1}}]'
    assert hash_event(GENESIS_HASH, NOON, "x", None, {"b": 1, "a": "ә"}) == hashlib.sha256(row.encode()).hexdigest()


@pytest.mark.parametrize(
    "changed",
    [
        ("1" * 64, NOON, *SAID),
        (GENESIS_HASH, NOON + timedelta(microseconds=1), *SAID),
        (GENESIS_HASH, NOON, "application.refused", *SAID[1:]),
        (GENESIS_HASH, NOON, SAID[0], "operator", *SAID[2:]),
        (GENESIS_HASH, NOON, *SAID[:2], 18, SAID[3]),
        (GENESIS_HASH, NOON, *SAID[:2], None, SAID[3]),
        (GENESIS_HASH, NOON, *SAID[:2], "17", SAID[3]),
        (GENESIS_HASH, NOON, *SAID[:3], {**SAID[3], "level": 2}),
        (GENESIS_HASH, NOON, *SAID[:3], {"level": 1}),
        (GENESIS_HASH, NOON, *SAID[:3], {}),
        (GENESIS_HASH, NOON, *SAID[:3]),
        (GENESIS_HASH, NOON, "application.acceptedsystem", *SAID[2:]),
    ],
)
def test_anything_changed_shows(changed):
    assert hash_event(*changed) != hash_event(GENESIS_HASH, NOON, *SAID)


def test_the_zone_of_the_moment_and_the_order_of_details_do_not_show():
    turned = dict(reversed(SAID[3].items()))
    assert hash_event(GENESIS_HASH, NOON.astimezone(ALMATY), *SAID[:3], turned) == hash_event(GENESIS_HASH, NOON, *SAID)


def chained(rows):
    hashes = [GENESIS_HASH]
    for row in rows:
        hashes.append(hash_event(hashes[-1], NOON, row))
    return hashes[1:]


@UNTIMED
@given(rows=st.lists(st.text(max_size=5), min_size=2, max_size=8, unique=True), data=st.data())
def test_a_row_taken_out_or_moved_changes_every_hash_after_it(rows, data):
    at = data.draw(st.integers(0, len(rows) - 2))
    whole = chained(rows)
    without, swapped = rows[:at] + rows[at + 1 :], [*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]]
    assert chained(without)[:at] == chained(swapped)[:at] == whole[:at]
    assert not set(chained(without)[at:]) & set(whole)
    assert not set(chained(swapped)[at:]) & set(whole)


@pytest.fixture
def journal(app):
    """Three rows in the journal of an application; gives the id of the first and walks the chain by the console."""
    with app.app_context(), transaction() as db:
        for number in range(3):
            audit.record("thing.happened", "system", NOON, number=number)
        first = db.scalar(select(func.max(Event.id))) - 2

    def walk():
        done = app.test_cli_runner().invoke(args=["audit", "verify"])
        return done.exit_code, done.stdout.splitlines()

    return first, walk


def test_a_whole_journal_is_walked_to_its_end(journal):
    first, walk = journal
    code, said = walk()
    assert (code, said[0]) == (0, f"{first + 2} entries checked")


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE event SET actor = 'somebody' WHERE id = {0} + 1", 1),
        ("UPDATE event SET detail = '{{}}' WHERE id = {0}", 0),
        ("UPDATE event SET previous = '0' WHERE id = {0} + 2", 2),
        ("DELETE FROM event WHERE id = {0} + 1", 2),
    ],
)
def test_a_journal_that_somebody_changed_is_broken_at_that_row(app, journal, change, broken):
    first, walk = journal
    with app.app_context(), transaction() as db:
        db.connection().exec_driver_sql(change.format(first))
    code, said = walk()
    assert (code, [line for line in said if line.startswith("broken")]) == (1, [f"broken at entry {first + broken}"])
