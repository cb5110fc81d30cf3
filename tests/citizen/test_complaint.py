"""To complain: numbered, on a clock of its own, one at a time about one thing; then the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from housing.storage.models import Complaint, Event, Message
from tests.citizen.steps import english, number_of, refused

SAID = {"subject": "delay", "text": "Жауап жоқ. Прошу ответить."}


@pytest.fixture
def his(world):
    """Viktor's case waits for an official."""
    world.settled("viktor")
    return english(world, "viktor"), f"/cabinet/complaint/{number_of(world, 'viktor')}"


def filed(world):
    with world.app.app_context():
        db.session.rollback()
        return [(one.number, one.subject, one.state) for one in db.session.query(Complaint)]


def due(world, url, *moment):
    world.clock.go(datetime(*moment, tzinfo=ALMATY))
    english(world, "viktor").post(url, SAID)
    with world.app.app_context():
        one = db.session.query(Complaint).one()
        return tuple(f"{at.astimezone(ALMATY):%d.%m %H:%M}" for at in (one.accepted_at, one.due_at))


def test_a_complaint_is_numbered_and_due_in_five_working_days(world, his):
    browser, url = his
    page = browser.get(browser.post(url, SAID).location)
    assert "2611-Ш-000001" in page.one(".box.ok") and "Tuesday 1 December , 18:30" in page.one(".box.ok")
    lines = [" ".join(li.get_text(" ").split()) for li in page.select(".term-timeline li")]
    assert lines[0].startswith("Tuesday 24 November 10:00, complaint filed and accepted")
    assert len(lines) == 8 and lines[-1] == "Tuesday 1 December working day 5: answer by 18:30"
    assert "Жауап жоқ. Прошу ответить." in page.one(".bubble")


@pytest.mark.parametrize(("moment", "times"), [
    ((2026, 11, 24, 10, 0), ("24.11 10:00", "01.12 18:30")),
    ((2026, 11, 24, 18, 30), ("25.11 09:00", "02.12 18:30")),
    ((2026, 11, 28, 11, 0), ("30.11 09:00", "07.12 18:30")),
    ((2026, 12, 14, 10, 0), ("14.12 10:00", "22.12 18:30")),
])  # fmt: skip
def test_its_clock_knows_evenings_weekends_and_holidays(world, his, moment, times):
    assert due(world, his[1], *moment) == times


def test_it_is_written_down_without_its_words(world, his):
    browser, url = his
    browser.post(url, SAID)
    with world.app.app_context():
        event = db.session.query(Event).filter_by(kind="complaint.filed").one()
        assert (
            event.detail == {"complaint": "2611-Ш-000001", "subject": "delay", "late": False}
            and event.actor == "citizen"
        )
    page = browser.get(url.replace("complaint", "application"))
    assert "You complained" in page.text and "№ 2611-Ш-000001" in page.one("section[aria-labelledby=complaints]")


def test_a_second_press_makes_no_second_complaint_but_another_subject_may(world, his):
    browser, url = his
    browser.post(url, SAID)
    assert "being looked at already" in browser.post(url, SAID, 422).one("#errors")
    browser.post(url, {**SAID, "subject": "data"})
    assert [subject for _, subject, _ in filed(world)] == ["delay", "data"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose what you complain about"),
        ({"subject": "delay", "text": "  "}, "Write what happened"),
        ({"subject": "delay", "text": "ө" * 4001}, "At most 4000 characters"),
        ({"subject": "x", "text": "a"}, "Not a valid"),
    ],
)
def test_what_cannot_be_filed_is_said_at_its_field(world, his, sent, words):
    browser, url = his
    page = browser.post(url, sent, 422)
    assert words in page.one("#errors") and page.h1 == "Complaint" and filed(world) == []
    assert all(page.html.select_one(link["href"]) for link in page.select("#errors a"))


def test_four_thousand_characters_are_kept_as_they_are(world, his):
    browser, url = his
    browser.post(url, {**SAID, "text": "ө" * 4000})
    assert "ө" * 4000 in browser.get(url).text


def test_of_a_decision_nobody_complains_before_there_is_one(world, his):
    browser, url = his
    assert not browser.get(url).select("input[value=decision]")
    browser.post(url, {"subject": "decision", "text": "No"}, 422)
    assert filed(world) == []


AGAINST = {"subject": "decision", "text": "I do not agree"}


def of_refused(world, *opened):
    """Marat was refused, and opened the notice on that day, where one is given."""
    refused(world, "marat")
    browser = english(world, "marat")
    if opened:
        world.clock.go(datetime(*opened, 10, 0, tzinfo=ALMATY))
        browser = english(world, "marat")
        browser.get(browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"])
    return f"/cabinet/complaint/{number_of(world, 'marat')}"


@pytest.mark.parametrize(
    ("opened", "last"),
    [((2026, 11, 25), (2027, 2, 25)), ((2026, 11, 27), (2027, 3, 1)), ((2026, 11, 30), (2027, 3, 1))],
)
def test_three_months_run_from_the_day_the_notice_was_opened_and_end_on_a_working_day(world, opened, last):
    """27 February 2027 is a Saturday, and the last of February a Sunday."""
    url = of_refused(world, *opened)
    for days, late in ((0, False), (1, True)):
        world.clock.go(datetime(*last, 23, 0, tzinfo=ALMATY) + timedelta(days=days))
        page = english(world, "marat").get(url)
        assert bool(page.select("#late_reason")) == late
        assert f"{opened[2]:02}.{opened[1]:02}.{opened[0]}: the notice was opened" in page.one("main form")


def test_a_late_one_is_taken_with_the_reason(world):
    url = of_refused(world, 2026, 11, 25)
    world.clock.go(datetime(2027, 5, 1, 10, 0, tzinfo=ALMATY))
    browser = english(world, "marat")
    page = browser.post(url, AGAINST, 422)
    assert "write why it comes now" in page.one("#errors") and page.select("#errors a[href='#late_reason']")
    page = browser.get(browser.post(url, {**AGAINST, "late_reason": "I was in hospital"}).location)
    assert "I was in hospital" in page.text and "25.11.2026" in page.one("#complaint-filed-1")
    with world.app.app_context():
        one = db.session.query(Complaint).one()
        assert (str(one.learned_on), one.learned_by, one.late_reason) == ("2026-11-25", "opened", "I was in hospital")


def test_who_was_told_of_nothing_learns_of_it_when_they_complain(world):
    """The notice was never opened, and no message arrived: the three months have not begun."""
    url = of_refused(world)
    world.clock.go(datetime(2027, 9, 1, 10, 0, tzinfo=ALMATY))
    browser = english(world, "marat")
    browser.post(url, AGAINST)
    with world.app.app_context():
        assert [(one.learned_by, one.late_reason) for one in db.session.query(Complaint)] == [("filed", "")]


def test_a_message_that_was_delivered_counts_as_learning(world):
    url = of_refused(world)
    with world.app.app_context():
        db.session.query(Message).filter_by(kind="refused").update({"delivered_at": world.clock()})
        db.session.commit()
    world.clock.go(datetime(2027, 2, 25, 10, 0, tzinfo=ALMATY))
    page = english(world, "marat").get(url)
    assert "24.11.2026: the text message was delivered" in page.one("main form") and page.select("#late_reason")


def test_of_anything_else_one_may_complain_at_any_time_without_a_reason(world):
    url = of_refused(world, 2026, 11, 25)
    world.clock.go(datetime(2028, 2, 25, 10, 0, tzinfo=ALMATY))
    english(world, "marat").post(url, {"subject": "conduct", "text": "Any time"})
    assert [subject for _, subject, _ in filed(world)] == ["conduct"]


def test_the_words_are_shown_as_words(world, his):
    browser, url = his
    browser.post(url, {**SAID, "text": "<script>alert(1)</script>"})
    page = browser.get(url)
    assert "<script>alert(1)</script>" in page.one(".bubble") and not page.select(".bubble script")


def test_nobody_complains_in_the_name_of_another(world, his):
    stranger = english(world, "marat")
    stranger.get(his[1], 404)
    stranger.post(his[1], SAID, 404)
    assert filed(world) == []
