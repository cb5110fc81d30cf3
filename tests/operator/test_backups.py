"""The administrator's page of backups: what lies in the folder, the last trial, messages held back."""

from __future__ import annotations

import pytest

from housing.backup_jobs import backup_job, drill_job
from housing.storage import audit
from housing.storage.transaction import transaction
from tests.backup_runs import with_backups

URL = "/operator/backups"


@pytest.fixture
def administrator(sits):
    return sits("administrator")


@pytest.fixture
def folder(world, tmp_path):
    (tmp_path / "backups").mkdir()
    with_backups(world.app, folder=tmp_path / "backups")
    return tmp_path / "backups"


def run(world, *jobs):
    with world.app.app_context():
        return [job(world.clock()) for job in jobs]


def test_where_nothing_is_configured_the_page_says_so(administrator):
    assert "No backup is configured" in administrator.get(URL).one(".box.bad")


def test_a_backup_and_its_trial_are_shown(world, administrator, folder):
    assert "There is no backup of the last day and a half." in administrator.get(URL).one(".box.bad")
    assert run(world, backup_job, drill_job) == [1, 1]
    shown = administrator.get(URL)
    assert shown.one(".box.ok") and len(shown.select("tbody tr")) == 1
    assert "right" in shown.one("section[aria-labelledby=drill]")


def test_a_trial_that_failed_says_why(world, administrator, folder):
    run(world, backup_job)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert run(world, drill_job) == [0]
    assert "The file was changed or is damaged" in administrator.get(URL).one("section[aria-labelledby=drill]")


def test_how_long_a_trial_took_is_told_in_minutes_and_seconds(world, administrator, folder):
    with world.app.app_context(), transaction():
        audit.record("drill.passed", "system", world.clock(), file="x.kezek", seconds=75, head=1)
    shown = administrator.get(URL).one("section[aria-labelledby=drill]")
    assert "24.11.2026 10:00" in shown and "took 1 min 15 s" in shown


def test_messages_held_back_are_released_once(world, administrator):
    with world.app.app_context(), transaction():
        audit.record("journal.restored", "console", world.clock(), lost_events=3, messages=1)
    assert "Messages are held back" in administrator.get(URL).one(".box.warn")
    for _ in range(2):
        administrator.post(f"{URL}/release")
    assert not administrator.get(URL).select(".box.warn")
    assert world.app.test_client().get("/readyz").json["journal"] == "gap, acknowledged"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_three_languages(administrator, folder, world, language):
    run(world, backup_job, drill_job)
    assert administrator.get(f"{URL}?lang={language}").html.html["lang"] == language
