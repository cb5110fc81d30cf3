"""A removal as tests tell it: what is proposed, who complains, who judges, by what key an entry stands."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.official import Official
from housing.actions.filing.file_complaint import file_complaint
from housing.law.removal import ProposedRemoval
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import HeardPerson, Staff

HOUSED = ProposedRemoval(
    "got_state_housing",
    facts={"on": "2026-11-20", "document": "Contract No. 17 of 20.11.2026"},
    note="The keys were handed over",
    note_language="ru",
)


#: Who acts for a child to whom a place passes.
GUARDIAN = {
    "iin": "700101300015",
    "name": "Ахметова Гүлнар",
    "relation": "guardian",
    "document": "Шешім № 4",
    "issued_on": "2026-11-20",
    "valid_until": None,
}


def official_named(login):
    """An official by login, as an action takes one."""
    one = db.session.scalars(select(Staff).filter_by(login=login)).one()
    return Official(one.id, one.login, one.branch_code)


def hear_out(clock):
    """Whoever of a family is heard about a place says nothing, until the time is over."""
    db.session.rollback()
    still = db.session.scalar(select(func.max(HeardPerson.until)).where(HeardPerson.opinion_at.is_(None)))
    if still and clock() <= still:
        clock.go(still + timedelta(minutes=1))


def branch_of(world, entry):
    return world.row(entry.application_id).branch_code


def judge(world, login, number, outcome="upheld"):
    one = official_named(login)
    role = db.session.get_one(Staff, one.staff_id).role
    who = Who("staff", "", role, "", world.clock().date(), "", one.staff_id, login, one.branch_code)
    answer_complaint(number, who, outcome, "Looked at", world.clock())


def complain(world, case, text="I have no keys"):
    world.clock.ahead(days=2)
    return file_complaint(case, world.who("dauren"), "decision", text, world.clock())


def key_of(entry):
    return entry.number, entry.settlement, entry.list_code, entry.registered_at
