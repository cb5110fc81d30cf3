"""One job: begun at once, let rest for a while with a reason, let go on; what keeps evidence never rests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing import jobs
from housing.actions.journal.steer_jobs import NEVER_PAUSED
from housing.queries.journal.job_orders import list_asked

URL = "/operator/job"
AN_HOUR = {"hours": "1", "reason": "the SMS provider moves house"}


@pytest.fixture
def administrator(sits):
    return sits("administrator")


def run(world, name):
    return jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == name))


def test_a_job_rests_and_goes_on_by_itself(world, administrator):
    world.settled("viktor")
    administrator.post(f"{URL}/deliver/pause", AN_HOUR)
    shown = administrator.get(f"{URL}/deliver").one(".box.warn")
    assert "rests until 24.11.2026 11:00" in shown and AN_HOUR["reason"] in shown and "administrator" in shown
    assert "rests until" in administrator.get("/operator/jobs").text
    world.filed("aigerim")
    run(world, "check")
    assert run(world, "deliver") == 0
    world.clock.ahead(minutes=61)
    assert run(world, "deliver") > 0 and not administrator.get(f"{URL}/deliver").select(".box.warn")


def test_it_goes_on_at_once_when_told_so(world, administrator):
    administrator.post(f"{URL}/check/pause", AN_HOUR)
    case = world.filed("aigerim")
    run(world, "check")
    assert world.status(case) == "accepted"
    for _ in range(2):
        administrator.post(f"{URL}/check/resume")
    run(world, "check")
    assert world.status(case) == "registered"


def test_the_auditor_reads_who_let_it_rest_until_when_and_why(administrator, sits):
    administrator.post(f"{URL}/deliver/pause", AN_HOUR)
    told = sits("auditor").get("/operator/journal").text
    assert "A job was paused" in told and "Messages are sent" in told and AN_HOUR["reason"] in told


@pytest.mark.parametrize("wrong", [{"hours": "48"}, {"hours": "soon"}, {"reason": " "}, {"reason": "x" * 201}])
def test_without_a_reason_or_for_longer_it_does_not_rest(administrator, wrong):
    assert administrator.post(f"{URL}/deliver/pause", AN_HOUR | wrong, 422).select(".errors li")
    assert not administrator.get(f"{URL}/deliver").select(".box.warn")


@pytest.mark.parametrize("name", sorted(NEVER_PAUSED))
def test_what_keeps_evidence_never_rests(administrator, name):
    assert "never rests" in administrator.get(f"{URL}/{name}").text
    administrator.post(f"{URL}/{name}/pause", AN_HOUR, 409)


def test_a_job_that_there_is_not_is_not_found(administrator):
    for what in ("", "/begin", "/pause", "/resume"):
        ask = administrator.post if what else administrator.get
        ask(f"{URL}/everything{what}", *([AN_HOUR] if what else []), 404)


def test_a_round_is_asked_for_once_and_never_of_one_that_rests(world, administrator):
    administrator.post(f"{URL}/backup/begin")
    administrator.post(f"{URL}/deliver/pause", AN_HOUR)
    administrator.post(f"{URL}/deliver/begin")
    with world.app.app_context():
        asked = list_asked(0)
        assert [name for _, name in asked] == ["backup"] and list_asked(asked[-1][0]) == []


def test_a_second_pause_takes_the_place_of_the_first(world, administrator):
    administrator.post(f"{URL}/deliver/pause", AN_HOUR | {"hours": "24"})
    administrator.post(f"{URL}/deliver/pause", AN_HOUR)
    world.clock.go(world.clock() + timedelta(minutes=61))
    assert not administrator.get(f"{URL}/deliver").select(".box.warn")
