"""`flask replay`: what was decided comes out again from the facts kept with it, whatever has changed since."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text

from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from tests.citizen.steps import refused
from tests.reference.steps import stands

FIRST = {
    "law": "law", "source": {"kk": "№ 200 бұйрық", "ru": "Приказ № 200", "en": "Order No. 200"},
    "counted_share": "any", "ownership_window_years": 1,
    "worsening_window_years": 1, "adult_from_years": 18, "orphan_until_years": 29, "residence_years": 50,
    "residence_cities": ["750000000"],
}  # fmt: skip


@pytest.fixture
def replay(app):
    def run(*arguments):
        done = app.test_cli_runner().invoke(args=["replay", *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


@pytest.fixture
def decided(world):
    return refused(world, "saule"), world.settled("aigerim")


def test_every_decision_comes_out_again(decided, replay):
    assert replay() == (0, "2 decisions replayed, 0 differ\n")


def test_what_was_decided_before_a_change_replays_unchanged_after_it(world, decided, replay):
    with world.app.app_context():
        stands("law", since=date(2026, 11, 25), **FIRST)
    world.clock.go(datetime(2026, 11, 25, 10, 0, tzinfo=ALMATY))
    later = world.settled("gulnar")
    with world.app.app_context():
        assert db.session.scalar(text("SELECT max(parameters) FROM decision")) >= "2026-11-24", later
    code, said = replay()
    assert code == 0 and said.endswith("0 differ\n")


def test_a_decision_that_does_not_follow_from_its_facts_is_named(world, decided, replay):
    with world.app.app_context():
        number = world.row(decided[1]).number
        db.session.execute(
            text("UPDATE decision SET outcome = 'refuse' WHERE application_id = :id"), {"id": decided[1]}
        )
        db.session.commit()
    code, said = replay()
    assert code == 1 and said.splitlines()[-1] == "2 decisions replayed, 1 differ"
    assert said.startswith(f"{number}: decided refuse [] by the numbers of 2026-07-12; now register []")


def test_of_a_day_on_which_nothing_was_decided_nothing_is_replayed(decided, replay):
    assert replay("--since", "2026-11-25") == (0, "0 decisions replayed, 0 differ\n")
    assert replay("--since", "2026-11-24")[1].startswith("2 decisions")


def test_a_word_that_is_no_day_is_a_plain_fault(replay):
    assert replay("--since", "yesterday")[0] == 2
