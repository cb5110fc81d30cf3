"""Which bases are silent about a case stands with it: the last word of each about each person, and no other word."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from housing.actions.filing.start import store_answers
from housing.queries.cases.queue import QueueContext, load_queue_page
from housing.queries.cases.queue_filter import QueueFilter
from housing.registries.gateway import SourceAnswer, State
from housing.storage.extensions import db
from housing.storage.models import Answer, Application
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY

WORD = st.tuples(
    st.sampled_from(["orphans", "categories", "civil_registry"]),
    st.sampled_from(["900101300017", "850505400029"]),
    st.sampled_from([State.ANSWERED, State.UNAVAILABLE, State.NO_DATA]),
)


def word(source, about, state):
    return SourceAnswer(source, about, state, {}, str(uuid4()), TUESDAY, b"", b"")


def silent(case):
    db.session.rollback()
    return db.session.scalar(select(Application.silent_sources).where(Application.id == case))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(WORD, max_size=5), max_size=5))
def test_the_last_word_of_each_base_about_each_person_counts(world, rounds):
    case = world.drafted("aigerim")
    with world.app.app_context():
        with transaction() as session:
            session.execute(delete(Answer))
            session.get_one(Application, case).silent_sources = ""
        last = {}
        for said in rounds:
            with transaction() as session:
                store_answers(session, case, [word(*one) for one in said])
            last |= {(source, about): state for source, about, state in said}
            wanted = sorted({source for (source, _), state in last.items() if state == State.UNAVAILABLE})
            assert silent(case) == (f",{','.join(wanted)}," if wanted else "")


@pytest.mark.parametrize("asked", ["any", "real_property"])
def test_a_case_is_found_by_a_silent_base_until_it_answers(world, stage, asked):
    """As an official finds it: by any base, or by this one; by another one not."""

    def found(trouble):
        with world.app.app_context():
            context = QueueContext("karaganda", 1, "operator", world.clock())
            return [row.id for row in load_queue_page(context, QueueFilter(trouble=trouble)).rows]

    stage.silent.add("real_property")
    case = world.settled("viktor")
    assert found(asked) == [case] and found("orphans") == []
    stage.silent.clear()
    for _ in range(4):
        world.clock.ahead(hours=1)
        world.work()
    assert found(asked) == []
