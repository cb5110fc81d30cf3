"""What machines ask: is it alive, is it ready, how much is it doing."""

from __future__ import annotations

import re
from datetime import UTC

import pytest

from housing.actions.journal.prove_records import prove_nightly
from housing.backup_jobs import backup_job, drill_job
from housing.gateways import eds
from housing.storage.extensions import db
from housing.web.job_watch import JOB_WATCH, JobWatch
from tests.backup_runs import with_backups

#: What is looked at, by name.
CHECKED = {
    "status",
    "database",
    "migrations",
    "disk",
    "scheduler",
    "writing",
    "clock",
    "invariants",
    "trusted authorities",
    "revocation sources",
    "state bases",
    "journal",
    "readings",
    "kept counts",
    "seals",
    "backup",
    "drill",
}


class Running:
    """A scheduler that runs, or does not."""

    def __init__(self, running):
        self.running = running


def asked(world, url, **values):
    return world.app.test_client().get(url, **values)


def test_it_lives_whatever_else_is_wrong(world):
    answer = asked(world, "/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


def test_it_is_ready_when_database_migrations_scheduler_and_authorities_are_well(world, tmp_path):
    world.app.extensions["scheduler"] = Running(True)
    with_backups(world.app, folder=tmp_path, days=1, weeks=1)
    with world.app.app_context():
        assert backup_job(world.clock()) == drill_job(world.clock()) == prove_nightly(world.clock()) == 1
    answer = asked(world, "/readyz")
    assert answer.status_code == 200
    told = answer.json
    drill = told.pop("last drill")
    assert set(told.values()) == {"ready", "well"}
    assert set(told) == CHECKED
    assert re.fullmatch(rf"passed at {re.escape(world.clock().astimezone(UTC).isoformat())} in [0-9]+ s", drill)


def test_a_job_that_does_not_come_to_its_end_is_named_and_leaves_kezek_ready(world):
    world.app.extensions["scheduler"] = Running(True)
    world.app.extensions[JOB_WATCH] = watch = JobWatch(iter((0.0, 0.0, 9000.0)).__next__)
    watch.expect("deliver", 3)
    answer = asked(world, "/readyz")
    assert (answer.status_code, answer.json["jobs"]) == (200, "not well: deliver")


def test_a_scheduler_that_stopped_is_named(world):
    world.app.extensions["scheduler"] = Running(False)
    answer = asked(world, "/readyz")
    assert answer.status_code == 503
    assert [what for what, how in answer.json.items() if how.startswith("not")] == ["scheduler", "status"]


def test_a_database_behind_its_migrations_is_named(world):
    world.app.extensions["scheduler"] = Running(True)
    with world.app.app_context():
        db.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        db.session.commit()
    answer = asked(world, "/readyz")
    assert answer.status_code == 503 and answer.json["migrations"] == "not well" and answer.json["database"] == "well"


def test_without_authorities_or_anybody_to_ask_about_keys_it_says_so_and_serves(world):
    world.app.extensions["scheduler"] = Running(True)
    outside = world.app.extensions["services"]
    outside.verifier = eds.Verifier(eds.Trust(), revocation=eds.Revocation())
    answer = asked(world, "/readyz")
    assert answer.json["trusted authorities"] == answer.json["revocation sources"] == "not well"
    assert (answer.status_code, answer.json["status"]) == (200, "ready")


def test_the_figures_count_what_is_open_and_name_nobody(world):
    world.settled("aigerim")
    world.settled("viktor")
    answer = asked(world, "/metrics")
    assert answer.status_code == 200
    for status, count in (("registered", 1), ("with_operator", 1), ("draft", 0)):
        assert f'kezek_applications{{status="{status}"}} {count}\n' in answer.text
    assert not any(world.person(key).iin in answer.text for key in ("aigerim", "viktor"))


@pytest.mark.parametrize("address", ["10.0.0.5", "192.0.2.1"])
def test_the_figures_are_for_this_machine_alone(world, address):
    assert asked(world, "/metrics", environ_base={"REMOTE_ADDR": address}).status_code == 404
