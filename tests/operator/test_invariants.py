"""The page of the nightly check: green where all holds; else what is broken, by how many, which, and what to do."""

from __future__ import annotations

import sqlite3

import pytest

from housing.actions.journal.check_invariants import check_invariants
from housing.nightly_jobs import KEPT_COUNTS, invariants_job

URL = "/operator/invariants"


@pytest.fixture
def look(world):
    def run():
        with world.app.app_context():
            return invariants_job(world.clock())

    return run


def test_before_the_first_night_nothing_is_claimed(sits):
    assert "It has not been looked at yet" in sits("auditor").get(URL).one(".box.info")


@pytest.mark.parametrize("login", ["auditor", "administrator", "head-office"])
def test_where_everything_holds_it_says_so_and_when(world, sits, look, login):
    world.settled("aigerim")
    world.work_by_night()
    reader = sits(login)
    assert "Everything holds." in reader.get(URL).one(".box.ok") and not reader.get(URL).select("section.card")


def test_what_is_broken_is_named_with_the_case_and_what_to_do_everywhere(world, sits, number, tmp_path, caplog):
    case = world.settled("aigerim")
    head_office, visitor = sits("head-office"), world.app.test_client()
    auditor = sits("auditor")
    assert visitor.get("/readyz").json["invariants"] == "well" and not head_office.get("/operator/inbox").select(
        ".box.bad"
    )
    with sqlite3.connect(tmp_path / "kezek.db") as past:
        past.execute("DELETE FROM signature")
    past.close()
    with world.app.app_context():
        check_invariants(KEPT_COUNTS, world.clock())
    page = auditor.get(URL)
    assert "An application was filed, and its signature is gone" in page.one("section.card h2") and number(
        case
    ) in page.one("section .code")
    assert "1 rule is broken." in head_office.get("/operator/inbox").one(".box.bad")
    ready = visitor.get("/readyz").json
    assert ready["invariants"] == "signature_missing"
    told = [one.message for one in caplog.records if one.levelname == "CRITICAL"]
    assert told == [f"ALARM invariant signature_missing is broken by 1, first: {number(case)}"]


def test_it_is_looked_at_once_a_day(world, look):
    world.settled("aigerim")
    world.work_by_night()
    assert look() == 0
    world.clock.ahead(days=1)
    assert [look(), look()] == [1, 0]


def test_the_console_says_what_is_broken_and_fails(world, number, tmp_path):
    case = world.settled("aigerim")
    run = world.app.test_cli_runner().invoke
    assert run(args=["audit", "invariants"]).exit_code == 0
    with sqlite3.connect(tmp_path / "kezek.db") as past:
        past.execute("DELETE FROM signature")
    past.close()
    done = run(args=["audit", "invariants"])
    assert (
        done.exit_code == 1 and f"signature_missing: 1 found, first: {number(case)}. Take the signature" in done.stdout
    )
