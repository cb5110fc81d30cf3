"""Steps of escalation: the bank says when somebody is told, and who; no step overtakes the one before it."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from housing.law.working_time import ALMATY
from housing.queries.reference import reference as kept
from housing.queries.reference.steps import load_escalation_steps
from housing.storage.extensions import db
from housing.storage.models import Alert

#: A case of one working day filed on Tuesday is due on Wednesday at 18:30; at 11:30 there are 330 minutes left.
LATER = datetime(2026, 11, 25, 11, 30, tzinfo=ALMATY)


@pytest.fixture
def change(drafter, publisher, draft, publish):
    def make(*rows, status=303):
        for key, words in rows:
            draft(drafter, "steps", key=key, **words)
        return publish(publisher, "steps", status)

    return make


def told(world, case):
    with world.app.app_context():
        alerts = db.session.scalars(select(Alert).where(Alert.application_id == case).order_by(Alert.id))
        return [(one.level, one.role) for one in alerts]


def test_the_first_rows_are_those_that_stood_in_the_code(world):
    with world.app.app_context():
        steps = load_escalation_steps(world.clock())
    minutes = {term: [step.minutes_left for step in some] for term, some in steps.items()}
    assert minutes == {1: [240, 120, 0], 3: [960, 480, 0]}
    for some in steps.values():
        assert [step.roles for step in some] == [("operator",), ("supervisor",), ("supervisor", "head_office")]
        assert [(step.level, step.breach) for step in some] == [(1, False), (2, False), (3, True)]


def test_a_step_that_was_published_is_fired_at_its_time_to_whom_it_says(world, clock, change):
    world.stage.silent.add("real_property")
    case = world.settled("aigerim")
    change(("term_1_1", {"minutes": "360", "supervisor": "yes", "since": "25.11.2026"}))
    clock.go(LATER)
    world.work()
    assert told(world, case) == [(1, "operator"), (1, "supervisor")]


def test_until_its_day_the_steps_are_what_they_were(world, clock, change):
    world.stage.silent.add("real_property")
    case = world.settled("aigerim")
    change(("term_1_1", {"minutes": "360", "since": "26.11.2026"}))
    clock.go(LATER)
    world.work()
    assert told(world, case) == []


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("term_1_3", {"minutes": "5"}, "it comes at 0 minutes"),
        ("term_1_1", {"operator": "no"}, "Somebody has to be told"),
        ("term_1_1", {"minutes": "-1"}, "A whole number"), ("term_1_1", {"minutes": "soon"}, "A whole number"),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused_with_words(drafter, draft, key, words, said):
    assert said in draft(drafter, "steps", 422, key=key, **words).text


def test_a_later_step_before_an_earlier_one_is_not_published(world, change):
    answer = change(("term_1_2", {"minutes": "240"}), status=409)
    assert "would come before an earlier one" in answer.text
    with world.app.app_context():
        assert kept.load_latest_version_number("steps") == 1 and kept.load_catalog_draft("steps") is not None


def test_steps_that_cross_only_on_a_later_day_are_not_published_either(world, change):
    change(("term_1_2", {"minutes": "200", "since": "26.11.2026"}))
    crossed = ("term_1_1", {"minutes": "150", "since": "24.11.2026"})
    assert "would come before an earlier one" in change(crossed, status=409).text


def test_both_steps_of_a_term_change_in_one_draft(world, change):
    change(("term_1_1", {"minutes": "90"}), ("term_1_2", {"minutes": "60"}))
    with world.app.app_context():
        assert [step.minutes_left for step in load_escalation_steps(world.clock())[1]] == [90, 60, 0]


def test_a_step_may_be_changed_but_not_ended(drafter):
    assert "End this row" not in drafter.get("/reference/steps?key=term_1_1").text


def test_the_queue_says_who_was_told_by_the_steps_in_force(world, clock, change):
    world.stage.silent.add("real_property")
    case = world.settled("aigerim")
    change(("term_1_1", {"head_office": "yes", "since": "25.11.2026"}))
    clock.go(LATER.replace(hour=15))
    world.work()
    with world.app.app_context():
        queue = world.official(f"{world.row(case).branch_code}-1")
    queue.get("/operator/queue?lang=en")
    assert "the head office has been told" in queue.get("/operator/queue").text
