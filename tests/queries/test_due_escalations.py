"""Whoever has reached a step is found by instants, and it is the same as counting the minutes of every open case."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from housing.law.facts import BASES
from housing.law.lifecycle import OPEN_STATUSES, EscalationStep, reached_level
from housing.law.working_time import ALMATY, HOURS, Calendar, Hours, due_time, minutes_left, term_days
from housing.queries.cases.due_escalations import list_applications_to_escalate, list_term_spans
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.storage.models import Application
from housing.storage.transaction import transaction
from tests.plans import watch

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=ALMATY)
#: From the Thursday of that week on papers are read in two days.
SHORTER = Hours(
    date(2026, 11, 26), "decree", term_days={"no_housing": 1, "emergency_housing": 2, "orphan_documents": 1}
)
CASES = st.lists(
    st.tuples(
        st.sampled_from(BASES),
        st.sampled_from([*OPEN_STATUSES, "registered", "draft"]),
        st.integers(0, 3),
        st.integers(0, 7 * 24 * 60),
    ),
    max_size=8,
)


def steps_of(minutes):
    return tuple(EscalationStep(level, left, ("operator",), left == 0) for level, left in enumerate(minutes, 1))


STEPS = {1: steps_of((240, 120, 0)), 3: steps_of((960, 480, 0))}


def written(cases, days):
    """Open cases and others; what they say, by number."""
    told = {}
    with transaction() as db:
        db.execute(delete(Application))
        for nth, (basis, status, level, minutes) in enumerate(cases):
            accepted = MONDAY + timedelta(minutes=minutes)
            due = due_time(accepted, accepted, basis, days)
            one = Application(
                iin=f"{nth:012}",
                name="А",
                name_key="а",
                language="kk",
                status=status,
                branch_code="karaganda",
                basis=basis,
                created_at=accepted,
                accepted_at=accepted,
                due_at=due,
                escalation=level,
            )
            db.add(one)
            db.flush()
            told[one.id] = (basis, status, level, accepted, due)
    return told


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cases=CASES,
    later=st.integers(0, 14 * 24 * 60 * 60),
    hours=st.sampled_from([HOURS, (*HOURS, SHORTER)]),
)
def test_those_who_are_found_are_those_whose_minutes_say_so(app, cases, later, hours):
    now, days = MONDAY + timedelta(seconds=later), Calendar(holidays={}, hours=hours)
    with app.app_context():
        told = written(cases, days)
        found = list_applications_to_escalate(now, days, STEPS)
    beyond = {
        id
        for id, (basis, status, level, accepted, due) in told.items()
        if status in OPEN_STATUSES
        and reached_level(term_days(accepted, basis, days), minutes_left(now, due, days), STEPS) > level
    }
    assert {one.id for one in found} == beyond
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)


@pytest.mark.parametrize("hours", [HOURS, (*HOURS, SHORTER)])
def test_every_day_of_acceptance_has_one_term_of_a_basis(hours):
    days = Calendar(holidays={}, hours=hours)
    spans = list_term_spans(days)
    for basis in BASES:
        own = [span for span in spans if span.basis == basis]
        assert [one.until for one in own[:-1]] == [one.since for one in own[1:]]
        for day in (date(2026, 11, 25), date(2026, 11, 26), date(2030, 1, 1)):
            (span,) = [span for span in own if span.since <= day < span.until]
            assert span.term == days.hours_on(day).term_days[basis]


def test_cases_that_have_reached_no_step_cost_nothing(app, clock):
    """Of three hundred open ones that wait or were told already, none is read: an index says so."""
    steps = {}
    with app.app_context():
        for many in (30, 300):
            levels = [("no_housing", "with_operator", 3, 60 * 24), ("emergency_housing", "with_operator", 0, 60 * 48)]
            written(levels * (many // 2), calendar())
            now = MONDAY + timedelta(days=2, hours=10)
            asked = watch(lambda now=now: list_applications_to_escalate(now, calendar(), load_escalation_steps(now)))
            assert asked.answer == []
            steps[many] = asked.steps
    assert steps[300] <= steps[30] + 30, "the depth of a tree, no row"
    assert all("INDEX ix_application_step (basis=? AND escalation=?" in x for x in asked.plan if " application " in x)
