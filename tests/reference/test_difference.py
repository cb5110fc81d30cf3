"""A change of the calendar names the open cases that it moves before it is published, then moves and tells them."""

from __future__ import annotations

from housing.queries.reference import reference as kept
from housing.storage.models import Event, Message
from tests.reference.conftest import DAY_OFF


def due(world, case):
    with world.app.app_context():
        return world.row(case).due_at


def test_a_day_off_lists_the_cases_it_moves_and_then_moves_them(world, drafter, publisher, draft, publish):
    case = world.settled("viktor")  # three working days from Tuesday: due on Friday
    before = due(world, case)
    draft(drafter, "days", **DAY_OFF)
    page = publisher.get("/reference/days/difference")
    assert "The due time of 1 open case moves" in page.text
    moves = [page.one(f"#difference-moves {part}") for part in ("del", "ins")]
    assert moves == ["27.11.2026 18:30", "30.11.2026 18:30"]
    assert due(world, case) == before, "nothing moves before it is published"
    publish(publisher, "days")
    assert (due(world, case) - before).days == 3


def test_the_move_is_on_record_and_is_told(world, drafter, publisher, draft, publish):
    from housing.storage.extensions import db

    case = world.settled("viktor")
    draft(drafter, "days", **DAY_OFF)
    publish(publisher, "days")
    with world.app.app_context():
        event = db.session.query(Event).filter_by(kind="case.term_moved", application_id=case).one()
        assert event.actor == "administrator" and event.detail["after"].startswith("2026-11-30")
        told = db.session.query(Message).filter_by(kind="term_moved", application_id=case).all()
        assert told and all("30.11.2026, изменился календарь" in one.text and len(one.text) <= 70 for one in told)


def test_a_working_day_taken_back_moves_them_back(world, drafter, publisher, draft, publish):
    case = world.settled("viktor")
    before = due(world, case)
    draft(drafter, "days", day="28.11.2026", working="yes", decree="Decree No. 8")
    publish(publisher, "days")
    assert due(world, case) == before, "Saturday comes after Friday"
    draft(drafter, "days", **DAY_OFF)
    publish(publisher, "days")
    assert due(world, case).isoformat().startswith("2026-11-28")
    form = publisher.get("/reference/days").form("#catalog-history form")
    publisher.post("/reference/days/roll-back", {**form, "version": "3"})
    assert due(world, case) == before


def test_a_decided_case_keeps_the_calendar_of_its_day(world, drafter, publisher, draft, publish):
    case = world.settled("aigerim")
    before = due(world, case)
    draft(drafter, "days", **{**DAY_OFF, "day": "25.11.2026"})
    assert "The due times of 0 open cases move" in publisher.get("/reference/days/difference").text
    publish(publisher, "days")
    assert due(world, case) == before


def test_boxes_that_were_not_ticked_publish_nothing(world, drafter, publisher, draft, publish):
    draft(drafter, "days", **DAY_OFF)
    answer = publish(publisher, "days", 422, compared="", touched="")
    assert "tick the box" in answer.text
    with world.app.app_context():
        assert kept.load_latest_version_number("days") == 1


def test_the_cases_that_move_are_a_file_too(world, drafter, draft):
    case = world.settled("viktor")
    draft(drafter, "days", **DAY_OFF)
    with world.app.app_context():
        number = world.row(case).number
    told = drafter.client.get("/reference/days/moves?lang=en").text
    assert number in told and "Emergency housing" in told and "Due before" in told
    assert "emergency_housing" not in told and "due_before" not in told, "words, not codes"


def test_a_day_that_was_entered_on_two_days_stands_as_it_was_entered_last(world, drafter, publisher, draft, publish):
    draft(drafter, "days", **DAY_OFF)
    world.clock.ahead(days=1)
    drafter, publisher = world.official("head-office"), world.official("administrator")
    both = draft(drafter, "days", 409, **{**DAY_OFF, "decree": "Decree No. 8"})
    drafter.post("/reference/days/draft", both.form("#catalog-form form"))
    publish(publisher, "days")
    with world.app.app_context():
        (row,) = kept.list_published_rows("days")
    assert row.values["decree"] == "Decree No. 8"
