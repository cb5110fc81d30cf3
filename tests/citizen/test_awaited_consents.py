"""Whom an application waits for: named to the applicant, with a link to hand on."""

from __future__ import annotations

import pytest

from tests.citizen.steps import english, member_signs_in, number_of

GIVE = "/consents/1/give"


@pytest.fixture
def hers(world):
    """Asel's browser; the case waits for her husband."""
    world.settled("asel")
    return english(world, "asel")


@pytest.fixture
def url(world, hers):
    return f"/cabinet/awaited-consents/{number_of(world, 'asel')}"


def answered_by_husband(world, url=GIVE):
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "asel")
    browser.post(url)


def test_the_page_names_whom_one_waits_for(world, hers, url):
    page = hers.get(url)
    assert world.person("asel").family[0].name_kk in page.text and "spouse" in page.text


def test_the_link_can_be_taken_without_script(hers, url):
    field = hers.get(url).select("input[readonly]")[0]
    assert field["value"].startswith("http://127.0.0.1:8000/consent-link/")


@pytest.mark.parametrize("screen", ["application", "receipt"])
def test_the_pages_of_the_case_say_that_it_waits_and_lead_there(world, hers, url, screen):
    path = f"/cabinet/{screen}/{number_of(world, 'asel')}"
    assert hers.get(path).select(f"main a[href='{url}']")
    answered_by_husband(world)
    assert not hers.get(path).select(f"main a[href='{url}']")


@pytest.mark.parametrize("path", ["/cabinet", "/consents"])
def test_account_and_consents_lead_there(hers, url, path):
    assert hers.get(path).select(f"main a[href='{url}']")


def test_once_answered_nobody_is_waited_for(world, hers, url):
    answered_by_husband(world)
    page = hers.get(url)
    assert not page.select("input[readonly]") and "Nobody's consent is awaited" in page.text


def test_what_belongs_to_another_is_not_there(world, hers, url):
    english(world, "aigerim").get(url, 404)
