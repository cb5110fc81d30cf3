"""The basis of registration; its documents are the next screen."""

from __future__ import annotations

import pytest

from housing.storage.extensions import db
from housing.storage.models import Paper
from tests.citizen.steps import attached, begun, english

URL = "/apply/basis"


def kinds(world):
    with world.app.app_context():
        return list(db.session.scalars(db.select(Paper.kind).order_by(Paper.id)))


def test_the_fully_digital_basis_asks_for_no_paper(world):
    browser = begun(world)
    assert browser.post(URL, {"basis": "no_housing"}).location == "/apply/tasks"
    assert browser.get(URL).select("input[value=no_housing][checked]")


@pytest.mark.parametrize("basis", ["emergency_housing", "orphan_documents"])
def test_a_basis_that_asks_for_documents_leads_to_them(world, basis):
    assert begun(world, "viktor").post(URL, {"basis": basis}).location == "/apply/documents"


def test_once_they_are_there_it_leads_back_to_the_sections(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing"})
    attached(browser, "technical_conclusion")
    assert browser.post(URL, {"basis": "emergency_housing"}).location == "/apply/tasks"


def test_what_each_basis_asks_for_is_said_before_it_is_chosen(world):
    page = begun(world).get(URL)
    for words in ("technical conclusion of a certified expert", "absence of parental care", "No documents are needed"):
        assert words in page.text
    assert not page.select("input[type=file]")


def test_a_paper_of_a_basis_that_was_left_is_no_part_of_the_application(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing"})
    attached(browser, "technical_conclusion")
    browser.post(URL, {"basis": "no_housing"})
    assert kinds(world) == []


@pytest.mark.parametrize("basis", ["", "palace", "ұ" * 10_000])
def test_a_basis_that_the_law_does_not_know_is_refused(world, basis):
    page = begun(world).post(URL, {"basis": basis}, status=422)
    assert "Choose one of the bases" in page.one("#errors")


def test_a_forged_form_saves_nothing(world):
    browser = begun(world)
    browser.post(URL, {"basis": "no_housing", "csrf_token": "forged"}, status=400)
    assert not browser.get(URL).select("input[checked]")


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
