"""The complaints of a branch: what is due first stands first, and what is near is said."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.actions.filing.file_complaint import file_complaint
from housing.law.working_time import ALMATY


@pytest.fixture
def complained(world):
    """Files a complaint in somebody's name about the application under that id."""

    def file(key, application_id, subject="delay"):
        with world.app.app_context():
            return file_complaint(application_id, world.who(key), subject, "Жауап жоқ", world.clock())

    return file


@pytest.fixture
def viktor(world):
    return world.settled("viktor")


def lines(page):
    return [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]


def test_there_are_none(supervisor):
    page = supervisor.get("/operator/complaints")
    assert page.one(".box") == "There are no complaints."
    assert page.select(".menu a[href='/operator/complaints'][aria-current=page]")


def test_a_complaint_stands_with_its_time_left(viktor, complained, supervisor):
    number = complained("viktor", viktor)
    line = lines(supervisor.get("/operator/complaints"))[0]
    assert line.startswith(number) and "a delay" in line and "24.11.2026 10:00 01.12.2026 18:30" in line
    assert "5 d 7 h" in line.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("moment", "level"), [
    ((2026, 11, 27, 18, 30), "soon"), ((2026, 11, 30, 18, 30), "urgent"), ((2026, 12, 1, 18, 31), "late"),
    ((2026, 11, 24, 10, 0), "calm"),
])  # fmt: skip
def test_the_nearer_the_term_the_louder(world, viktor, complained, supervisor, moment, level):
    complained("viktor", viktor)
    world.clock.go(datetime(*moment, tzinfo=ALMATY))
    page = world.official("karaganda-head").get("/operator/complaints?lang=en")
    assert page.select(f"tbody .countdown.{level}")
    assert bool(page.select(".box.warn")) == (level in ("urgent", "late"))


def test_another_branch_sees_nothing_and_the_head_office_all(viktor, complained, sits):
    complained("viktor", viktor)
    assert lines(sits("astana-head").get("/operator/complaints")) == []
    assert "Karaganda branch" in lines(sits("head-office").get("/operator/complaints"))[0]


def test_the_open_ones_come_first_by_due_time(world, viktor, complained, supervisor):
    first = complained("viktor", viktor)
    world.clock.ahead(hours=1)
    second = complained("viktor", viktor, "data")
    url = f"/operator/complaint/{first}"
    supervisor.post(f"{url}/answer", {"outcome": "upheld", "answer": "Done"})
    told = lines(supervisor.get("/operator/complaints"))
    assert [line.split()[0] for line in told] == [second, first] and "Upheld" in told[1]
