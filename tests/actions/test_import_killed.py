"""An import that is killed leaves nothing visible, wherever it was, and the next run ends as if nothing had been."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event

from housing.actions.register import stage_import
from housing.storage.models import (
    Application,
    ImportFault,
    ImportRow,
    RegisterCount,
    RegisterEntry,
    RegisterImport,
    RegisterMovement,
)
from housing.storage.transaction import transaction
from tests.import_runs import LOT, dump, staged, take_over, take_over_and_die
from tests.other_process import run_another
from tests.register_files import csv_file, legacy_rows

ROWS = 11
CONTENT = csv_file(legacy_rows(ROWS))
GROWN = (ImportFault, ImportRow, RegisterMovement, RegisterEntry, Application, RegisterCount, RegisterImport)


class Stopped(Exception):
    """The plug is pulled."""


class Plug:
    """Pulled before the so-many-th statement."""

    def __init__(self) -> None:
        self.left = 0

    def count(self, *rest):
        self.left -= 1
        if self.left == 0:
            raise Stopped


@pytest.fixture
def plug():
    made = Plug()
    event.listen(Engine, "before_cursor_execute", made.count)
    yield made
    event.remove(Engine, "before_cursor_execute", made.count)


def forget():
    """As if no file had ever come."""
    with transaction() as tx:
        for table in GROWN:
            tx.execute(delete(table))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 60), min_size=1, max_size=4))
def test_stopped_anywhere_and_run_again_it_ends_the_same(world, tmp_path, plug, monkeypatch, stops):
    monkeypatch.setattr(stage_import, "LOT", LOT)
    with world.app.app_context():
        forget()
        nothing = dump(tmp_path)
        take_over(CONTENT)
        whole = dump(tmp_path)
        forget()
        for plug.left in stops:
            try:
                take_over(CONTENT)
            except Stopped:
                assert dump(tmp_path) in (nothing, whole)
        plug.left = 0
        take_over(CONTENT)
        assert dump(tmp_path) == whole
        assert staged(tmp_path) == [("applied", ROWS, 0)]


@pytest.fixture
def killed(world, tmp_path, authority):
    """Runs the import in a process of its own, killed as it begins a statement with these words."""
    file = tmp_path / "legacy.csv"
    file.write_bytes(CONTENT)

    def run(before):
        return run_another(take_over_and_die, str(tmp_path), str(authority.folder), str(file), before)[1]

    return run


#: While it reads, when it has read, when it takes effect, in the middle of that; how many rows are staged then.
PLACES = {
    "INSERT INTO event": [],
    "UPDATE register_import SET heard_at=?, last_line=?, percent=?": [("reading", 0, 0)],
    "UPDATE register_import SET state=?, checked_at=?": [("checking", ROWS, ROWS)],
    "CREATE TEMP TABLE": [("ready", ROWS, ROWS)],
    "INSERT INTO register_movement": [("ready", ROWS, ROWS)],
}


def test_a_process_that_is_killed_leaves_nothing_and_the_next_goes_on(tmp_path, killed):
    before = dump(tmp_path)
    for place, left in PLACES.items():
        assert (killed(place), staged(tmp_path), dump(tmp_path)) == ("", left, before), place
    assert killed("DELETE FROM import_row") == ""
    assert staged(tmp_path) == [("applied", ROWS, ROWS)] and len(dump(tmp_path)["register_entry"]) == ROWS
    whole = dump(tmp_path)
    assert killed("never") == "done\n"
    assert (staged(tmp_path), dump(tmp_path)) == ([("applied", ROWS, 0)], whole)
