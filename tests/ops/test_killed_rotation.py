"""`flask data add-key` and the job that follows it, killed while people write: everybody is found, nothing is plain."""

from __future__ import annotations

import shutil
from random import Random

import pytest

from bench.killed_rotation import kill_rotations
from housing.storage.extensions import db
from tests.conftest import KEYS

KILLS = 3


@pytest.mark.bench
def test_a_rotation_killed_at_any_moment_loses_nobody_and_leaves_nothing_plain(world, tmp_path):
    for key in ("aigerim", "viktor", "dauren"):
        world.settled(key)
    with world.app.app_context():
        db.session.remove()
        db.engine.dispose()
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(tmp_path / "kezek.db", folder)
    shutil.copy(KEYS.keys, folder / "journal-keys")
    shutil.copy(KEYS.data_keys, folder / "data-keys")
    found = kill_rotations(folder, KILLS, Random(7))
    assert [line.what for line in found if not line.reached] == []
