"""What always has to hold holds after every settled story, and whatever is broken by hand is found and named."""

from __future__ import annotations

import sqlite3

import pytest

from housing.nightly_jobs import KEPT_COUNTS
from housing.queries.journal.invariants import NAMES, find_violations
from tests.citizen.steps import refused

#: By name: what somebody may have done past Kezek, and in whose story. `?`: the application.
BROKEN = {
    "notice_missing": ("aigerim", "DELETE FROM notice"),
    "due_missing": ("with_official", "UPDATE application SET due_at = NULL"),
    "ground_missing": ("refused", "UPDATE decision SET grounds = '[]'"),
    "decision_missing": ("aigerim", "UPDATE decision SET outcome = 'refuse'"),
    "decision_unfit": ("aigerim", "UPDATE application SET status = 'withdrawn'"),
    "entry_missing": ("aigerim", "UPDATE register_entry SET annulled_at = '2026-11-24 00:00:00.000000'"),
    "entry_unfounded": ("aigerim", "UPDATE application SET status = 'removed'"),
    "movements_unfit": ("aigerim", "UPDATE register_entry SET registered_at = '2020-01-01 00:00:00.000000'"),
    "place_twice": (
        "aigerim",
        "INSERT INTO register_movement (entry_id, at, sign, settlement, list_code, registered_at, number, cause) "
        "SELECT entry_id, at, sign, settlement, list_code, registered_at, number, cause FROM register_movement",
    ),
    "removal_missing": ("aigerim", "UPDATE application SET status = 'removed'"),
    "signature_missing": ("aigerim", "DELETE FROM signature"),
    "filing_unrecorded": ("aigerim", "DELETE FROM event WHERE kind = 'application.submitted'"),
    "decision_unrecorded": ("aigerim", "DELETE FROM event WHERE kind = 'application.registered'"),
    "decision_untold": ("aigerim", "DELETE FROM message WHERE kind <> 'accepted'"),
    "message_unfounded": ("aigerim", "UPDATE message SET created_at = '2026-11-20 00:00:00.000000'"),
    "message_stuck": ("aigerim", "UPDATE message SET state = 'waiting', next_at = '2026-11-20 00:00:00.000000'"),
    "alert_missing": ("with_official", "UPDATE application SET due_at = '2026-11-24 03:00:00.000000'"),
    "clock_behind": ("aigerim", "UPDATE event SET at = '2026-12-24 03:00:00.000000' WHERE application_id IS NOT NULL"),
    "list_cut": (
        "aigerim",
        "INSERT INTO published_list (settlement, list_code, month, entries, changes, sha256, signature, published_at) "
        "VALUES ('351010000', 'general', '2026-10', 5, '[]', '', x'', '2026-11-01 00:00:00.000000')",
    ),
    "reference_broken": ("aigerim", "UPDATE decision SET complaint_id = 77"),
    "counts_differ": ("aigerim", "UPDATE register_count SET entries = entries + 1"),
    "days_differ": (
        "aigerim",
        "INSERT INTO kept_counts_check (counts, at, compared, differing) "
        "VALUES ('days', '2026-11-24 03:00:00.000000', 5, 1)",
    ),
}


@pytest.fixture
def broken(world):
    """The names of what is broken now."""

    def look():
        with world.app.app_context():
            return find_violations(world.clock(), KEPT_COUNTS)

    return look


@pytest.fixture
def told(world):
    """Begins a story, by its name in BROKEN."""

    def begin(story):
        if story == "refused":
            refused(world, "marat")
        else:
            world.settled({"with_official": "viktor"}.get(story, story))

    return begin


@pytest.mark.parametrize("name", NAMES)
def test_what_is_broken_past_kezek_is_named(broken, told, name, tmp_path):
    story, deed = BROKEN[name]
    told(story)
    assert broken() == {}
    with sqlite3.connect(tmp_path / "kezek.db") as past:
        past.execute(deed)
    past.close()
    assert name in broken()
