"""An inventory that runs in a demo: over its whole cases alone, for the bases of the stage know nobody of the crowd.

Begun and carried out by the product's own actions; most of it was asked already, the rest waits for its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.filing.attach import Examiners
from housing.actions.register.begin_inventory import InventoryPlan, begin_inventory, take_in
from housing.actions.register.check_entry import check_entry
from housing.actions.register.follow_inventory import PersonAnswer, answer_check
from housing.config import Services
from housing.law.working_time import ALMATY
from housing.queries.register.inventory_work import list_due_checks, list_inventories
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Inventory, InventoryCheck, RegisterEntry, Staff
from housing.storage.transaction import transaction

NAME = "4-тоқсанның түгендеуі / Инвентаризация 4-го квартала"
WORDS = "Мәліметтер өзгерген жоқ, құжатты бөлімшеге әкеламын."
#: Entries in an hour; days that it runs; entries asked already, at most; of whom it asks every so-many-th answers.
PACE, LASTS, ASKED, ANSWERS = 6, 30, 40, 2


def run_inventory(cases: Sequence[int], world: Services, now: datetime) -> int:
    """Over the entries of these applications; how many were asked about. Two thirds of them are, the others wait."""
    number = begin_inventory(plan(now), head_official(), now)
    step = next(one for one in list_inventories(now) if one.id == number)
    taken = take_in(step, list_entries(cases))
    with transaction() as tx:
        tx.get_one(Inventory, number).filled_at = now
    due = list_due_checks(number, "waiting", now, min(ASKED, taken * 2 // 3))
    for check in due:
        check_entry(check, world.gateway, now)
    for check in list_asked(number)[::ANSWERS]:
        answer(check, world, now)
    return len(due)


def plan(now: datetime) -> InventoryPlan:
    today = now.astimezone(ALMATY).date()
    return InventoryPlan(NAME, "", "", 0, today, today + timedelta(days=LASTS), PACE)


def head_official() -> Official:
    one = db.session.scalars(select(Staff).filter_by(role="head_office", active=True).order_by(Staff.id)).first()
    assert one, "a demo has its staff"
    return Official(one.id, one.login, None)


def list_entries(cases: Sequence[int]) -> list[int]:
    e = RegisterEntry
    return list(db.session.scalars(select(e.id).where(e.application_id.in_(cases), e.annulled_at.is_(None))))


def list_asked(number: int) -> list[InventoryCheck]:
    db.session.rollback()
    asked = select(InventoryCheck).filter_by(inventory_id=number, state="asked").order_by(InventoryCheck.id)
    return list(db.session.scalars(asked))


def answer(check: InventoryCheck, world: Services, now: datetime) -> None:
    """In their own words, as whoever acts for them would."""
    case = db.session.get_one(Application, db.session.get_one(RegisterEntry, check.entry_id).application_id)
    who = Who("citizen", "", "citizen", "", now.astimezone(ALMATY).date(), iin=case.representative_iin or case.iin)
    answer_check(check.id, who, PersonAnswer("dispute", WORDS), now, Examiners(world.verifier, world.antivirus))
