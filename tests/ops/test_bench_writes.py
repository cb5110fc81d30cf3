"""What the bench writes past the acts is no foreign hand's: its server says nothing of it, and a walk finds nothing."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from bench.builds import Build
from bench.table_lists import forget_published
from bench.table_pages import make_ready
from housing.config import ROOT
from housing.queries.journal.proof import prove_records
from housing.storage.extensions import db
from tests.conftest import KEYS


@pytest.fixture
def build(world, tmp_path):
    """This tree over the database of the test, with its keys beside it."""
    shutil.copy(KEYS.keys, tmp_path / "journal-keys")
    shutil.copy(KEYS.data_keys, tmp_path / "data-keys")
    return Build("own", ROOT, sys.executable, tmp_path, tmp_path)


def statuses(folder):
    with closing(sqlite3.connect(folder / "kezek.db")) as raw:
        return {status for (status,) in raw.execute("SELECT status FROM application")}


@pytest.mark.parametrize("write", [make_ready, forget_published])
def test_rows_that_the_bench_writes_fit_their_seals(world, build, tmp_path, write):
    world.filed("aigerim")
    with world.app.app_context():
        db.session.remove()
        db.engine.dispose()
    assert statuses(tmp_path) == {"accepted"}
    write(build)
    with world.app.app_context():
        assert prove_records(True).faults == []
    assert statuses(tmp_path) == ({"with_operator"} if write is make_ready else {"accepted"})
