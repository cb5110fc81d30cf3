"""Removals to see to: who waits, who was heard, whose last day to be told comes near or is over."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.register.remove import confirm_removal, propose_removal
from housing.law.removal import ProposedRemoval
from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from housing.storage.models import RegisterEntry, Staff

HOUSED = ProposedRemoval("got_state_housing", facts={"on": "2026-11-20", "document": "Contract No. 17"})


@pytest.fixture
def waits(world):
    """Dauren's removal, proposed on Tuesday."""
    case = world.settled("dauren")
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry.id).filter_by(application_id=case)).one()
        return propose_removal(entry, HOUSED, official("karaganda-1"), world.clock())


@pytest.fixture
def done(world, waits):
    world.clock.go(datetime(2026, 12, 1, 11, 0, tzinfo=ALMATY))
    with world.app.app_context():
        confirm_removal(waits, official("karaganda-head"), world.clock())


def official(login):
    one = db.session.scalars(select(Staff).filter_by(login=login)).one()
    return Official(one.id, one.login, one.branch_code)


def rows(page, section):
    found = page.select(f"section[aria-labelledby={section}] tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in found]


def test_nothing_to_see_to_is_said(sits):
    page = sits("karaganda-head").get("/register/removals")
    assert "No removal waits." in page.text and "is known to be told" in page.text


def test_one_that_waits_says_since_when_and_until_when_the_person_is_heard(world, waits, sits):
    (row,) = rows(sits("karaganda-1").get("/register/removals"), "waiting")
    assert "Received a dwelling" in row and "heard until 27.11.2026" in row and "waits for 0 days" in row
    world.clock.ahead(days=6)
    (row,) = rows(sits("karaganda-1").get("/register/removals"), "waiting")
    assert "may be confirmed" in row and "waits for 6 days" in row


@pytest.mark.parametrize(
    ("day", "said"), [(2, "until 11.12.2026"), (9, "until 11.12.2026"), (12, "late: since 11.12.2026")]
)
def test_one_of_which_nothing_shows_that_the_person_was_told_says_until_when(world, done, sits, day, said):
    world.clock.go(datetime(2026, 12, day, 11, 0, tzinfo=ALMATY))
    page = sits("karaganda-head").get("/register/removals")
    (row,) = rows(page, "untold")
    assert said in row and not rows(page, "waiting")


def test_the_inbox_leads_there(waits, sits):
    page = sits("karaganda-head").get("/operator/inbox")
    assert "A removal waits for a second official" in page.one("ul.inbox")
    assert page.select("ul.inbox a[href^='/register/removal/']")


def test_other_branches_do_not_see_it_and_the_head_office_sees_the_branch(waits, sits):
    assert not rows(sits("astana-head").get("/register/removals"), "waiting")
    (row,) = rows(sits("head-office").get("/register/removals"), "waiting")
    assert "Karaganda" in row
