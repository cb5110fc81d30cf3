"""What the bases say: each record with its source, what is unknown apart from what is not there."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from housing.storage.extensions import db
from housing.storage.models import Answer
from tests.citizen.steps import begun, english


def test_every_record_has_its_source_and_time(world):
    page = begun(world).get("/apply/facts")
    told = page.one("#fact-address")
    assert "Алматы қаласы" in told and "State Database of Natural Persons" in told and "24.11.2026 10:00" in told
    assert "890412499900" in page.one("#fact-name")


def test_the_family_is_shown_with_its_consents(world):
    page = begun(world).get("/apply/facts")
    family = page.one("section:has(#family)")
    assert "Ахметов Ерлан Болатұлы" in family and family.count("Consent given") == 1 and family.count("child") == 4


def test_an_awaited_consent_is_amber_and_refuses_nobody(world):
    page = begun(world, "asel").get("/apply/facts")
    assert page.select("section:has(#family) .tag.warn") and "Without it nobody is refused" in page.text


def test_no_housing_is_said_to_be_an_answer(world):
    page = begun(world).get("/apply/facts")
    assert "the register answered and holds no record" in page.one("section:has(#housing)")


def test_of_whose_housing_nobody_was_asked_is_said_with_the_reason(world):
    """She owns nothing, and her husband has not replied: nothing found is no answer about him."""
    housing = begun(world, "asel").get("/apply/facts").one("section:has(#housing)")
    assert "no record of you or of those who were asked about" in housing and "of your family" not in housing
    assert "Not asked about" in housing and "this person has not consented yet" in housing
    assert "Not asked about" not in begun(world).get("/apply/facts").one("section:has(#housing)")


def test_a_family_that_nobody_told_of_was_not_asked_about(world):
    world.stage.silent.add("civil_registry")
    housing = begun(world).get("/apply/facts").one("section:has(#housing)")
    assert "of your family" not in housing and "no record of you and of your family" not in housing


def test_a_dwelling_is_told_whole(world):
    told = begun(world, "zhanna").get("/apply/facts").one("#fact-dwelling-0")
    assert "share 1/4" in told and "owned since 02.04.2008" in told and "Owned now" in told


def test_a_silent_base_is_amber_and_not_held_against_anybody(world):
    page = begun(world, "ilyas").get("/apply/facts")
    housing = page.one("section:has(#housing)")
    assert "No answer yet" in housing and "This is not held against you" in housing
    assert not page.select("section:has(#housing) .tag.bad")


def test_a_person_unknown_to_every_base_sees_a_page_all_the_same(world):
    world.stage.silent.update({"natural_persons", "civil_registry", "orphans", "categories", "mortgages"})
    page = begun(world).get("/apply/facts")
    assert page.one("section:has(#you)").count("No answer yet") == 1 and page.select("#fact-categories .tag.warn")


def test_no_data_about_an_orphan_is_a_plain_no(world):
    assert "No" in begun(world, "amirkhan").get("/apply/facts").one("#fact-orphan_on_record")


def test_asking_again_brings_the_answer_that_was_missing(world):
    world.stage.silent.add("real_property")
    browser = begun(world)
    assert "No answer yet" in browser.get("/apply/facts").one("section:has(#housing)")
    world.stage.silent.clear()
    world.clock.go(world.clock() + timedelta(minutes=7))
    assert browser.post("/apply/facts").location == "/apply/facts"
    housing = browser.get("/apply/facts").one("section:has(#housing)")
    assert "holds no record" in housing and "10:07" in housing


def test_showing_the_page_asks_nobody_and_writes_nothing(world):
    browser = begun(world)

    def kept():
        with world.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Answer))

    before = kept()
    browser.get("/apply/facts")
    assert kept() == before


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    browser = english(world, "aigerim")
    assert browser.get("/apply/facts", status=303).location == "/apply"
    assert browser.post("/apply/facts").location == "/cabinet"
