"""`flask due`: when an application is accepted and due, day by day, with the decrees of the database (contracts.md)."""

from __future__ import annotations

import json

import pytest

from tests.reference.steps import stands


@pytest.fixture
def due(app):
    def run(basis, filed):
        done = app.test_cli_runner().invoke(args=["due", "--basis", basis, "--filed", filed])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def days(due):
    """The lines of the explanation, by day."""

    def run(basis, filed):
        code, said, faults = due(basis, filed)
        assert (code, faults) == (0, "")
        return {day["date"][5:]: day["is"] for day in json.loads(said)["days"]}

    return run


@pytest.fixture
def decree(app):
    def write(day, working, words):
        with app.app_context():
            stands("days", day=day, working="yes" if working else "no", decree=words)

    return write


def test_the_example_of_the_contract(due):
    code, said, faults = due("no_housing", "2026-07-13T10:15:00+05:00")
    assert (code, faults) == (0, "")
    assert said == (
        '{"accepted_at": "2026-07-13T10:15:00+05:00", "due_at": "2026-07-14T18:30:00+05:00", '
        '"days": [{"date": "2026-07-13", "is": "accepted"}, {"date": "2026-07-14", "is": "working day 1"}]}\n'
    )


@pytest.mark.parametrize(
    ("basis", "filed", "accepted", "until"),
    [
        ("no_housing", "2026-07-13T18:30:00+05:00", "2026-07-14T09:00:00+05:00", "2026-07-15T18:30:00+05:00"),
        ("emergency_housing", "2026-07-18T11:00:00+05:00", "2026-07-20T09:00:00+05:00", "2026-07-22T18:30:00+05:00"),
        ("emergency_housing", "2026-07-13T19:00:00+05:00", "2026-07-14T09:00:00+05:00", "2026-07-16T18:30:00+05:00"),
        ("no_housing", "2026-10-23T19:00:00+05:00", "2026-10-27T09:00:00+05:00", "2026-10-28T18:30:00+05:00"),
        ("no_housing", "2026-08-28T12:00:00+05:00", "2026-08-28T12:00:00+05:00", "2026-08-31T18:30:00+05:00"),
        ("orphan_documents", "2026-07-13T10:15:00+05:00", "2026-07-13T10:15:00+05:00", "2026-07-16T18:30:00+05:00"),
        ("no_housing", "2026-07-13T05:15:00Z", "2026-07-13T10:15:00+05:00", "2026-07-14T18:30:00+05:00"),
        ("no_housing", "2026-07-13T10:15", "2026-07-13T10:15:00+05:00", "2026-07-14T18:30:00+05:00"),
    ],
)
def test_accepted_and_due(due, basis, filed, accepted, until):
    said = json.loads(due(basis, filed)[1])
    assert (said["accepted_at"], said["due_at"]) == (accepted, until)


@pytest.mark.parametrize(
    ("basis", "filed", "limited"),
    [
        ("orphan_documents", "2026-07-16T18:30:00+05:00", True),
        ("orphan_documents", "2026-07-16T18:29:59+05:00", False),
        ("emergency_housing", "2026-07-19T00:00:00+05:00", True),
        ("no_housing", "2026-07-19T00:00:00+05:00", False),
    ],
)
def test_where_point_16_cut_the_term_it_says_so(due, basis, filed, limited):
    said = json.loads(due(basis, filed)[1])
    assert said.get("limited_by", "absent") == ("point 16" if limited else "absent")
    assert said["days"][-1]["date"] == said["due_at"][:10]
    last = 2 if limited else 1 if basis == "no_housing" else 3
    assert said["days"][-1]["is"] == f"working day {last}"


def test_a_weekend_and_a_holiday_between(days):
    assert days("no_housing", "2026-10-23T12:00:00+05:00") == {
        "10-23": "accepted",
        "10-24": "weekend",
        "10-25": "weekend",  # Republic Day falls on a Sunday: it is a weekend
        "10-26": "holiday: Republic Day (observed)",
        "10-27": "working day 1",
    }


def test_a_holiday_in_the_week(days):
    assert days("orphan_documents", "2026-12-14T12:00:00+05:00") == {
        "12-14": "accepted",
        "12-15": "working day 1",
        "12-16": "holiday: Independence Day",
        "12-17": "working day 2",
        "12-18": "working day 3",
    }


def test_the_days_begin_with_the_one_of_acceptance(days):
    assert days("no_housing", "2026-07-17T19:00:00+05:00") == {"07-20": "accepted", "07-21": "working day 1"}


def test_a_day_off_by_decree(days, decree):
    decree("2026-07-14", False, "No. 500 of 01.07.2026")
    assert days("no_housing", "2026-07-13T10:15:00+05:00") == {
        "07-13": "accepted",
        "07-14": "day off: No. 500 of 01.07.2026",
        "07-15": "working day 1",
    }


def test_a_saturday_that_a_decree_made_a_working_day(days, decree):
    decree("2026-07-18", True, "No. 500 of 01.07.2026")
    assert days("no_housing", "2026-07-17T10:15:00+05:00") == {"07-17": "accepted", "07-18": "working day 1"}
    assert days("no_housing", "2026-07-18T10:15:00+05:00") == {
        "07-18": "accepted",
        "07-19": "weekend",
        "07-20": "working day 1",
    }


def test_a_holiday_that_a_decree_made_a_working_day(days, decree):
    decree("2026-12-16", True, "No. 501")
    assert days("no_housing", "2026-12-15T10:15:00+05:00") == {"12-15": "accepted", "12-16": "working day 1"}


def test_a_decree_in_kazakh_is_shown_as_written(days, decree):
    decree("2026-07-14", False, "Үкімет қаулысы № 5")
    assert days("no_housing", "2026-07-13T10:15:00+05:00")["07-14"] == "day off: Үкімет қаулысы № 5"


@pytest.mark.parametrize(
    ("basis", "filed", "words"),
    [
        ("rent", "2026-07-13T10:15", "--basis: expected no_housing or emergency_housing or orphan_documents"),
        ("no_housing", "tomorrow", "--filed: expected a date and time in ISO 8601"),
        ("no_housing", "", "--filed: expected a date and time in ISO 8601"),
        ("no_housing", "13.07.2026 10:15", "--filed: expected a date and time in ISO 8601"),
        ("no_housing", "9999-12-31T23:59:59-11:00", "--filed: expected a date and time in ISO 8601"),
        ("no_housing", "2040-01-01T00:00", "--filed: the calendar of public holidays is kept for 2025 to 2039"),
        ("no_housing", "2024-12-31T23:59", "--filed: the calendar of public holidays is kept for 2025 to 2039"),
    ],
)
def test_unusable_input_is_told_in_one_line(due, basis, filed, words):
    assert due(basis, filed) == (2, "", words + "\n")


@pytest.mark.parametrize("arguments", [[], ["--basis", "no_housing"], ["--filed", "2026-07-13T10:15"]])
def test_both_are_asked_for(app, arguments):
    done = app.test_cli_runner().invoke(args=["due", *arguments])
    assert done.exit_code == 2
    assert "Missing option" in done.stderr
