"""The register in figures: what stands where, for how long, of what age; what came and left; as files too."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import text

from housing.queries.register.figures import load_register_figures
from housing.storage.extensions import db

URL = "/register/register-figures"


@pytest.fixture
def register(world, enter, leave):
    """Three in Karaganda of two lists, one in Astana; one of Karaganda left."""
    enter("Әлиев", 800), enter("Бекова", 30, list_code="C4"), enter("Ғани", 3)
    enter("Дүйсен", 2, settlement="710000000", branch="astana")
    leave(enter("Есенов", 1))


@pytest.fixture
def figures(world, register):
    with world.app.app_context():
        yield lambda settlements=None: load_register_figures(settlements, world.clock())


def test_who_stands_is_counted_by_settlement_list_waiting_and_age(figures):
    found = figures()
    assert (found.total, found.by_settlement["351010000"], found.by_list) == (4, 3, {"general": 3, "C4": 1})
    assert found.waiting == [3, 0, 1, 0, 0, 0] and found.ages == [0, 4, 0, 0, 0]


def test_what_came_and_left_stands_in_its_month_with_the_cause(figures):
    *_, october, november = figures().flows
    assert (october.came, november.came, november.left) == ({"registered": 1}, {"registered": 3}, {"withdrawn": 1})


def test_of_some_settlements_alone(figures):
    found = figures({"710000000"})
    assert (found.total, sum(found.waiting), sum(found.ages), found.flows[-1].came.total()) == (1, 1, 1, 1)


def test_where_the_kept_counts_were_found_wrong_the_entries_answer(figures):
    db.session.execute(text("UPDATE register_count SET entries = 99"))
    check = "INSERT INTO kept_counts_check (counts, at, compared, differing) VALUES ('register', '2026-11-24', 1, 1)"
    db.session.execute(text(check))
    db.session.commit()
    assert figures().total == 4


def test_the_page_tells_a_supervisor_of_their_branch_and_the_head_office_of_all(register, supervisor, head_office):
    assert "On the register: 3" in supervisor.get(URL).one("section[aria-labelledby=regions]")
    page = head_office.get(URL)
    assert "On the register: 4" in page.one("section[aria-labelledby=regions]")
    assert page.select("a[href='/register/entries?settlement=710000000']")


def test_an_empty_register_has_a_page(head_office):
    assert "There is nothing to show yet." in head_office.get(URL).text


def test_the_numbers_come_as_a_file(register, head_office):
    answer = head_office.get(f"{URL}?as=csv").response
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert ["By list", "General list", "Entries", "3"] in lines
    assert head_office.get(f"{URL}?as=xlsx").response.data[:2] == b"PK"
