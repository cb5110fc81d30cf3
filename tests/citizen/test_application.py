"""An application's own page: the whole way in words, the ladder, the place with reasons, messages, papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from housing.actions.cases.register_entry import Act, end_entry, record_movement
from housing.law.register_moves import CAME
from housing.storage.extensions import db
from housing.storage.models import Message, RegisterEntry
from housing.storage.transaction import transaction
from tests.citizen.steps import english, number_of, refused

NOBODY = "000000000000"


def application(world, key):
    return english(world, key).get(f"/cabinet/application/{number_of(world, key)}")


def steps(page):
    return [" ".join(b.text.split()) for b in page.select(".timeline:not(.term-timeline) li > b")]


def changed(world, sql, **values):
    with world.app.app_context():
        db.session.execute(text(sql), values)
        db.session.commit()


@pytest.fixture
def before(world):
    """Puts somebody into the register: so many minutes before (or after) Aigerim, in her list unless said."""

    def put(minutes, key="olzhas", **other):
        filed = world.drafted(key)
        with world.app.app_context():
            own = db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.id)).first()
            made = {
                "application_id": filed,
                "number": f"9{filed:09d}",
                "iin": NOBODY[:-2] + f"{filed:02d}",
                "settlement": own.settlement,
                "list_code": own.list_code,
                "registered_at": own.registered_at - timedelta(minutes=minutes),
                **other,
            }
            with transaction() as tx:
                entry = RegisterEntry(**made)
                tx.add(entry)
                tx.flush()
                record_movement(tx, entry, CAME, Act("registered", entry.registered_at))
        return filed

    return put


def leaves(world, filed, days):
    """Whoever `before` put there is on the register no more so many days later."""
    world.clock.ahead(days=days)
    with world.app.app_context(), transaction() as tx:
        end_entry(tx, filed, Act("withdrawn", world.clock()))


def test_somebody_registered_at_once_sees_the_whole_way(world):
    world.settled("aigerim")
    page = application(world, "aigerim")
    assert steps(page) == [
        "Submitted",
        "Accepted",
        "The state databases were asked",
        "On the register",
        "You are here: in the queue",
    ]
    assert page.select("a[href^='/cabinet/notice/']") and page.select("a[href^='/verify/']")
    assert not page.select("a[href^='/cabinet/withdraw/']"), "what is decided is not withdrawn"


def test_the_due_time_is_explained_day_by_day(world):
    world.filed("aigerim")
    lines = [" ".join(li.get_text(" ").split()) for li in application(world, "aigerim").select(".term-timeline li")]
    assert lines == [
        "Tuesday 24 November 10:00, submitted and accepted The day of acceptance does not count",
        "Wednesday 25 November working day 1: decision by 18:30",
    ]


def test_the_first_in_a_list_is_told_that_nobody_stands_before(world):
    world.settled("aigerim")
    page = application(world, "aigerim")
    assert "your place of 1 in the list Nobody stands before you" in page.one(".figure")
    assert not page.select(".people") and "As of 24.11.2026 10:00." in page.text


@pytest.mark.parametrize(("minutes", "other", "place"), [
    (5, {}, "2"), (-5, {}, "1"), (0, {}, "1"), (0, {"number": "0000000001"}, "2"), (5, {"list_code": "C4"}, "1"),
    (5, {"settlement": "710000000"}, "1"),
])  # fmt: skip
def test_before_you_stand_those_of_your_list_who_registered_earlier(world, before, minutes, other, place):
    """Equal to the second: the number decides."""
    world.settled("aigerim")
    before(minutes, **other)
    assert application(world, "aigerim").one(".figure b") == place


def test_the_row_of_those_before_is_said_in_words_too(world, before):
    world.settled("aigerim")
    before(5)
    page = application(world, "aigerim")
    assert len(page.select(".people path")) == 2 and len(page.select(".people path.you")) == 1
    assert page.select(".people")[0]["aria-label"] == "1 person stands before you"


def test_who_left_makes_the_number_smaller_and_the_cause_is_told(world, before):
    world.settled("aigerim")
    first = before(5)
    assert application(world, "aigerim").one(".figure b") == "2"
    leaves(world, first, days=10)
    page = application(world, "aigerim")
    assert page.one(".figure b") == "1" and page.one(".moves") == "−1 Withdrawn by the applicant"


def test_months_are_told_as_a_chart_and_as_the_same_numbers(world, before):
    world.settled("aigerim")
    first, second = before(5), before(4, key="marat")
    leaves(world, first, days=10)
    leaves(world, second, days=30)
    page = application(world, "aigerim")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("#application-place tbody tr")]
    assert rows == ["11.2026 0 0 3", "12.2026 1 0 2", "01.2027 1 0 1"]
    assert page.one("#application-place .chart title") == "Since November 2026 the place moved from 3 to 1"
    assert page.one(".moves") == "−2 Withdrawn by the applicant"


def test_the_place_is_counted_from_an_index_alone(world):
    """A list of a hundred thousand is counted without reading their rows."""
    with world.app.app_context():
        plan = db.session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM register_entry WHERE settlement = '1' AND list_code = 'C7' AND"
                " annulled_at IS NULL AND registered_at <= '2026' AND (registered_at < '2026' OR number < '5')"
            )
        ).all()
    assert "COVERING INDEX ix_register_entry_place" in str(plan)


def test_a_category_that_was_not_confirmed_is_said(world):
    world.settled("dauren")
    page = application(world, "dauren")
    assert "did not confirm the category that you declared: Persons with disability" in page.text


def test_a_silent_source_and_what_an_official_has_to_find_out_are_named(world):
    world.settled("ilyas")
    assert "Register of Immovable Property" in application(world, "ilyas").one(".timeline:not(.term-timeline)")
    world.settled("viktor")
    page = application(world, "viktor")
    assert "to be found out: The document is reliable and in order" in page.one(".timeline:not(.term-timeline)")
    assert "Technical conclusion of a certified expert document.pdf 1 KB" in page.one("#application-filed ul")


def test_without_a_linked_number_the_answer_stands_here(world):
    world.settled("dauren")
    page = application(world, "dauren")
    assert "No number is linked to your portal account: the answer stands here." in page.text


def test_an_sms_that_was_sent_is_shown_with_its_number_and_time(world):
    world.settled("aigerim")
    world.work()
    page = application(world, "aigerim")
    assert "Sent" in page.one(".tag.ok:-soup-contains('Sent')") and "+77000000001 · 24.11.2026 10:00" in page.text
    assert len(page.select(".bubble")) == 1


@pytest.mark.parametrize(("state", "words"), [
    ("delivered", "Delivered"), ("undelivered", "SMS not delivered"), ("failed", "SMS not delivered"),
    ("a state of tomorrow", "Handed over"),
])  # fmt: skip
def test_every_state_of_a_message_has_words(world, state, words):
    world.settled("aigerim")
    world.work()
    with world.app.app_context():
        db.session.query(Message).filter_by(kind="registered").update({"state": state})
        db.session.commit()
    assert words in application(world, "aigerim").one("section[aria-labelledby=sms]")


def test_while_it_is_open_it_may_be_withdrawn_and_complained_about(world):
    world.filed("aigerim")
    page = application(world, "aigerim")
    assert steps(page)[-1] == "You are here: Accepted" and page.select("[aria-current=step]")
    assert page.select("a[href^='/cabinet/withdraw/']") and page.select("a[href^='/cabinet/complaint/']")
    assert not page.select("a[href^='/cabinet/again/']")


def test_after_a_refusal_a_new_attempt_is_offered(world):
    refused(world, "marat")
    assert application(world, "marat").select("a[href^='/cabinet/again/']")


@pytest.mark.parametrize("number", ["2611000001", "0", "ө", "1' OR '1'='1"])
def test_somebody_elses_is_not_there(world, number):
    world.filed("marat")
    english(world, "aigerim").get(f"/cabinet/application/{number}", status=404)
