"""A trial that meets trouble changes nothing, says so, and may be begun again; two are never at work at once."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
from sqlalchemy import text

from housing import jobs
from housing.actions.reference.simulate import LEASE_TIME, lease_simulation
from housing.gateways import deciding
from housing.storage.extensions import db
from housing.storage.models import SimulatedChange, Simulation
from tests.citizen.steps import refused
from tests.reference.test_simulation import PAGE, SHORT, WHOLE

#: Says that it is half way, and ends.
HALF = """import sys; sys.stdin.read(); print('{"percent": 50, "changes": []}')"""
BROKEN = [sys.executable, "-c", HALF]


@pytest.fixture
def begin(drafter):
    return lambda: drafter.post(f"{PAGE}/start", drafter.get(PAGE).form("form[action$='/start']"))


@pytest.fixture
def run(world):
    return lambda: jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))


def only(world):
    """The one trial that there is, as it stands."""
    with world.app.app_context():
        found = db.session.query(Simulation).one()
        return found.id, found.state, found.percent, found.result


def test_a_process_that_breaks_off_is_told_and_may_be_begun_again(world, drafter, draft, begin, run, monkeypatch):
    draft(drafter, "law", **WHOLE)
    begin()
    with monkeypatch.context() as broken:
        broken.setattr(deciding, "module_command", lambda module: BROKEN)
        run()
    assert only(world)[1] == "failed"
    page = drafter.get(PAGE)
    assert "The trial came to no end" in page.text and not page.select("form[action$='/seen']")
    begin()
    run()
    assert "The trial is finished" in drafter.get(PAGE).text


def test_a_trial_that_gave_no_sign_is_begun_anew_and_counts_nobody_twice(world, drafter, draft, begin, run):
    refused(world, "saule")
    draft(drafter, "law", **SHORT)
    begin()
    run()
    with world.app.app_context():
        trial = db.session.query(Simulation).one()
        trial.state, trial.heard_at = "running", world.clock() - LEASE_TIME - timedelta(seconds=1)
        db.session.commit()
    run()
    with world.app.app_context():
        assert db.session.query(SimulatedChange).count() == 1
    assert only(world)[1] == "finished"


def test_one_process_at_a_time_tries_it(world, drafter, draft, begin):
    draft(drafter, "law", **WHOLE)
    begin()
    begin_again = drafter.get(PAGE)
    assert not begin_again.select("form[action$='/start']"), "there is one under way"
    with world.app.app_context():
        trial = only(world)[0]
        assert lease_simulation(trial, world.clock()) is not None and lease_simulation(trial, world.clock()) is None


def test_a_draft_that_is_changed_meanwhile_is_not_tried_any_further(world, drafter, draft, begin, run):
    draft(drafter, "law", **WHOLE)
    begin()
    draft(drafter, "law", **{**WHOLE, "residence_years": "4"})
    begin()
    run()
    with world.app.app_context():
        states = [trial.state for trial in db.session.query(Simulation).order_by(Simulation.id)]
    assert states == ["failed", "finished"]


def test_a_register_of_nobody_changes_for_nobody(drafter, draft, begin, run):
    draft(drafter, "law", **WHOLE)
    begin()
    run()
    page = drafter.get(PAGE)
    assert [tile.get_text() for tile in page.select(".tiles dd.big")] == ["0", "0", "0", "0"]
    assert "There is no such case" in drafter.get(f"{PAGE}/cases").text


def test_whose_facts_are_not_kept_is_counted_and_not_decided(world, drafter, draft, begin, run):
    world.settled("aigerim")
    with world.app.app_context():
        db.session.execute(text("UPDATE decision SET facts = '{\"application\": {}}'"))
        db.session.commit()
    draft(drafter, "law", **WHOLE)
    begin()
    run()
    assert only(world)[3]["unusable"] == 1 and "Kept, but not to be read: 1" in drafter.get(PAGE).text
