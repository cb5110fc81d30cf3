"""The document of a removal: for whoever reads the removal, shut in, its opening written down."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event, RegisterEntry, Removal
from tests.citizen.steps import upload
from tests.register.test_removal import FILLED


@pytest.fixture
def paper(world, sits):
    case = world.settled("dauren")
    with world.app.app_context():
        number = db.session.scalars(select(RegisterEntry.number).filter_by(application_id=case)).one()
    browser, address = sits("karaganda-1"), f"/register/removal/{number}"
    form = browser.get(address).form("#removal-form")
    browser.post(address, {**form, **FILLED, "file": upload(name="contract.pdf")})
    with world.app.app_context():
        return f"/register/removal-paper/{db.session.scalars(select(Removal.paper_id)).one()}"


def test_it_is_shut_in_and_its_opening_is_written_down(world, paper, sits):
    answer = sits("head-office").get(paper).response
    assert answer.mimetype == "application/pdf" and "sandbox" in answer.headers["Content-Security-Policy"]
    with world.app.app_context():
        opened = db.session.scalars(select(Event).where(Event.kind == "file.opened")).all()[-1]
        assert (opened.actor, opened.detail) == ("head-office", {"what": "document"})


def test_another_branch_does_not_find_it(paper, sits):
    sits("astana-1").get(paper, 404)
