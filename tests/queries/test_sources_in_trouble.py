"""A state base that is silent: said on top of the pages, by /readyz and at the case, and it stops nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from housing.law.working_time import ALMATY
from housing.queries.filing.case_records import load_case_records
from housing.queries.reference.sources import list_case_outages, list_outages

BASE = "real_property"


@pytest.fixture
def outage(world, stage):
    """The register of property is down for everybody while these apply."""
    stage.silent.add(BASE)
    return [world.settled(key) for key in ("olzhas", "dauren")]


def troubled(world):
    with world.app.app_context():
        return [one.source for one in list_outages(world.clock())]


def test_one_silence_is_no_trouble(world, stage):
    world.settled("ilyas")
    assert troubled(world) == []


def test_three_silences_in_a_row_are(world, outage):
    assert troubled(world) == [BASE]


def test_an_answer_ends_it(world, outage, stage):
    stage.silent.clear()
    world.clock.ahead(minutes=6)
    world.work()
    assert troubled(world) == [] and [world.status(case) for case in outage] == ["registered"] * 2


def test_what_was_silent_long_ago_is_not_known_to_be_silent(world, outage):
    world.clock.ahead(hours=2)
    assert troubled(world) == []


def test_the_pages_say_so_and_that_nobody_is_refused_for_it(world, outage):
    page = world.visitor_in("en").get("/")
    assert "A state database is not answering" in page.text and "You may apply as always" in page.text
    desk = world.official("karaganda-1")
    assert "no clock stops" in desk.get("/operator/queue?lang=en").text


def test_readyz_names_it_and_stays_ready(world, outage):
    answer = world.app.test_client().get("/readyz")
    assert answer.json["state bases"] == "not well" and answer.json["silent"] == BASE


def test_the_official_sees_which_since_when_and_when_next(world, outage):
    with world.app.app_context():
        row = world.row(outage[1])
        number, desk, since = row.number, f"{row.branch_code}-1", world.clock()
        silences = list_case_outages(load_case_records(row.id).answers)
        assert [(one.source, one.since) for one in silences] == [(BASE, since)]
    world.clock.ahead(minutes=6)
    world.work()
    page = world.official(desk).get(f"/operator/case/{number}?lang=en")
    told = page.one("#case-facts")
    assert "silent since 24.11.2026 10:00" in told and "Asked again at 10:08" in told


def test_before_the_first_escalation_step_the_case_stands_with_an_official_and_is_still_asked(world, outage):
    world.clock.go(datetime(2026, 11, 25, 13, 0, tzinfo=ALMATY) - timedelta(minutes=10))
    world.work()
    assert world.status(outage[0]) == "source_awaited"
    world.clock.ahead(minutes=9)
    world.work()
    with world.app.app_context():
        row = world.row(outage[0])
        assert row.status == "with_operator" and row.next_check_at and row.escalation == 0


def test_the_clock_runs_on(world, outage):
    with world.app.app_context():
        assert world.row(outage[0]).due_at == datetime(2026, 11, 25, 18, 30, tzinfo=ALMATY)
