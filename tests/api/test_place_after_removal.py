"""What other systems are told of somebody who was removed: that they were and why in words, never by whom or where."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.register.remove import remove_at_own_wish
from housing.storage.extensions import db
from housing.storage.models import RegisterEntry
from housing.storage.transaction import transaction
from tests.api.test_place import ask  # noqa: F401 - a fixture


@pytest.fixture
def removed(world):
    case = world.settled("dauren")
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry).filter_by(application_id=case)).one()
        found = entry.number, entry.id
    with world.app.app_context(), transaction() as tx:
        remove_at_own_wish(tx, found[1], world.clock())
    return found[0]


def test_it_says_removed_since_when_and_by_what_cause(world, removed, ask):  # noqa: F811
    told = ask({"register_number": removed})
    assert told["application"]["status"] == "removed"
    assert told["application"]["status_text"]["ru"] == "Снят с учёта"
    entry = told["register"]
    assert (entry["state"], entry["place"]) == ("left", None)
    assert entry["left_because"]["en"] == "Left by the person's own wish" and entry["left_at"].startswith("2026-11-24")
    assert ask({"iin": world.person("dauren").iin}) == told
