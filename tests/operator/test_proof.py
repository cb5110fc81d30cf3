"""What the last walk over journal and records found, as auditors and administrators see it."""

from __future__ import annotations

import json
import sqlite3

import pytest

from housing.actions.journal.prove_records import prove_and_keep
from housing.backup_jobs import backup_job, drill_job
from housing.nightly_jobs import invariants_job
from tests.backup_runs import with_backups

URL = "/operator/proof"


@pytest.fixture
def walk(world):
    def run():
        with world.app.app_context():
            return prove_and_keep(True, world.clock())

    return run


@pytest.fixture
def hand(world, tmp_path):
    """Somebody who writes the database past Kezek."""

    def run(statement):
        with sqlite3.connect(tmp_path / "kezek.db") as raw:
            raw.execute(statement)

    return run


def test_before_the_first_walk_the_page_says_so(sits):
    assert "have not been walked yet" in sits("auditor").get(URL).one(".box.info")


def test_records_that_nobody_changed_are_shown_as_right(sits, walk, case_of):
    case_of("viktor")
    auditor = sits("auditor")
    assert walk().found == 0
    assert "All records fit their seals." in auditor.get(URL).one(".box.ok")
    assert not auditor.get(URL).select("tbody tr")


def test_a_changed_record_is_named_with_its_case(world, sits, walk, hand, case_of):
    number = case_of("viktor")
    auditor = sits("auditor")
    hand(f"UPDATE application SET settlement = '710000000' WHERE number = '{number}'")
    assert walk().found == 1
    shown = auditor.get(URL)
    assert "Faults: 1" in shown.one(".box.bad") and "settlement" in shown.one("tbody tr")
    assert shown.select("tbody a")[0]["href"] == f"/operator/case/{number}"
    ready = json.loads(world.app.test_client().get("/readyz").text)
    assert ready["seals"].startswith("1 records do not fit")


def test_an_administrator_sees_no_case(sits, walk, hand, case_of):
    number = case_of("viktor")
    administrator = sits("administrator")
    hand(f"UPDATE application SET settlement = '710000000' WHERE number = '{number}'")
    walk()
    assert not administrator.get(URL).select("tbody a")


@pytest.fixture
def nights(world, tmp_path):
    """Rounds of a night: a backup, a trial of it, a look at all that has to hold."""
    (tmp_path / "backups").mkdir()
    with_backups(world.app, folder=tmp_path / "backups", days=3, weeks=2)

    def run():
        with world.app.app_context():
            return [job(world.clock()) for job in (backup_job, drill_job, invariants_job)]

    return run


def test_an_auditor_sees_on_one_page_whether_a_backup_was_tried_and_whether_all_holds(sits, walk, nights, case_of):
    case_of("viktor")
    assert [sits("auditor").get(URL).one(f"#{which} .tag.mute") for which in ("last-drill", "last-check")]
    assert nights() == [1, 1, 1] and walk().found == 0
    page = sits("auditor").get(URL)
    assert "All records fit their seals" in page.one(".box.ok")
    assert "right" in page.one("#last-drill .tag.ok") and "right" in page.one("#last-check .tag.ok")
