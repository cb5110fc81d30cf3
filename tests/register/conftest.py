"""A register with people in two lists, and those who read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.actions.cases.register_entry import Act, end_entry, record_movement
from housing.law.register_moves import CAME
from housing.storage.models import Application, RegisterEntry
from housing.storage.transaction import transaction

KARAGANDA = "351010000"


@pytest.fixture
def enter(world):
    """Puts somebody into a list, so many days ago: `enter("Әлиев Ержан", days=3)`; gives the register number."""

    def put(name, days=0.0, **entry):
        at = world.clock() - timedelta(days=days)
        with world.app.app_context(), transaction() as tx:
            nth = tx.query(Application).count() + 1
            key = name.casefold()
            application = Application(
                number=f"26110{nth:05}",
                iin=f"9001013{nth:05}",
                name=name,
                name_key=key,
                name_order=key,
                language="kk",
                status="registered",
                created_at=at,
                filed_at=at,
                settlement=KARAGANDA,
                branch_code=entry.pop("branch", "karaganda"),
                basis=entry.pop("basis", None),
                answers=entry.pop("answers", {}),
            )
            tx.add(application)
            tx.flush()
            given = {"settlement": KARAGANDA, "list_code": "general", "registered_at": at, **entry}
            number = f"3510{application.id:06}"
            stands = RegisterEntry(application_id=application.id, number=number, iin=application.iin, **given)
            tx.add(stands)
            tx.flush()
            record_movement(tx, stands, CAME, Act("registered", at))
            return number

    return put


@pytest.fixture
def leave(world):
    """Takes the entry of that number out of the register, now."""

    def out(number, cause="withdrawn"):
        with world.app.app_context(), transaction() as tx:
            entry = tx.query(RegisterEntry).filter_by(number=number).one()
            end_entry(tx, entry.application_id, Act(cause, world.clock()))

    return out


@pytest.fixture
def supervisor(sits):
    return sits("karaganda-head")


@pytest.fixture
def head_office(sits):
    return sits("head-office")
