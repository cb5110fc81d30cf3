"""A trial that two processes share says, to the row and in the same order, what one says."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from housing import jobs
from housing.actions.reference import simulate
from housing.gateways import deciding
from housing.gateways.deciding import DecidingFailedError, alone, join_shares
from housing.law.parameters import PARAMETERS
from housing.storage.extensions import db
from tests.citizen.steps import refused
from tests.reference.test_simulation import PAGE, SHORT, figures

SINCE = "2026-01-01 00:00:00.000000"


@pytest.fixture
def decided(world):
    """Decisions of several kinds."""
    refused(world, "saule"), refused(world, "marat")
    for key in ("aigerim", "dauren", "olzhas"):
        world.settled(key)


@pytest.fixture
def shared(app, decided, monkeypatch):
    """All that so many shares say, in lots of so many."""
    law = replace(PARAMETERS[-1], ownership_window_years=1, worsening_window_years=1)

    def run(shares, lot):
        monkeypatch.setattr(alone, "LOT", lot)
        with app.app_context():
            connection = db.session.connection()
            parts = [alone.decide_in_batches(connection, law, SINCE, alone.Share(n, shares)) for n in range(shares)]
            *steps, last = join_shares(parts)
        return [change for step in steps for change in step["changes"]], last["result"], [s["percent"] for s in steps]

    return run


@pytest.mark.parametrize(("shares", "lot"), [(2, 1), (2, 2), (3, 1), (2, 100), (1, 1)])
def test_the_changes_come_in_the_order_of_one_and_the_counts_are_the_same(shared, shares, lot):
    changes, result, _ = shared(1, 5_000)
    assert changes and sum(result["outcomes"].values()) >= 4
    found = shared(shares, lot)
    assert found[:2] == (changes, result)
    assert found[2] == sorted(found[2]) and found[2][-1] == 100


def test_the_counts_of_shares_are_added_name_by_name():
    one = {"outcomes": {"a a": 1, "a b": 2}, "lists": {"general": {"a b": 2}}, "unusable": 1, "without_facts": 3}
    other = {
        "outcomes": {"a b": 1},
        "lists": {"general": {"a b": 1}, "C1": {"b a": 4}},
        "unusable": 0,
        "without_facts": 0,
    }
    assert deciding.add_results([one, other]) == {
        "outcomes": {"a a": 1, "a b": 3},
        "lists": {"general": {"a b": 3}, "C1": {"b a": 4}},
        "unusable": 1,
        "without_facts": 3,
    }


def test_where_one_of_two_breaks_off_there_is_no_result():
    whole = iter([{"percent": 50, "changes": []}, {"result": {}}])
    steps = join_shares([whole, iter([{"percent": 100, "changes": []}])])
    with pytest.raises(DecidingFailedError):
        list(steps)


@pytest.fixture
def started(monkeypatch):
    """The processes that were begun, where two cores are there and any decision is worth them."""
    commands = []

    def command(module):
        commands.append(module)
        return [sys.executable, "-P", "-s", "-m", module]

    monkeypatch.setattr(deciding, "module_command", command)
    monkeypatch.setattr(simulate, "SHARED_FROM", 1)
    monkeypatch.setattr(simulate, "count_cores", lambda: 4)
    return commands


def test_two_processes_try_a_draft(world, drafter, draft, decided, started):
    draft(drafter, "law", **SHORT)
    drafter.post(f"{PAGE}/start", drafter.get(PAGE).form("form[action$='/start']"))
    jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))
    page = drafter.get(PAGE)
    assert len(started) == 2 and "The trial is finished" in page.text
    assert figures(page)[1] == str(len(drafter.get(f"{PAGE}/cases").select("table.grid tbody tr")))


def test_few_decisions_are_not_worth_a_second_process(world, drafter, draft, decided, started, monkeypatch):
    monkeypatch.setattr(simulate, "SHARED_FROM", 20_000)
    draft(drafter, "law", **SHORT)
    drafter.post(f"{PAGE}/start", drafter.get(PAGE).form("form[action$='/start']"))
    jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))
    assert len(started) == 1
