"""Whom an application waits for: named to the applicant, with a link to hand on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event
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


REMIND = "form[action$='/remind/1']"


def reminded(world, url, status=303):
    """She presses the button, signed in that day."""
    return english(world, "asel").post(f"{url}/remind/1", {}, status)


def messages_to_him(world):
    world.work()
    return [sms.text for sms in world.stage.inbox(world.person("asel").family[0].phone)]


def test_a_reminder_is_another_sms_through_the_outbox(world, hers, url):
    before = len(messages_to_him(world))
    world.clock.ahead(days=1)
    hers = english(world, "asel")
    hers.post(f"{url}/remind/1", hers.get(url).form(REMIND))
    assert len(messages_to_him(world)) == before + 1
    with world.app.app_context():
        told = db.session.scalars(select(Event).where(Event.kind == "consent.reminded")).one()
    assert told.actor == "citizen" and told.detail == {}


def test_it_may_be_sent_once_a_working_day_and_the_page_tells_when_next(world, hers, url):
    before = len(messages_to_him(world))
    page = hers.get(url)
    assert not page.select(REMIND) and "The next reminder is possible from" in page.text, "he was asked today"
    reminded(world, url)
    world.clock.ahead(days=1)
    for _press in range(3):
        reminded(world, url)
    assert len(messages_to_him(world)) == before + 1 and not english(world, "asel").get(url).select(REMIND)
    world.clock.ahead(days=1)
    assert english(world, "asel").get(url).select(REMIND)


def test_a_weekend_is_no_working_day(world, hers, url):
    world.clock.ahead(days=(4 - world.clock().weekday()) % 7)  # to Friday
    reminded(world, url)
    before = len(messages_to_him(world))
    for _day in ("Saturday", "Sunday"):
        world.clock.ahead(days=1)
        reminded(world, url)
    assert len(messages_to_him(world)) == before
    world.clock.ahead(days=1)
    reminded(world, url)
    assert len(messages_to_him(world)) == before + 1


def test_who_has_answered_is_reminded_no_more(world, hers, url):
    answered_by_husband(world, "/consents/1/refuse")
    before = len(messages_to_him(world))
    world.clock.ahead(days=1)
    reminded(world, url, 404)
    assert len(messages_to_him(world)) == before


def test_nobody_else_reminds_and_no_member_of_another_is_reached(world, hers, url):
    world.clock.ahead(days=1)
    english(world, "aigerim").post(f"{url}/remind/1", {}, 404)
    english(world, "asel").post(f"{url}/remind/2", {}, 404)


def test_without_a_linked_number_no_sms_goes_out(world, hers, url):
    before = len(messages_to_him(world))
    world.stage.silent.add("mobile_base")
    world.clock.ahead(days=1)
    reminded(world, url)
    assert len(messages_to_him(world)) == before, "nobody knows yet whether his number is linked"


def test_the_start_page_promises_the_sms_only_to_a_linked_number_and_the_link_to_the_applicant(world):
    start = world.visitor_in("en").get("/").text
    assert "we send them a link" not in start
    assert "if a number is linked to their account" in start and "You get a link to hand on" in start
