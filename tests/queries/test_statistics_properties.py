"""Whatever happens to applications, the figures agree: what came less what went is the change of what is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from housing.law.lifecycle import MOVES, OPEN_STATUSES
from housing.law.working_time import ALMATY, DAY
from housing.queries.figures.period import Period
from housing.queries.figures.statistics import load_figures
from housing.storage import audit
from housing.storage.models import Application, Event
from housing.storage.transaction import transaction

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ALMATY)
#: A life: the branch, hours ago it was filed, hours later it ended (None: it is open), and how.
LIVES = st.lists(
    st.tuples(
        st.sampled_from(["karaganda", "astana"]),
        st.integers(0, 24 * 20),
        st.none() | st.integers(0, 24 * 20),
        st.sampled_from(["register", "refuse", "withdraw", "annul"]),
    ),
    max_size=12,
)


def lived(lives):
    """Writes them as the actions do: the application as it stands, and a row of the journal for every move."""
    told = []
    with transaction() as db:
        db.execute(delete(Event))
        db.execute(delete(Application))
        for number, (branch, ago, later, how) in enumerate(lives):
            filed = NOW - timedelta(hours=ago)
            ended = filed + timedelta(hours=later) if later is not None and later <= ago else None
            status = MOVES[how].target if ended else "checking"
            one = Application(
                number=f"26{number:08}",
                iin=f"{number:012}",
                name="А",
                name_key="а",
                language="kk",
                status=status,
                branch_code=branch,
                basis="no_housing",
                created_at=filed,
                filed_at=filed,
                accepted_at=filed,
                due_at=filed + DAY,
            )
            db.add(one)
            db.flush()
            audit.record("application.submitted", "citizen", filed, one.id)
            if ended:
                audit.record(MOVES[how].audit, "system", ended, one.id, was="checking")
                if how == "register":
                    audit.record("application.annulled", "system", ended, one.id, was="registered")
            told.append((branch, filed, ended))
    return told


def was_open(told, branch, day):
    """How many were open at the end of a day, one by one."""
    end = min(datetime.combine(day + DAY, datetime.min.time(), ALMATY), NOW + timedelta(seconds=1))
    return sum(
        (not branch or b == branch) and filed < end and (ended is None or ended >= end) for b, filed, ended in told
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES, branch=st.sampled_from([None, "karaganda"]), ended=st.integers(0, 9), long=st.integers(1, 15))
def test_what_is_open_at_the_end_of_a_day_is_what_is_counted_one_by_one(app, lives, branch, ended, long):
    with app.app_context():
        told = lived(lives)
        last = NOW.date() - ended * DAY
        found = load_figures(Period(last - (long - 1) * DAY, last, branch), NOW)
    assert [day.open for day in found.days] == [was_open(told, branch, day.day) for day in found.days]
    assert all(later.open - day.open == later.filed - later.gone for day, later in pairwise(found.days))
    assert found.open == was_open(told, branch, NOW.date())


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_an_application_annulled_while_open_went_and_a_decided_one_had_gone_before(app, status):
    with app.app_context():
        lived([("astana", 5, None, "annul"), ("astana", 5, 1, "register")])
        with transaction():
            audit.record("application.annulled", "system", NOW, 1, was=status)
        (day,) = load_figures(Period(NOW.date(), NOW.date()), NOW).days
    assert (day.filed, day.registered, day.annulled) == (2, 1, 1)
