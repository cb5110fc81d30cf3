"""An entry: whose it is, the place with its story, every step of its own; opening it is written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event, RegisterEntry


@pytest.fixture
def three(enter):
    return [enter(name, days) for name, days in (("Әлиев", 60), ("Бекова", 50), ("Ғани", 40))]


def table(page, section):
    rows = page.select(f"section[aria-labelledby={section}] tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_it_tells_the_place_and_what_moved_it(three, leave, supervisor):
    leave(three[0])
    page = supervisor.get(f"/register/entry/{three[2]}")
    assert page.one(".figure b") == "2"
    assert table(page, "moves") == [["24.11.2026", "−1", "2", "Withdrawn by the applicant"]]
    assert [row[1:] for row in table(page, "place")] == [["0", "0", "3"], ["1", "0", "2"]]


def test_its_own_steps_are_told_with_the_list(three, leave, supervisor):
    leave(three[1], "annulled")
    page = supervisor.get(f"/register/entry/{three[1]}")
    own = table(page, "own")
    assert [row[1] for row in own] == ["Registered", "Annulled: the key was revoked"]
    assert own[0][2].startswith("into") and own[1][2].startswith("out of")
    assert page.one("#place").startswith("Place when it left") and page.one(".figure b") == "2"


def test_the_story_of_who_left_years_ago_is_that_of_the_months_before(world, three, leave, sits):
    leave(three[0])
    world.clock.ahead(days=800)
    page = sits("karaganda-head").get(f"/register/entry/{three[0]}")
    assert page.one(".figure b") == "1" and [row[0] for row in table(page, "place")] == [
        "09.2026",
        "10.2026",
        "11.2026",
    ]


def test_a_registered_person_stands_with_decision_and_family(world, sits):
    case = world.settled("aigerim")
    with world.app.app_context():
        number = db.session.scalars(select(RegisterEntry.number).filter_by(application_id=case)).one()
    page = sits("head-office").get(f"/register/entry/{number}")
    decision = page.one("section[aria-labelledby=decision]")
    assert "automatically" in decision and "Registered together" in decision and "spouse" in decision
    assert table(page, "own")[0][4].startswith("Decision, 24.11.2026")


def test_opening_it_is_an_event_of_the_file(world, three, supervisor):
    supervisor.get(f"/register/entry/{three[0]}")
    with world.app.app_context():
        told = db.session.scalars(select(Event).where(Event.kind == "file.opened")).all()[-1]
        assert (told.actor, told.detail) == ("karaganda-head", {"what": "entry"})


def test_another_branchs_entry_and_one_that_is_not_there_are_not_found(three, sits):
    sits("astana-head").get(f"/register/entry/{three[0]}", status=404)
    sits("head-office").get("/register/entry/3510999999", status=404)
