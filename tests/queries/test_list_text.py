"""A published list shows a queue date as the clocks of Kazakhstan would, to the second, whatever fractions it bears."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.law.working_time import ALMATY
from housing.presentation.published_file import read_lines, write_parts
from housing.queries.register.published import BETWEEN, ListKey, iter_list_as_of
from housing.storage.models import Application, RegisterEntry, RegisterMovement
from housing.storage.transaction import transaction

KEY, START = ListKey("710000000", "general"), datetime(2026, 7, 12, tzinfo=UTC)
MOMENTS = st.lists(st.timedeltas(timedelta(), timedelta(days=200)), min_size=1, max_size=6)


@given(MOMENTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_shows_the_moment_and_a_part_bears_the_whole_of_it(app, spans):
    moments = sorted(START + span for span in {*spans, timedelta(hours=20, microseconds=999_999)})
    with app.app_context():
        with transaction() as tx:
            for table in (RegisterMovement, RegisterEntry, Application):
                tx.query(table).delete()
            for nth, at in enumerate(moments):
                enter(tx, nth, at)
        (part,) = write_parts(iter_list_as_of(KEY, START + timedelta(days=900)), BETWEEN)
    shown = [at.astimezone(ALMATY).replace(microsecond=0) for at in moments]
    assert [one.registered_at for one in read_lines(part.lines)] == shown
    assert part.first_registered_at == moments[0] and part.first_registered_at.tzinfo is not None


def enter(tx, nth, at):
    number, told = f"7100{nth:06}", {"settlement": KEY.settlement, "list_code": KEY.list_code, "registered_at": at}
    case = Application(iin=f"{nth:012}", name="Ә", name_key="ә", language="kk", status="registered", created_at=at)
    tx.add(case)
    tx.flush()
    entry = RegisterEntry(application_id=case.id, number=number, iin=case.iin, **told)
    tx.add(entry)
    tx.flush()
    tx.add(RegisterMovement(entry_id=entry.id, at=at, sign=1, number=number, cause="registered", source="", **told))
