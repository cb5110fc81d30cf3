"""To begin an inventory: its scope is counted first, then its name, days and pace are asked for."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event, Inventory

URL = "/register/new-inventory"
BEGIN = f"{URL}/begin"


@pytest.fixture
def three(enter):
    return [enter("Әлиев", 200), enter("Бекова", 150, list_code="C7"), enter("Ғани", 100, settlement="352410000")]


def made(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.scalars(select(Inventory).order_by(Inventory.id)).all()


@pytest.mark.parametrize(
    ("scope", "due"), [("", "3"), ("list=C7", "1"), ("settlement=352410000", "1"), ("days=0", "3")]
)
def test_the_scope_is_counted_before_anything_begins(three, head_office, scope, due):
    assert head_office.get(f"{URL}?{scope}").one("main .big") == due


def test_it_begins_as_it_was_asked_for_and_the_journal_says_by_whom(world, three, supervisor):
    form = supervisor.get(f"{URL}?settlement=351010000&list=C7&days=30").form(f"form[action='{BEGIN}']")
    assert form["name"] == "Inventory of quarter 4 of 2026" and form["ends_on"] == "31.12.2026"
    answer = supervisor.post(BEGIN, {**form, "ends_on": "20.12.2026", "pace": "60"})
    (one,) = made(world)
    assert answer.location == f"/register/inventory/{one.id}"
    assert (one.branch_code, one.settlement, one.list_code, one.pace) == ("karaganda", "351010000", "C7", 60)
    assert (one.starts_on, one.ends_on) == (date(2026, 11, 24), date(2026, 12, 20))
    with world.app.app_context():
        (told,) = db.session.scalars(select(Event).where(Event.kind == "inventory.begun"))
    assert told.actor == "karaganda-head"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " "}, "Write a name"),
        ({"name": "x" * 121}, "The name is too long"),
        ({"starts_on": "soon"}, "Write the first day like 24.11.2026"),
        ({"ends_on": "31.02.2027"}, "Write the last day like 24.11.2026"),
        ({"ends_on": "23.11.2026"}, "The last day is not before the first one, and not past"),
        ({"pace": "0"}, "Write a number from 1 to 20,000"),
        ({"pace": "20001"}, "Write a number from 1 to 20,000"),
        ({"pace": "many"}, "Write a number from 1 to 20,000"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_begins(world, three, head_office, typed, words):
    form = head_office.get(URL).form(f"form[action='{BEGIN}']")
    page = head_office.post(BEGIN, {**form, **typed}, status=422)
    assert words in page.one("#errors") and made(world) == []


def test_a_supervisor_reaches_no_other_branch(world, three, sits):
    browser = sits("astana-head")
    assert browser.get(f"{URL}?settlement=351010000").one("main .big") == "0"
    form = browser.get(URL).form(f"form[action='{BEGIN}']")
    browser.post(BEGIN, {**form, "settlement": "351010000"})
    assert [(one.branch_code, one.settlement) for one in made(world)] == [("astana", "")]
