"""Inventories of the tests: begun by an official, over people whom the bases know as a test wants it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.register.begin_inventory import InventoryPlan, begin_inventory
from housing.law.working_time import ALMATY
from housing.registries.gateway import SourceAnswer, State
from housing.storage.extensions import db
from housing.storage.models import Application, InventoryCheck, RegisterEntry, Staff
from housing.storage.transaction import transaction

KARAGANDA = "351010000"
#: A flat as the registry of real property tells of it.
FLAT = {
    "objectId": "19:111:222:333", "objectType": "dwelling", "kato": KARAGANDA, "addressKk": "Қарағанды, 1-үй",
    "addressRu": "Караганда, дом 1", "share": "1/1", "registered": "2027-01-15", "ended": None, "endedBy": None,
    "fit": True, "emergency": False,
}  # fmt: skip
#: By base, what it says of somebody who is in need.
IN_NEED = {
    "natural_persons": {
        "applicant": {
            "born": "1990-01-01",
            "status": "citizen",
            "registered_in": KARAGANDA,
            "registered_since": "2010-01-01",
        }
    },
    "civil_registry": {"family": []},
    "real_property": {"dwellings": []},
    "orphans": {"applicant": {"orphan_on_record": False}},
    "republican_base": {"applicant": {"in_republican_base": False}},
    "state_housing": {"applicant": {"uses_state_dwelling": False, "privatised_state_dwelling": False}},
    "mortgages": {"applicant": {"state_supported_mortgage": False}},
    "categories": {"categories": []},
}


def official(login):
    staff = db.session.scalars(select(Staff).filter_by(login=login)).one()
    return Official(staff.id, login, staff.branch_code)


def enter(world, nth, list_code="general", **case_as):
    """Puts somebody on the register whom nobody has checked yet, within an application context; gives the case."""
    at = world.clock()
    with transaction() as tx:
        given = {"basis": "no_housing", "answers": {"consent": True}, **case_as}
        case = Application(
            number=f"26{nth:08}",
            iin=f"{nth:012}",
            name="Ә",
            name_key="ә",
            language="kk",
            status="registered",
            settlement=KARAGANDA,
            branch_code="karaganda",
            created_at=at,
            filed_at=at,
            decided_at=at,
            **given,
        )
        tx.add(case)
        tx.flush()
        place = {"settlement": KARAGANDA, "list_code": list_code, "registered_at": at}
        tx.add(RegisterEntry(application_id=case.id, number=f"{nth:010}", iin=case.iin, **place))
        return case.id


def begun(world, days=30, pace=600, login="head-office", **plan):
    """An inventory of all that this official sees, from today on; its number."""
    today = world.clock().astimezone(ALMATY).date()
    given = {"name": "Quarter", "settlement": "", "list_code": "", "unchecked_days": 90, "starts_on": today, **plan}
    with world.app.app_context():
        made = InventoryPlan(ends_on=given["starts_on"] + timedelta(days=days), pace=pace, **given)
        return begin_inventory(made, official(login), world.clock())


def answers(iin, at, silent=(), **said):
    """What the bases say: of who is in need, or otherwise, by base; the silent ones nothing."""
    told = {**IN_NEED, **said}
    states = {source: State.UNAVAILABLE if source in silent else State.ANSWERED for source in told}
    return [
        SourceAnswer(
            source, iin, state, {} if source in silent else told[source], str(uuid4()), at, source.encode(), b"asked"
        )
        for source, state in states.items()
    ]


def look_at(inventory, entry_id):
    """That entry in the inventory, for an official to look at; its number."""
    with transaction() as tx:
        check = InventoryCheck(inventory_id=inventory, entry_id=entry_id, state="unclear")
        tx.add(check)
        tx.flush()
        return check.id
