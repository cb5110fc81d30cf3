"""Eight officials at one desk at once, through the real server: what they are told and what is kept agree."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bench.desk_cases import add_cases, add_officials
from bench.desk_clients import Log, Operator, crew, free_in, sign_in, told
from bench.measure_desk import compared, found

CASES, OFFICIALS, SECONDS = 60, 8, 3.0


@pytest.fixture
def accounts(app, clock):
    """The desk is full, and there are people for it."""
    with app.app_context():
        add_cases(CASES, clock())
        return add_officials(OFFICIALS, None)


@pytest.fixture
def seats(port, accounts):
    return [sign_in(port, account, number) for number, account in enumerate(accounts)]


def kept(folder, answers):
    """Where the database and the answers do not agree."""
    lines = compared(found(folder / "kezek.db", 0), answers, CASES)
    return [f"{line.what}: {line.measured}" for line in lines if not line.reached]


def statuses(answers, *of):
    return Counter(status for what, status, _ in answers["asked"] if not of or what in of)


def test_in_a_rush_every_case_is_decided_once_and_none_is_lost(port, seats, tmp_path, monkeypatch):
    monkeypatch.setattr("bench.desk_clients.RACE", 40)
    answers = told(crew(port, seats, SECONDS, 0.0))
    assert kept(tmp_path, answers) == []
    assert set(statuses(answers)) <= {200, 303, 409}, "nobody meets a fault"


def test_a_decision_is_told_to_one_official_however_often_they_press():
    twice, another = Log(done=[("1", "10.0.0.1")] * 2), Log(done=[("1", "10.0.0.1"), ("2", "10.0.0.2")])
    assert sorted(told([twice, another])["done"]) == ["1", "2"]
    assert told([twice, Log(done=[("1", "10.0.0.2")])])["done"] == ["1", "1"], "to two of them it is a fault"


def test_of_eight_who_decide_one_case_in_the_same_moment_one_does(port, seats, tmp_path):
    people, gate = [Operator(port, seat, seat, 0.0) for seat in seats], Barrier(OFFICIALS)
    number = free_in(people[0].look())[0]

    def decide(one):
        form = one.filled_in(one.window, number)
        gate.wait(30)
        one.send(one.window, number, form)
        one.window.line.close()
        return one.log

    with ThreadPoolExecutor(OFFICIALS) as pool:
        answers = told(list(pool.map(decide, people)))
    assert statuses(answers, "decide") == {303: 1, 409: OFFICIALS - 1}
    assert kept(tmp_path, answers) == []
