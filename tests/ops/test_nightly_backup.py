"""Backups that are made by themselves: one a night, a few of many kept, the last one tried once a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask_migrate import upgrade
from hypothesis import given
from hypothesis import strategies as st

from housing.actions.journal.back_up_nightly import choose_kept
from housing.backup_jobs import backup_job, drill_job
from housing.backups.backup_file import prove_readable, read_manifest
from housing.law.working_time import ALMATY
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.backups import ListedBackup, list_backups, load_last_event
from housing.storage.extensions import db
from tests.backup_runs import with_backups

EVENING, NIGHT = (datetime(2026, 11, day, hour, tzinfo=ALMATY).astimezone(UTC) for day, hour in ((24, 20), (25, 3)))


@pytest.fixture
def decided(world):
    """What the jobs did before there was a folder."""
    return world.settled("aigerim")


@pytest.fixture
def folder(world, tmp_path):
    """Where the world's backups lie."""
    (tmp_path / "backups").mkdir()
    with_backups(world.app, folder=tmp_path / "backups", days=3, weeks=2)
    return tmp_path / "backups"


@pytest.fixture
def rounds(world):
    """`rounds(job, moment)`: a round of this job then; what it says."""

    def run(job, at):
        world.clock.go(at)
        with world.app.app_context():
            return job(at)

    return run


def ready(world, what):
    return world.app.test_client().get("/readyz").json[what]


def last(world, *kinds):
    with world.app.app_context():
        return load_last_event(*kinds)


def test_where_no_folder_is_configured_it_says_so_and_does_nothing(world, rounds):
    assert (rounds(backup_job, NIGHT), rounds(drill_job, NIGHT)) == (0, 0)
    assert ready(world, "backup") == ready(world, "drill") == "none configured: KEZEK_BACKUP_FOLDER is not set"


def test_one_is_made_a_night_and_one_that_was_missed_at_once(world, folder, rounds):
    assert [rounds(backup_job, at) for at in (EVENING, EVENING, NIGHT, NIGHT)] == [1, 0, 1, 0]
    assert rounds(backup_job, NIGHT + timedelta(days=3)) == 1
    assert [one.made_at for one in list_backups(folder)] == [NIGHT + timedelta(days=3), NIGHT, EVENING]
    assert ready(world, "backup") == "well"
    world.clock.ahead(hours=37)
    assert ready(world, "backup") == "there is no backup of the last day and a half"


def test_a_failure_is_told_written_down_and_tried_again_after_an_hour(world, folder, rounds, monkeypatch, caplog):
    monkeypatch.setattr("housing.actions.journal.make_backup.require_sound", lambda copy: Path("nowhere").stat())
    assert rounds(backup_job, NIGHT) == 0
    assert "ALARM: no backup was made: " in caplog.text and ready(world, "backup") == "the last backup failed"
    assert last(world, "backup.failed").detail == {"fault": "disk"}
    monkeypatch.undo()
    assert rounds(backup_job, NIGHT + timedelta(minutes=50)) == 0
    assert rounds(backup_job, NIGHT + timedelta(minutes=61)) == 1
    assert ready(world, "backup") == "well" and not list(folder.glob("*.part"))


def test_what_is_old_goes_and_what_is_not_ours_stays(world, folder, rounds):
    for name in ("notes.txt", "kezek-1.kezek", "before-upgrade-0041.kezek"):
        (folder / name).write_text("mine")
    for day in range(30):
        rounds(backup_job, NIGHT + timedelta(days=day))
    kept = [one.made_at.astimezone(ALMATY).day for one in list_backups(folder)]
    assert kept == [24, 23, 22, 20], "three days, and the last of the week before"
    assert {"notes.txt", "kezek-1.kezek", "before-upgrade-0041.kezek"} <= {file.name for file in folder.iterdir()}


@given(st.lists(st.integers(0, 10_000), unique=True), st.integers(1, 9), st.integers(1, 9))
def test_the_newest_is_always_kept_and_no_day_twice(hours, days, weeks):
    made = [NIGHT + timedelta(hours=hour) for hour in sorted(hours, reverse=True)]
    listed = [ListedBackup(Path(str(at)), at, 1, 1, False) for at in made]
    kept = choose_kept(listed, days, weeks)
    assert not listed or listed[0] in kept
    taken = [one.made_at.astimezone(ALMATY).date() for one in kept]
    assert len(taken) == len(set(taken)) <= days + weeks


def test_once_a_week_the_last_one_is_restored_on_trial(decided, world, folder, rounds):
    assert rounds(drill_job, NIGHT) == 0, "there is none yet"
    rounds(backup_job, NIGHT)
    assert [rounds(drill_job, NIGHT + timedelta(days=days)) for days in (0, 6, 7)] == [1, 0, 1]
    told = last(world, "drill.passed").detail
    assert told["file"] == list_backups(folder)[0].file.name and told["head"] > 0 and told["seconds"] >= 0
    assert ready(world, "drill") == "well"


def test_a_drill_that_fails_is_told_and_tried_again_the_next_day(world, folder, rounds, caplog):
    rounds(backup_job, NIGHT)
    file = list_backups(folder)[0].file
    file.write_bytes(file.read_bytes()[:-5])
    assert rounds(drill_job, NIGHT) == 0
    assert "ALARM: the last backup could not be restored on trial" in caplog.text
    assert last(world, "drill.failed").detail["fault"] == "changed"
    assert ready(world, "drill") == "the last backup could not be restored on trial"
    file.unlink()
    assert rounds(backup_job, NIGHT + timedelta(hours=25)) == rounds(drill_job, NIGHT + timedelta(hours=25)) == 1


def test_an_upgrade_makes_a_proven_backup_first_and_does_not_go_on_without(bare, tmp_path, monkeypatch):
    upgrade(revision="0040")
    db.session.remove()
    db.engine.dispose()
    monkeypatch.setattr("housing.actions.journal.make_backup.require_room", lambda *rest: Path("nowhere").stat())
    assert upgrade_database().endswith("Without a backup the database is not upgraded.")
    monkeypatch.undo()
    assert upgrade_database() is None
    (file,) = tmp_path.glob("before-upgrade-*.kezek")
    prove_readable(file, None)
    assert read_manifest(file).revision == "0040"
