"""A database from before names had an order: every name gets its three keys, and loses the third on the way back."""

from __future__ import annotations

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from housing.storage.extensions import db
from housing.text.name_search import name_keys

BEFORE = "0029"
NAMES = ["Әбділдин Ерлан Қайратұлы", "Oмaрова Һалима", "Ли", ""]


@pytest.fixture
def old(bare):
    """With cases of before, which were not folded as today's are."""
    upgrade(revision=BEFORE)
    with db.engine.begin() as connection:
        columns = connection.execute(text("PRAGMA table_info(application)")).all()
        needed = {one.name: f"{one.name}" for one in columns if one.notnull and one.dflt_value is None}
        for id, name in enumerate(NAMES, 1):
            given = {**needed, "id": id, "name": name, "name_key": "?", "created_at": "2026-01-01 00:00:00.000000"}
            named, marks = ", ".join(given), ", ".join(f":{one}" for one in given)
            given["iin"] = given["number"] = f"{id:010}"
            connection.execute(text(f"INSERT INTO application ({named}) VALUES ({marks})"), given)


def kept(columns):
    with db.engine.connect() as connection:
        return connection.execute(text(f"SELECT {columns} FROM application ORDER BY id")).all()


def test_every_name_gets_its_keys_and_may_go_back(old):
    upgrade()
    assert kept("name_key, given_key, name_order") == [tuple(name_keys(name)) for name in NAMES]
    downgrade(revision=BEFORE)
    assert kept("name_key, given_key")[0] == ("абдилдин ерлан кайратулы", "ерлан абдилдин кайратулы")
