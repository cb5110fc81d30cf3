"""Where people complain, as a catalog: in refusals from its day on, on the page for complaints, and never nobody."""

from __future__ import annotations

import pytest

from housing.queries.reference import reference as kept
from housing.storage.extensions import db
from housing.storage.models import Notice
from tests.citizen.steps import english, refused
from tests.reference.conftest import ending

MOVED = {"how_kk": "Абай к. 1", "how_ru": "ул. Абая, 1", "how_en": "<b>1 Abai street</b>", "since": "24.11.2026"}


@pytest.fixture
def moved(drafter, publisher, draft, publish):
    def send():
        draft(drafter, "complaint_bodies", key="bank", **MOVED)
        publish(publisher, "complaint_bodies")

    return send


def russian(world, case):
    with world.app.app_context():
        return db.session.query(Notice).filter_by(application_id=case).one().texts["ru"]


def test_a_refusal_names_where_to_complain_as_it_is_on_its_day_and_keeps_it(world, moved):
    case = refused(world, "marat")
    told = russian(world, case)
    assert "<b>В банк</b>: в любом филиале" in told and "<b>В суд</b>" in told and "15 рабочих дней" in told
    moved()
    assert russian(world, case) == told


def test_a_refusal_after_the_change_names_the_new_address(world, moved):
    moved()
    assert "<b>В банк</b>: ул. Абая, 1;" in russian(world, refused(world, "marat"))


def test_the_page_for_complaints_names_them_and_words_stay_words(world, moved):
    case = refused(world, "marat")
    moved()
    with world.app.app_context():
        number = world.row(case).number
    page = english(world, "marat").get(f"/cabinet/complaint/{number}")
    assert "To the bank : <b>1 Abai street</b>; considered within 5 working days" in page.text
    assert not page.select("aside li b b")


def test_somebody_always_hears_a_complaint(world, drafter, publisher, publish):
    for key in ("bank", "quality_body", "court"):
        drafter.post(f"/reference/complaint_bodies/end?key={key}", ending(drafter, "complaint_bodies", key))
    assert "there would be nobody to complain to" in publish(publisher, "complaint_bodies", 409).text
    with world.app.app_context():
        assert kept.load_latest_version_number("complaint_bodies") == 2
