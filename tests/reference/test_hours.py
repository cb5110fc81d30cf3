"""The hours and terms of the bank: changed from tomorrow at the earliest, with the due times of open cases."""

from __future__ import annotations

from datetime import date, time

import pytest

from housing.actions.reference import publish as publishing
from housing.law.working_time import HOURS, local_datetime
from housing.queries.journal.journal import check_chain
from housing.queries.reference import reference as kept
from housing.queries.reference.calendar import calendar
from housing.reference_data.catalogs import find_catalog
from housing.storage.extensions import db
from housing.storage.models import CatalogRow, Event, Message
from housing.storage.transaction import transaction
from tests.reference.steps import stands
from tests.reference.test_difference import due
from tests.reference.test_rows_file import load

#: Tuesday is 24.11.2026 in these tests; on that day a case of three working days is due on Friday.
SHORTER = {"closes": "17:00", "since": "27.11.2026", "source": "Order No. 9"}


@pytest.fixture
def change(drafter, publisher, draft, publish):
    """Drafts the row of the hours with these words in it, and publishes it."""

    def make(**words):
        draft(drafter, "hours", key="provider", **words)
        publish(publisher, "hours")

    return make


def test_the_first_row_is_what_the_order_says(world):
    with world.app.app_context():
        assert calendar().hours == HOURS


def test_hours_count_from_their_day_on_and_leave_the_days_before_as_they_were(world, change):
    change(**SHORTER, opens="8:00", lunch_begins="12:00", lunch_ends="12:00")
    with world.app.app_context():
        days = calendar()
    assert days.hours_on(date(2026, 11, 26)) == HOURS[0]
    later = days.hours_on(date(2026, 11, 27))
    assert (later.opens, later.lunch, later.closes) == (time(8), (time(12), time(12)), time(17))
    assert later.term_days == HOURS[0].term_days and later.source == "Order No. 9"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"opens": "13:00"}, "put these times in order"), ({"lunch_ends": "12:59"}, "put these times in order"),
        ({"closes": "14:30"}, "put these times in order"), ({"opens": "25:00"}, "Write a time"),
        ({"opens": "9"}, "Write a time"), ({"days_no_housing": "0"}, "A whole number from 1 to 1"),
        ({"since": "24.11.2026"}, "begins tomorrow at the earliest"), ({"since": "23.11.2026"}, "This day has been"),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused_with_words(world, drafter, draft, words, told):
    assert told in draft(drafter, "hours", 422, key="provider", **{**SHORTER, **words}).text
    with world.app.app_context():
        assert kept.load_catalog_draft("hours") is None


def test_a_file_with_times_out_of_order_is_refused_line_by_line(world, drafter):
    out = drafter.client.get("/reference/hours/rows").text.replace("2026-07-12", "2026-12-01")
    assert "put these times in order" in load(drafter, out.replace("18:30", "08:30").encode(), "hours", 422).text
    load(drafter, out.replace("18:30", "18:00").encode(), "hours")


def test_a_draft_whose_day_has_come_is_not_published(world, drafter, draft, publish):
    draft(drafter, "hours", key="provider", **{**SHORTER, "since": "25.11.2026"})
    world.clock.ahead(days=1)
    publisher = world.official("administrator")
    publisher.get("/reference/?lang=en")
    answer = publish(publisher, "hours", 409)
    assert "may begin tomorrow at the earliest" in answer.text
    with world.app.app_context():
        assert calendar().hours == HOURS and kept.load_catalog_draft("hours") is not None


def test_the_form_offers_tomorrow(drafter):
    assert drafter.get("/reference/hours?key=provider").form("#catalog-form form")["since"] == "25.11.2026"


def test_an_earlier_closing_lists_the_open_cases_then_moves_and_tells_them(world, drafter, publisher, draft, publish):
    case = world.settled("viktor")
    draft(drafter, "hours", key="provider", **SHORTER)
    page = publisher.get("/reference/hours/difference")
    assert [page.one(f"#difference-moves {part}") for part in ("del", "ins")] == [
        "27.11.2026 18:30",
        "27.11.2026 17:00",
    ]
    publish(publisher, "hours")
    assert due(world, case).isoformat() == "2026-11-27T12:00:00+00:00"
    with world.app.app_context():
        event = db.session.query(Event).filter_by(kind="case.term_moved", application_id=case).one()
        assert event.detail == {
            "before": "2026-11-27T13:30:00+00:00",
            "after": "2026-11-27T17:00:00+05:00",
            "cause": "hours",
        }
        (text,) = db.session.query(Message.text).filter_by(kind="term_moved", application_id=case, channel="sms").one()
        assert text.endswith("27.11.2026, изменились часы банка")
        assert db.session.query(Message).filter_by(kind="term_moved", application_id=case).count() >= 1


def test_a_shorter_term_is_for_what_is_accepted_from_its_day_on(world, change):
    case = world.settled("viktor")
    before = due(world, case)
    change(since="25.11.2026", days_emergency_housing="2", days_orphan_documents="1")
    assert due(world, case) == before


@pytest.mark.parametrize(
    ("basis", "days", "most"),
    [
        ("no_housing", "2", 1),
        ("emergency_housing", "4", 3),
        ("orphan_documents", "30", 3),
    ],
)
def test_a_term_longer_than_row_4_allows_is_refused_and_says_why(world, drafter, draft, basis, days, most):
    words = {
        "kk": f"1-қосымшаның 4-жолы бұл негізге бұдан ұзақ мерзімге жол бермейді: ең көбі {most} жұмыс күні",
        "ru": f"Строка 4 приложения 1 к Правилам не допускает для этого основания более долгого срока: рабочих дней"
        f" не больше {most}",
        "en": f"row 4, allows this basis no longer term: working days, at most {most}",
    }
    for language, told in words.items():
        drafter.get(f"/reference/?lang={language}")
        form = {"key": "provider", "since": "27.11.2026", f"days_{basis}": days}
        assert told in draft(drafter, "hours", 422, **form).text
    with world.app.app_context():
        assert kept.load_catalog_draft("hours") is None


def test_a_longer_term_of_a_file_or_of_an_earlier_draft_is_not_published_either(
    world, drafter, draft, publisher, publish
):
    out = drafter.client.get("/reference/hours/rows").text.replace("2026-07-12", "2026-12-01")
    longer = out.replace(",1,3,3,", ",1,5,3,")
    assert longer != out and "at most 3" in load(drafter, longer.encode(), "hours", 422).text
    draft(drafter, "hours", key="provider", **SHORTER)
    with world.app.app_context(), transaction() as session:  # as a version without this bound would have drafted it
        row = session.query(CatalogRow).filter_by(catalog="hours", since=date(2026, 11, 27)).one()
        row.values = {**row.values, "days_orphan_documents": 4}
    assert "at most 3" in publish(publisher, "hours", 409).text
    with world.app.app_context():
        assert calendar().hours == HOURS


def test_a_longer_term_that_an_earlier_version_published_counts_no_longer_than_row_4_allows(world):
    values = {
        "opens": "09:00",
        "lunch_begins": "13:00",
        "lunch_ends": "14:30",
        "closes": "18:30",
        "days_no_housing": 5,
        "days_emergency_housing": 2,
        "days_orphan_documents": 9,
        "days_complaint": 5,
        "acceptance_day_counts": False,
        "source": "Order No. 8",
    }
    with world.app.app_context():
        stands("hours", since=date(2026, 8, 1), office="provider", **values)
        assert calendar().hours[-1].term_days == {"no_housing": 1, "emergency_housing": 2, "orphan_documents": 3}


def test_what_waits_for_its_acceptance_is_accepted_by_the_new_hours(world, clock, draft, publish):
    clock.go(local_datetime(date(2026, 11, 24), time(19)))
    case, evening = world.filed("viktor"), [world.official(login) for login in ("head-office", "administrator")]
    draft(evening[0], "hours", key="provider", since="25.11.2026", opens="08:00")
    publish(evening[1], "hours")
    with world.app.app_context():
        row = world.row(case)
        assert (row.status, row.accepted_at.isoformat()) == ("submitted", "2026-11-25T03:00:00+00:00")
        assert db.session.query(Event).filter_by(kind="case.acceptance_moved", application_id=case).count() == 1
        assert db.session.query(Message).filter_by(kind="term_moved", application_id=case).count() == 0


def test_what_is_taken_back_is_taken_back_from_tomorrow(world, clock, change, publisher):
    change(**{**SHORTER, "since": "25.11.2026"})
    clock.ahead(days=2)
    with world.app.app_context():
        number = kept.load_latest_version_number("hours")
        publishing.roll_back_version(find_catalog("hours"), number, "administrator", clock())
        days = calendar()
    closes = [days.hours_on(date(2026, 11, day)).closes for day in (24, 25, 26, 27)]
    assert closes == [time(18, 30), time(17), time(17), time(18, 30)]


def test_a_version_of_two_days_is_taken_back_whole(world, clock, drafter, publisher, draft, publish):
    draft(drafter, "hours", key="provider", **{**SHORTER, "since": "25.11.2026"})
    draft(drafter, "hours", key="provider", **{**SHORTER, "since": "26.11.2026", "closes": "16:00"})
    publish(publisher, "hours")
    clock.ahead(days=3)
    with world.app.app_context():
        publishing.roll_back_version(
            find_catalog("hours"), kept.load_latest_version_number("hours"), "administrator", clock()
        )
        assert calendar().hours_on(date(2026, 11, 28)).closes == time(18, 30)


def test_two_rows_of_one_day_do_not_overlap_the_one_written_last_counts(world, change):
    change(**SHORTER)
    change(**{**SHORTER, "closes": "16:30"})
    with world.app.app_context():
        assert [row.closes for row in calendar().hours] == [time(18, 30), time(16, 30)]


def test_the_hours_cannot_be_ended_so_there_is_no_gap(world, drafter):
    form = {"csrf_token": drafter.csrf(), "key": "provider", "saw": "0", "since": "01.12.2026"}
    with world.app.app_context():
        form["saw"] = str(kept.load_latest_row_id("hours", "provider"))
    assert "but not ended" in drafter.post("/reference/hours/end", form, status=422).text


def test_the_difference_counts_by_the_row_that_is_drafted_not_by_the_published_one_of_its_day(
    world, change, drafter, publisher, draft
):
    world.settled("viktor")
    change(**SHORTER)
    draft(drafter, "hours", key="provider", **{**SHORTER, "closes": "16:30"})
    assert publisher.get("/reference/hours/difference").one("#difference-moves ins") == "27.11.2026 16:30"


def test_many_moves_are_a_row_of_the_journal_each_in_one_chain(world, change):
    cases = [world.settled(key) for key in ("viktor", "aigerim")]
    with world.app.app_context():
        for case in cases:
            world.row(case).status = "with_operator"
        db.session.commit()
    change(since="25.11.2026", closes="17:00", source="Order No. 9")
    change(since="25.11.2026", closes="16:00", source="Order No. 9")
    with world.app.app_context():
        kinds = db.session.query(Event).filter_by(kind="case.term_moved").all()
        assert sorted(one.application_id for one in kinds) == sorted(cases * 2)
        assert check_chain().broken_at is None
        told = db.session.query(Message).filter_by(kind="term_moved", channel="sms").all()
        assert [(one.series, one.state) for one in told] == [(1, "waiting")] * 2, "the second is told anew, not twice"


def test_pages_say_the_hours_and_terms_of_the_day(world, change):
    change(
        since="25.11.2026",
        closes="17:00",
        lunch_begins="12:00",
        lunch_ends="12:00",
        days_emergency_housing="2",
        days_orphan_documents="2",
    )
    page = world.visitor_in("en").get("/")
    assert "after 18:30" in page.text and "lunch 13:00–14:30" in page.text
    world.clock.ahead(days=1)
    page = world.visitor_in("en").get("/")
    assert "after 17:00" in page.text and "Mon–Fri 9:00–17:00." in page.text and "2 working days" in page.text
