"""A change of the law's numbers is tried over the whole register, and read, before anybody may publish it."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from housing import jobs
from housing.actions.journal.write_readings import write_readings
from housing.law.working_time import ALMATY, DAY
from housing.queries.reference.law import load_effective_law
from housing.storage.extensions import db
from housing.storage.models import Decision, Event
from tests.citizen.steps import refused
from tests.conftest import TUESDAY

WHOLE = {
    "counted_share": "whole",
    "source_kk": "№ 200 бұйрық",
    "source_ru": "Приказ № 200",
    "source_en": "Order No. 200",
}
#: Saule sold her dwelling four years ago.
SHORT = {**WHOLE, "ownership_window_years": "1", "worsening_window_years": "1"}
PAGE = "/reference/law/simulation"


@pytest.fixture
def tried(world, drafter):
    """Starts the trial of the draft, lets the job run, and gives the page."""

    def try_it():
        drafter.post(f"{PAGE}/start", drafter.get(PAGE).form("form[action$='/start']"))
        running = drafter.get(PAGE)
        jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))
        assert "The trial is running" in running.text
        return drafter.get(PAGE)

    return try_it


@pytest.fixture
def read(drafter):
    return lambda: drafter.post(f"{PAGE}/seen", drafter.get(PAGE).form("form[action$='/seen']"))


def figures(page):
    return [page.one(f".tiles > div:nth-child({n}) dd.big") for n in (1, 2, 3, 4)]


def test_who_would_be_decided_otherwise_is_named_before_it_is_published(world, drafter, draft, tried):
    sold, clear = refused(world, "saule"), world.settled("aigerim")
    draft(drafter, "law", **SHORT)
    page = tried()
    assert figures(page) == ["2", "1", "0", "1"]
    assert page.select("#matrix ~ .scroll a")[0].text == "1", "from refused to registered"
    rows = drafter.get(f"{PAGE}/cases").select("table.grid tbody tr")
    with world.app.app_context():
        assert [row.select("th")[0].text.replace(" ", "") for row in rows] == [world.row(sold).number]
    assert world.status(sold) == "refused", "a trial decides nothing"
    assert world.status(clear) == "registered"


def test_by_settlement_by_list_and_by_ground_one_comes_to_the_cases(world, drafter, draft, tried):
    refused(world, "saule"), world.settled("aigerim")
    draft(drafter, "law", **{**SHORT, "residence_years": "50"})
    page = tried()
    assert figures(page) == ["2", "2", "1", "0"]
    addresses = [link["href"] for link in page.select("#simulation-result section.card a") if "/cases?" in link["href"]]
    assert {address.partition("?")[2].partition("=")[0] for address in addresses} == {
        "settlement",
        "list",
        "ground",
        "move",
    }
    for address in addresses:
        assert drafter.get(address).select("table.grid tbody tr"), address
    assert len(drafter.get(f"{PAGE}/cases?ground=residence_too_short").select("table.grid tbody tr")) == 2
    drafter.get(f"{PAGE}/cases?ground=no_such", status=404)
    drafter.get(f"{PAGE}/cases?settlement=1%27%3B", status=404)


def test_the_file_has_all_of_them_in_both_forms(world, drafter, draft, tried):
    refused(world, "saule")
    draft(drafter, "law", **SHORT)
    tried()
    with drafter.client.get(f"{PAGE}/file") as csv, drafter.client.get(f"{PAGE}/file?as=xlsx") as xlsx:
        table, sheet = csv.text.splitlines(), load_workbook(io.BytesIO(xlsx.data)).active
    assert len(table) == sheet.max_row == 2
    assert [cell.value for cell in sheet[1]] == table[0].lstrip("\ufeff").split(",")
    assert sheet["E2"].value == "Refused" and sheet["F2"].value == "Registered"
    drafter.get(f"{PAGE}/file?as=exe", status=404)


def test_who_read_whom_a_trial_touches_is_written_down(world, drafter, draft, tried):
    sold = refused(world, "saule")
    draft(drafter, "law", **SHORT)
    tried()
    drafter.get(f"{PAGE}/cases")
    drafter.client.get(f"{PAGE}/file").close()
    with world.app.app_context():
        write_readings(world.clock())
        rows = db.session.scalars(select(Event).where(Event.kind == "people.listed").order_by(Event.id)).all()
        assert [row.detail.get("numbers") for row in rows] == [[world.row(sold).number], None]
        assert {(row.actor, row.detail["what"], row.detail["simulation"]) for row in rows} == {
            ("head-office", "trial", 1)
        }


def test_nothing_is_published_before_somebody_has_read_the_trial(
    world, drafter, publisher, draft, publish, tried, read
):
    draft(drafter, "law", **WHOLE)
    page = publish(publisher, "law", status=409)
    assert "First somebody looks at the finished trial" in page.text
    tried()
    publish(publisher, "law", status=409)
    read()
    publish(publisher, "law")
    with world.app.app_context():
        assert load_effective_law(TUESDAY.date()).counted_share == "review", "it begins tomorrow"
        assert load_effective_law(TUESDAY.date() + DAY).counted_share == "whole"


def test_a_draft_that_was_changed_since_is_tried_anew(world, drafter, publisher, draft, publish, tried, read):
    draft(drafter, "law", **WHOLE)
    tried()
    read()
    draft(drafter, "law", **{**WHOLE, "residence_years": "4"})
    assert "The draft has changed since this trial" in drafter.get(PAGE).text
    publish(publisher, "law", status=409)
    tried()
    read()
    publish(publisher, "law")


def test_a_trial_of_a_draft_that_was_changed_meanwhile_is_not_read(drafter, draft, tried):
    draft(drafter, "law", **WHOLE)
    form = tried().form("form[action$='/seen']")
    draft(drafter, "law", **{**WHOLE, "residence_years": "4"})
    assert "The draft has changed since you looked at it" in drafter.post(f"{PAGE}/seen", form, status=409).text


def test_it_begins_tomorrow_at_the_earliest(drafter, draft):
    page = draft(drafter, "law", status=422, **{**WHOLE, "since": "24.11.2026"})
    assert "begins tomorrow at the earliest" in page.text


def test_whoever_files_before_that_day_is_judged_by_what_stood(world, drafter, publisher, draft, publish, tried, read):
    draft(drafter, "law", **{**WHOLE, "since": "01.12.2026"})
    tried()
    read()
    publish(publisher, "law")
    share = world.settled("zhanna")
    assert world.status(share) == "with_operator", "a share is left to an official"
    world.clock.go(datetime(2026, 12, 1, 10, 0, tzinfo=ALMATY))
    world.work()
    assert world.status(share) == "with_operator"


def test_whoever_files_on_that_day_is_judged_by_the_new_numbers(world, drafter, publisher, draft, publish, tried, read):
    draft(drafter, "law", **{**WHOLE, "since": "01.12.2026"})
    tried()
    read()
    publish(publisher, "law")
    world.clock.go(datetime(2026, 12, 1, 10, 0, tzinfo=ALMATY))
    share = world.settled("zhanna")
    assert world.status(share) == "registered"
    with world.app.app_context():
        assert db.session.scalar(select(Decision.parameters)) == date(2026, 12, 1)


def test_what_was_published_is_taken_back_from_tomorrow_on(world, drafter, publisher, draft, publish, tried, read):
    draft(drafter, "law", **WHOLE)
    tried()
    read()
    publish(publisher, "law")
    world.clock.ahead(days=2)
    publisher = world.official("administrator")
    form = publisher.get("/reference/law").form("#catalog-history form")
    publisher.post("/reference/law/roll-back", {**form, "version": "2"})
    with world.app.app_context():
        today = world.clock().astimezone(ALMATY).date()
        assert load_effective_law(today).counted_share == "whole", "who files today has seen it so"
        assert load_effective_law(today + DAY).counted_share == "review"


def test_who_tried_and_who_read_is_on_record(world, drafter, draft, tried, read):
    draft(drafter, "law", **WHOLE)
    tried()
    read()
    with world.app.app_context():
        kinds = select(Event.kind, Event.actor).where(Event.kind.like("reference.simulation%")).order_by(Event.id)
        assert db.session.execute(kinds).all() == [
            ("reference.simulation_started", "head-office"),
            ("reference.simulation_seen", "head-office"),
        ]
