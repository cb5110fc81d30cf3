"""A trial that could judge few is no green light: it says so, and nobody has read it without knowing that."""

from __future__ import annotations

import sqlite3

import pytest

from housing import jobs
from housing.queries.reference.simulation import build_coverage
from housing.storage.extensions import db
from housing.storage.models import Event
from tests.reference.test_simulation import PAGE, WHOLE


@pytest.fixture
def tried(world, drafter, draft, tmp_path):
    """The page of a finished trial over one who was decided and so many whose facts nobody has."""

    def try_it(strangers):
        world.settled("aigerim")
        # The strangers came from elsewhere: no application of theirs is here, and SQLite by itself does not ask.
        with sqlite3.connect(tmp_path / "kezek.db") as connection:
            made = ({"id": 900 + nth, "iin": f"{nth:012}", "number": f"9{nth:09}"} for nth in range(strangers))
            connection.executemany(ENTRY, made)
        draft(drafter, "law", **WHOLE)
        drafter.post(f"{PAGE}/start", drafter.get(PAGE).form("form[action$='/start']"))
        jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))
        return drafter.get(PAGE)

    return try_it


ENTRY = """INSERT INTO register_entry (application_id, number, iin, settlement, list_code, registered_at)
VALUES (:id, :number, :iin, '351010000', 'general', '2026-08-01 00:00:00.000000')"""


def test_it_is_said_and_has_to_be_known(world, drafter, tried):
    page = tried(strangers=40)
    assert "Only 1 of 41 could be decided again" in page.text and "it could judge few" in page.text
    assert not page.select(".tag.ok")
    form = page.form("form[action$='/seen']")
    refused = drafter.post(f"{PAGE}/seen", form, status=409)
    assert "Say that you know of how many this trial says nothing" in refused.text
    drafter.post(f"{PAGE}/seen", {**form, "knows": "yes"})
    with world.app.app_context():
        seen = db.session.query(Event).filter_by(kind="reference.simulation_seen").one()
        assert (seen.detail["judged"], seen.detail["left_out"]) == (1, 40)


def test_one_that_judged_all_is_read_as_before(drafter, tried):
    page = tried(strangers=0)
    assert "could be decided again" not in page.text and not page.select("input[name=knows]")
    drafter.post(f"{PAGE}/seen", page.form("form[action$='/seen']"))


@pytest.mark.parametrize(("judged", "left_out", "few"), [(0, 0, False), (9, 1, False), (8, 1, True), (0, 1, True)])
def test_few_is_less_than_nine_in_ten(judged, left_out, few):
    assert build_coverage({"outcomes": {"register register": judged}, "without_facts": left_out}).is_low is few


def test_a_trial_without_a_result_covers_nobody():
    assert build_coverage(None) == (0, 0)
