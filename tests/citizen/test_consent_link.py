"""The link that the applicant hands on to a family member: it says nothing before sign-in and works once."""

from __future__ import annotations

import logging

import pytest

from housing.storage.extensions import db
from housing.storage.models import FamilyConsent
from tests.citizen.steps import consent_link, english, member_signs_in

MADE_UP = "/consent-link/" + "0" * 48


@pytest.fixture
def link(world):
    """Asel waits for her husband and has copied his link."""
    world.settled("asel")
    return consent_link(world, "asel")


def test_before_sign_in_it_explains_itself_and_tells_nothing_of_anybody(world, link):
    page, stranger = world.visitor_in("en").get(link), world.visitor_in("en").get(MADE_UP)
    assert "housing construction savings bank" in page.text, "who asks"
    assert "http://127.0.0.1:8000" in page.text, "at which address"
    assert "Байжанов" not in page.text and world.person("asel").iin not in page.text
    assert page.one("main") == stranger.one("main"), "a link that was made up looks the same"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_is_read_in_every_language(world, link, language):
    assert world.visitor_in(language).get(link).select("main h1")


def test_sign_in_leads_to_that_one_consent_and_no_other(world, link):
    browser = world.visitor_in("en")
    browser.get(link)
    assert member_signs_in(world, browser, "asel").location == link
    page = browser.get(link)
    assert "Байжанова Әсел" in page.text and "Register of Immovable Property" in page.text
    assert [form["action"] for form in page.select("main form")] == ["/consents/1/give"]


def test_whoever_else_signs_in_learns_nothing(world, link):
    other = english(world, "aigerim")
    page, made_up = other.get(link, 404), other.get(MADE_UP, 404)
    assert "Байжанов" not in page.text and page.one("main") == made_up.one("main")
    assert page.select("main a[href='/consents']"), "a way on"


def test_the_applicant_who_opens_it_is_told_no_more_than_a_stranger(world, link):
    assert "Байжанов" not in english(world, "asel").get(link, 404).one("main")


@pytest.mark.parametrize("verb", ["give", "refuse"])
def test_once_answered_it_is_spent_and_says_so_with_a_way_on(world, link, verb):
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "asel")
    browser.post(f"/consents/1/{verb}", browser.get(link).form("main form"))
    page = browser.get(link)
    assert "has been used" in page.h1 and not page.select("main form")
    assert page.select("main a[href='/consents']")
    assert world.visitor_in("en").get(link).one("main") == world.visitor_in("en").get(MADE_UP).one("main")


@pytest.mark.parametrize("spoil", [str.upper, lambda one: one[:-1], lambda one: one + "0", lambda one: one[::-1]])
def test_a_link_that_was_changed_on_the_way_opens_nothing(world, link, spoil):
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "asel")
    browser.get("/consent-link/" + spoil(link.rpartition("/")[2]), 404)


def test_it_bears_no_iin_and_the_database_alone_does_not_make_one(world, link):
    token = link.rpartition("/")[2]
    with world.app.app_context():
        row = db.session.query(FamilyConsent).one()
        kept = {str(value) for name, value in vars(row).items() if not name.startswith("_")}
    assert token not in kept and world.person("asel").family[0].iin not in link


def test_opening_it_leaves_no_name_and_no_iin_in_the_log(world, link, caplog):
    caplog.set_level(logging.DEBUG)
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "asel")
    browser.get(link)
    assert world.person("asel").family[0].iin not in caplog.text and "Байжанов" not in caplog.text
