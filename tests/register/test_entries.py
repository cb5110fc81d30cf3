"""The list of a settlement: places in order, what moved them, who left, and what a search finds."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event
from tests.import_runs import take_over
from tests.register_files import csv_file, legacy_row

LIST = "/register/entries?settlement=351010000&list=general"


def rows(page):
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def places(page):
    """Number of the entry → the place now, and what it was."""
    return {row[3]: (row[0], row[1]) for row in rows(page)}


@pytest.fixture
def four(enter):
    return [enter(name, days) for name, days in (("Әлиев", 60), ("Бекова", 50), ("Ғани", 40), ("Дүйсенов", 1))]


def grouped(number):
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def test_the_list_stands_in_its_order_with_places(four, supervisor):
    page = supervisor.get(LIST)
    assert [row[3] for row in rows(page)] == [grouped(number) for number in four]
    assert [row[0] for row in rows(page)] == ["1", "2", "3", "4"]
    assert page.select(".tiles dd")[0].get_text() == "4"


def test_a_row_says_where_it_stood_at_the_end_of_last_month(four, leave, supervisor):
    leave(four[1])
    assert places(supervisor.get(LIST)) == {
        grouped(four[0]): ("1", "1 → 1"),
        grouped(four[2]): ("2", "3 → 2"),
        grouped(four[3]): ("3", "new"),
    }


def test_what_left_is_counted_by_cause_and_has_a_list_of_its_own(four, leave, supervisor):
    leave(four[1])
    page = supervisor.get(LIST)
    assert page.select(".tiles dd.sub")[0].get_text() == "Withdrawn by the applicant: 1"
    gone = rows(supervisor.get(f"{LIST}&state=left"))
    assert [row[1] for row in gone] == [grouped(four[1])] and gone[0][-1] == "Withdrawn by the applicant"


def test_days_choose_a_part_and_the_places_stay_those_of_the_whole_list(four, supervisor, world):
    day = (world.clock().date()).strftime("%d.%m.%Y")
    assert [row[0] for row in rows(supervisor.get(f"{LIST}&first=01.10.2026&last={day}"))] == ["2", "3", "4"]


def test_a_day_that_is_none_is_said_and_nothing_is_left_out(four, supervisor):
    page = supervisor.get(f"{LIST}&first=31.02.2026")
    assert page.one("#first-error") == "Write the first day like 24.11.2026" and len(rows(page)) == 4


def test_pages_follow_one_another_and_places_go_on(enter, supervisor, monkeypatch):
    monkeypatch.setattr("housing.queries.register.entries.PAGE", 2)
    numbers = [grouped(enter("Кім", days)) for days in (5, 4, 3, 2, 1)]
    page, seen = supervisor.get(LIST), []
    while True:
        seen += [(row[0], row[3]) for row in rows(page)]
        following = page.select("a[rel=next]")
        if not following:
            break
        page = supervisor.get(following[0]["href"])
    assert seen == [(str(nth), number) for nth, number in enumerate(numbers, 1)]


def test_a_supervisor_sees_no_other_branchs_settlement_and_the_head_office_does(four, sits, head_office):
    elsewhere = sits("astana-head").get(LIST)
    assert not elsewhere.select("option[value='351010000']") and not rows(elsewhere)
    assert len(rows(head_office.get(LIST))) == 4


@pytest.mark.parametrize(("sought", "found"), [("бек", 1), ("Бекова", 1), ("жоқ", 0), ("900101300002", 1)])
def test_a_name_or_an_iin_is_sought_by_the_form_and_stands_in_no_address(four, supervisor, sought, found):
    supervisor.post("/register/entries/find", {"q": sought}, status=200)
    answer = supervisor.client.post("/register/entries/find", data={"q": sought, "csrf_token": supervisor.csrf()})
    page = supervisor.get(answer.location)
    assert len(rows(page)) == found
    assert re.fullmatch(r"/register/entries\?answer=[A-Za-z0-9_-]{16}", answer.location)


def test_a_number_leads_to_the_entry(four, supervisor):
    page = supervisor.post("/register/entries/find", {"q": grouped(four[2])})
    page = supervisor.get(page.location)
    assert page.one("h1") == f"Ғани № {grouped(four[2])}"


def test_what_cannot_be_sought_is_said(four, supervisor):
    page = supervisor.post("/register/entries/find", {"q": "1"}, status=422)
    assert "of a name write at least two letters" in page.one("#q-error")


def test_nobody_of_another_branch_is_found(four, sits):
    page = sits("astana-head").post("/register/entries/find", {"q": "Бекова"}, status=200)
    assert not rows(page)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_comes_as_a_file_and_that_is_written_down(world, four, supervisor, form):
    sent = {"settlement": "351010000", "list": "general", "as": form}
    answer = supervisor.post("/register/entries/file", sent, status=200).response
    assert "attachment" in answer.headers["Content-Disposition"]
    if form == "csv":
        lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
        assert [line[1] for line in lines[1:]] == four and [line[0] for line in lines[1:]] == ["1", "2", "3", "4"]
    with world.app.app_context():
        told = db.session.scalars(select(Event).where(Event.kind == "register.exported")).one()
        assert told.detail == {"settlement": "351010000", "list": "general"} and told.actor == "karaganda-head"


def test_whoever_was_taken_over_is_found_by_the_number_there(world, supervisor, enter):
    enter("Әлиев Ержан", days=3)
    with world.app.app_context():
        take_over(csv_file([legacy_row(0, number="77/3", surname="Бекова")]), world.clock())
    form = supervisor.get("/register/entries").form("form[action$='/find']")
    page = supervisor.post("/register/entries/find", {**form, "q": " 77/3 "}, 200)
    assert "Бекова" in page.one("main tbody") and "Әлиев Ержан" not in page.one("main tbody")
    assert "A number has 10 digits" in supervisor.post("/register/entries/find", {**form, "q": "78/3"}, 422).text
