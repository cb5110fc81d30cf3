"""The personal account: only one's own, in words, oldest step first."""

from __future__ import annotations

from datetime import datetime

from housing.working_time import ALMATY
from tests.citizen.steps import answered, english, refused, rows

URL = "/cabinet"


def steps(page):
    return [" ".join(b.text.split()) for b in page.select(".spine li > b")]


def test_who_has_not_applied_is_shown_how_to_begin(world):
    page = english(world, "aigerim").get(URL)
    assert "You have not applied yet" in page.text and page.select("a[href='/apply']")


def test_a_draft_is_offered_instead_of_a_second_one(world):
    page = answered(world).get(URL)
    assert "Application that you began" in page.text and not page.select("a[href='/apply']")


def test_somebody_registered_at_once_sees_the_whole_way(world):
    world.settled("aigerim")
    page = english(world, "aigerim").get(URL)
    assert steps(page) == [
        "Submitted",
        "Accepted",
        "The state databases were asked",
        "On the register",
        "You are here: in the queue",
    ]
    assert "Large families" in page.text and "Алматы" in page.text
    assert page.select("a[href^='/cabinet/notice/']") and page.select("a[href^='/verify/']")
    assert not page.select("a[href='/apply']") and "Withdraw" not in page.text


def test_a_category_that_was_not_confirmed_is_said(world):
    world.settled("dauren")
    page = english(world, "dauren").get(URL)
    assert "On the register, category not confirmed" in page.text
    assert "did not confirm the category that you declared: Persons with disability" in page.text


def test_without_a_linked_number_the_answer_stands_here(world):
    world.settled("dauren")
    assert (
        "No number is linked to your portal account: the answer stands here." in english(world, "dauren").get(URL).text
    )


def test_an_sms_that_was_sent_is_shown_with_its_number(world):
    world.settled("aigerim")
    world.work()
    page = english(world, "aigerim").get(URL)
    assert "Sent" in page.one(".tag.ok:-soup-contains('Sent')") and "+77000000001" in page.text
    assert len(page.select(".bubble")) == 1


def test_while_it_is_open_the_due_time_stands_on_top(world):
    world.filed("aigerim")
    page = english(world, "aigerim").get(URL)
    assert "Decision due: Wednesday 25 November , 18:30" in page.text
    assert steps(page)[-1] == "You are here: Accepted" and page.select("[aria-current=step]")


def test_a_silent_source_and_what_an_official_has_to_find_out_are_named(world):
    world.settled("ilyas")
    assert "Register of Immovable Property" in english(world, "ilyas").get(URL).one(".spine")
    world.settled("viktor")
    page = english(world, "viktor").get(URL)
    assert "to be found out: The document is reliable and in order" in page.one(".spine")


def test_after_hours_it_waits_for_the_next_working_day(world):
    world.clock.go(datetime(2026, 11, 24, 19, 0, tzinfo=ALMATY))
    world.settled("aigerim")
    assert "Will be accepted on the next working day" in english(world, "aigerim").get(URL).text


def test_an_application_is_withdrawn_by_its_owner(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    number = browser.get(URL).select("[name=number]")[0]["value"]
    assert browser.post(URL, {"number": number}).location == URL
    page = browser.get(URL)
    assert rows(world, "aigerim") == ["withdrawn"] and "Withdrawn by you" in page.text
    assert "A new application" in page.text and steps(page)[-1] == "Withdrawn by you"


def test_a_decided_application_is_not_withdrawn(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    number = browser.get(URL).select("[name=number]")[0]["value"]
    world.work()
    location = browser.post(URL, {"number": number}).location
    assert "could not be withdrawn" in browser.get(location).text and rows(world, "aigerim") == ["registered"]


def test_nobody_withdraws_for_another(world):
    world.filed("aigerim")
    number = english(world, "aigerim").get(URL).select("[name=number]")[0]["value"]
    english(world, "marat").post(URL, {"number": number}, status=404)
    english(world, "marat").post(URL, {"number": "ө" * 10_000}, status=404)
    assert rows(world, "aigerim") == ["accepted"]


def test_nobody_sees_the_applications_of_another(world):
    world.settled("aigerim")
    page = english(world, "marat").get(URL)
    assert "Ахметова" not in page.text and not page.select("[id^=cabinet-case]")


def test_who_was_refused_sees_the_old_application_and_may_begin_anew(world):
    refused(world, "marat")
    page = english(world, "marat").get(URL)
    assert "Registration refused" in page.text and "A new application" in page.text


def test_the_newest_application_comes_first(world):
    refused(world, "marat")
    world.clock.ahead(days=1)
    world.filed("marat")
    ids = [card["id"] for card in english(world, "marat").get(URL).select("[id^=cabinet-case-]")]
    assert ids == sorted(ids, reverse=True) and len(ids) == 2
