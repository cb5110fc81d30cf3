"""Days that are over are read as they were kept; counting the records says the same, whatever is written to them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from housing.actions.figures import keep_days as keeping
from housing.actions.figures.keep_days import keep_days
from housing.law.facts import BASES
from housing.law.working_time import ALMATY, DAY
from housing.queries.figures import kept_days
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.figures.period import Period
from housing.queries.figures.statistics import load_figures
from housing.queries.figures.workload import count_open_cases, list_open_case_groups
from housing.queries.journal.kept_counts import compare_counts
from housing.queries.reference.calendar import calendar
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, DailyFigures, Decision, Event, Staff
from housing.storage.transaction import transaction
from tests.plans import watch

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ALMATY)
WEEK = Period(NOW.date() - 6 * DAY, NOW.date())
#: Hours ago it was filed, hours later it was decided, how, for which branch and basis, on which ground.
LIVES = st.lists(
    st.tuples(
        st.integers(0, 24 * 7),
        st.none() | st.integers(0, 24 * 3),
        st.sampled_from(["registered", "refused"]),
        st.sampled_from(["karaganda", "astana"]),
        st.sampled_from(BASES),
        st.sampled_from(["owned_housing", "document_missing"]),
    ),
    max_size=6,
)


def lived(lives, begun=0):
    """Each as an application with its journal, its decision and an answer of a base."""
    with transaction() as session:
        for nth, (ago, later, how, branch, basis, ground) in enumerate(lives, begun):
            filed = NOW - timedelta(hours=ago)
            ended = filed + timedelta(hours=later) if later is not None and later <= ago else None
            one = Application(
                number=f"26{nth:08}",
                iin=f"{nth:012}",
                name="А",
                name_key="а",
                language="kk",
                status=how if ended else "checking",
                branch_code=branch,
                basis=basis,
                created_at=filed,
                filed_at=filed,
                accepted_at=filed,
                due_at=filed + DAY,
            )
            session.add(one)
            session.flush()
            audit.record("application.submitted", "citizen", filed, one.id)
            session.add(answered(one.id, filed, "unavailable" if nth % 2 else "answered"))
            if ended:
                audit.record(f"application.{how}", "system", ended, one.id)
                session.add(decided(one.id, how, ground, ended))


def answered(case, at, state):
    return Answer(
        application_id=case,
        source="orphans",
        about="A",
        state=state,
        facts={},
        request_id=str(uuid4()),
        asked_at=at,
        request=b"",
        raw=b"",
        sha256="",
    )


def decided(case, how, ground, at):
    grounds = [{"code": "requirements_not_met", "reasons": [ground]}] if how == "refused" else []
    return Decision(
        application_id=case,
        outcome="refuse" if grounds else "register",
        facts={},
        grounds=grounds,
        unknown=[],
        parameters=NOW.date(),
        code_version="1",
        decided_at=at,
    )


def emptied():
    with transaction() as session:
        for table in (Event, Answer, Decision, Application, DailyFigures):
            session.execute(delete(table))


def counted(period=WEEK):
    """The same figures with nothing kept."""
    with transaction() as session:
        session.execute(delete(DailyFigures))
    return load_figures(period, NOW)


def kept():
    db.session.rollback()
    return db.session.scalars(select(DailyFigures.day).where(DailyFigures.scope == kept_days.COUNTED)).all()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=LIVES, after=LIVES, branch=st.sampled_from([None, "karaganda"]), late=st.booleans())
def test_kept_or_counted_the_figures_are_the_same_whatever_is_written_afterwards(app, before, after, branch, late):
    period = Period(WEEK.first, WEEK.last, branch)
    with app.app_context():
        emptied()
        lived(before)
        assert keep_days(NOW) == kept_days.KEPT_DAYS == len(kept())
        lived(after, len(before))
        if late:
            with transaction() as session:
                session.execute(update(Decision).values(due_at=NOW - 30 * DAY))
        found = load_figures(period, NOW)
        assert found == counted(period)
        groups, one_by_one = list_open_case_groups(branch, NOW), count_open_cases(branch, NOW)
        assert Counter(groups) == Counter(one_by_one) and compare_counts(OPEN_COUNTS).differing == 0


LIFE = (50, 20, "refused", "karaganda", "no_housing", "owned_housing")


def test_what_somebody_holds_is_not_counted_as_nobodys(app):
    with app.app_context():
        lived([(2, None, *LIFE[2:]), (2, None, *LIFE[2:])])
        holder = db.session.scalars(select(Staff.id)).first()
        with transaction() as session:
            one = session.scalars(select(Application)).first()
            one.claimed_by, one.lease_until = holder, NOW + DAY
        groups = list_open_case_groups(None, NOW)
        assert Counter({one.holder: one.count for one in groups}) == {holder: 1, None: 1}
        assert Counter(list_open_case_groups(None, NOW + 2 * DAY)) == Counter(count_open_cases(None, NOW + 2 * DAY))


def test_a_day_that_is_written_to_is_kept_no_more_and_counted_again_by_the_next_round(app):
    with app.app_context():
        keep_days(NOW)
        lived([LIFE])
        filed, ended = (NOW - timedelta(hours=hours) for hours in (50, 30))
        gone = {moment.date() for moment in (filed, ended)}
        assert not gone & set(kept()) and len(kept()) == kept_days.KEPT_DAYS - len(gone)
        assert keep_days(NOW) == len(gone) and keep_days(NOW) == 0


def test_a_day_that_is_written_to_while_it_is_counted_is_not_kept(app, monkeypatch):
    count_rows = keeping.count_rows

    def count(period):
        found = count_rows(period)
        lived([LIFE])
        return found

    monkeypatch.setattr(keeping, "count_rows", count)
    with app.app_context():
        assert keep_days(NOW) == kept_days.KEPT_DAYS - 2
        assert load_figures(WEEK, NOW) == counted()
        assert load_figures(WEEK, NOW).refusals == 1


def test_days_counted_by_another_calendar_are_counted_anew(app, monkeypatch):
    """A decree that makes a day off of one that has passed changes how much working time a decision took."""
    with app.app_context():
        lived([(4 * 24, 48, *LIFE[2:])])
        keep_days(NOW)
        before = load_figures(WEEK, NOW).speeds[0].minutes
        days = calendar()
        other = type(days)(days.holidays, {(NOW - n * DAY).date(): "decree" for n in range(7)}, {}, days.hours)
        monkeypatch.setattr(kept_days, "calendar", lambda: other)
        assert before and load_figures(WEEK, NOW).speeds[0].minutes == 0
        assert len(kept_days.list_days_to_keep(NOW)) == kept_days.KEPT_DAYS


def test_a_page_reads_no_record_of_a_day_that_is_kept(app):
    steps = {}
    with app.app_context():
        for many in (20, 200):
            emptied()
            lived([(24 + nth % 48, 0, *LIFE[2:]) for nth in range(many)])
            keep_days(NOW)
            load_figures(WEEK, NOW)
            asked = watch(lambda: load_figures(WEEK, NOW))
            assert asked.answer.refusals == many
            steps[many] = asked.steps
    assert steps[200] <= steps[20] + 300, steps
    assert not asked.scans("decision") and not asked.scans("event") and not asked.scans("answer")


@pytest.mark.parametrize("clock", [time(0, 0), time(23, 59)])
def test_today_is_never_kept(app, clock):
    with app.app_context():
        keep_days(datetime.combine(NOW.date(), clock, ALMATY))
        assert max(kept()) == NOW.date() - DAY


def test_days_are_counted_in_runs_of_a_week_at_most_and_none_is_left_out(app):
    """However many there are, the rows of one run alone are in memory."""
    period = Period(WEEK.last - 30 * DAY, WEEK.last)
    there = {period.first + n * DAY for n in (0, 9, 10, 30)}
    parts = kept_days.missing_parts(period, there, 7)
    assert [day for part in parts for day in part.days] == [day for day in period.days if day not in there]
    assert [len(part.days) for part in parts] == [7, 1, 7, 7, 5]
