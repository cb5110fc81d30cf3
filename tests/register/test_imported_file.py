"""A file of a former base: what is wrong with it, a second person who approves it, and the way back."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from housing.actions.register.stage_import import SILENCE
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import ImportRow, RegisterEntry
from housing.storage.transaction import transaction
from tests.import_runs import bring, take_over
from tests.register_files import csv_file, legacy_row, legacy_rows

URL = "/register/import/1"


@pytest.fixture
def brought(world):
    """A file of these rows, read and checked, by this official."""

    def put(rows, head=None, by="head-office"):
        with world.app.app_context():
            return bring(csv_file(rows, head) if head else csv_file(rows), world.clock(), by)

    return put


@pytest.fixture
def second(sits):
    return sits("head-office-2")


def press(browser, what, status=303):
    form = browser.get(URL).form(f"form[action$='/{what}']")
    return browser.post(f"{URL}/{what}", form, status)


def count(world, table=RegisterEntry):
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def test_faults_stand_by_line_and_column_in_words(brought, head_office):
    brought([*legacy_rows(1), legacy_row(1, iin="1", surname="<script>alert(1)</script>")])
    page = head_office.get(URL)
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in page.select("tbody tr")]
    assert [row[:2] for row in rows] == [["3", "IIN"], ["3", "Surname"]]
    assert "a spreadsheet may have dropped a nought" in rows[0][2]
    assert "<script>alert" not in page.source and not page.select("form[action$='/approve']")


def test_a_heading_is_words_on_the_page(brought, head_office):
    evil = "<img src=x onerror=alert(1)>"
    head = ("number", "iin", "surname", "given", "patronymic", "settlement", "list", "date", "time", evil)
    brought(legacy_rows(1), head)
    page = head_office.get(URL)
    assert evil in page.text and "<img src=x" not in page.source and not page.select("main img")


def test_the_first_faults_are_shown_and_all_are_in_the_file(brought, head_office):
    head = ("number", "=1+1", "surname", "given", "patronymic", "settlement", "list", "date", "time", "iin")
    brought(legacy_rows(60), head)
    page = head_office.get(URL)
    assert len(page.select("#imported-file-faults tbody tr")) == 50 and "The first 50" in page.text
    sent = head_office.get(f"{URL}/faults.csv")
    _head, *rows = csv.reader(io.StringIO(sent.response.data.decode("utf-8-sig"), newline=""))
    assert len(rows) == 60 and not [cell for row in rows for cell in row if cell.startswith("=")]
    book = load_workbook(io.BytesIO(head_office.get(f"{URL}/faults.xlsx").response.data)).active
    assert book.max_row == 61 and {cell.data_type for row in book.iter_rows() for cell in row} == {"s", "n"}


def test_who_brought_it_waits_for_another(brought, head_office, second):
    brought(legacy_rows(3))
    page = head_office.get(URL)
    assert "another person of the head office has to approve it" in page.text
    assert not page.select("form[action$='/approve']")
    form = page.form("form[action$='/drop']")
    assert "another person" in head_office.post(f"{URL}/approve", form, 409).one(".box[role=alert]")
    assert second.get(URL).select("form[action$='/approve']")


def test_approved_it_comes_onto_the_register_by_the_job(world, brought, second):
    brought(legacy_rows(3))
    press(second, "approve")
    assert "Takes effect now" in second.get(URL).text and count(world) == 0
    world.work()
    page = second.get(URL)
    assert "On the register since" in page.text and "head-office-2" in page.text
    assert (count(world), count(world, ImportRow)) == (3, 0)


def test_approved_twice_it_comes_once_and_says_so(world, brought, second):
    brought(legacy_rows(3))
    form = second.get(URL).form("form[action$='/approve']")
    second.post(f"{URL}/approve", form)
    assert "look at it as it is now" in second.post(f"{URL}/approve", form, 409).one(".box[role=alert]")


def test_while_a_job_is_at_work_the_page_asks_by_itself_and_without_a_script_by_a_link(brought, world, second):
    brought(legacy_rows(3))
    press(second, "approve")
    part = second.get(URL, **{"HX-Request": "true"})
    state = part.select("#imported-file-state")[0]
    assert state["hx-trigger"] == "every 2s" and part.select("progress") and part.select(f"a[href='{URL}']")
    assert "<html" not in part.source
    world.work()
    assert not second.get(URL, **{"HX-Request": "true"}).select("[hx-trigger]")


def test_who_came_meanwhile_sends_it_back_to_the_check(world, brought, second):
    brought(legacy_rows(3))
    with world.app.app_context():
        take_over(csv_file([legacy_row(1, number="another")]), world.clock())
    press(second, "approve")
    world.work()
    world.clock.moment += SILENCE * 2
    world.work()
    page = second.get(URL)
    assert "The person is on the register under the number" in page.text and count(world) == 1


def test_put_aside_it_is_gone(world, brought, head_office):
    brought(legacy_rows(3))
    press(head_office, "drop")
    world.work()
    assert "Put aside" in head_office.get(URL).text and count(world, ImportRow) == 0


def test_it_is_taken_off_again_as_a_whole(world, brought, second):
    brought(legacy_rows(3))
    press(second, "approve")
    world.work()
    press(second, "undo")
    assert "Taken off the register again" in second.get(URL).text


def test_what_holds_it_is_said_by_number_and_act(world, brought, second):
    brought(legacy_rows(3))
    press(second, "approve")
    world.work()
    form = second.get(URL).form("form[action$='/undo']")
    with world.app.app_context(), transaction():
        number, application = db.session.execute(select(RegisterEntry.number, RegisterEntry.application_id)).first()
        audit.record("complaint.filed", "citizen", world.clock(), application)
    page = second.get(URL)
    assert not page.select("form[action$='/undo']")
    assert "A complaint was filed" in page.one("#imported-file-holders") and page.select(f"a[href$='/{number}']")
    assert "stays on the register" in second.post(f"{URL}/undo", form, 409).one(".box[role=alert]")


@pytest.mark.parametrize("login", ["karaganda-head", "auditor", "administrator", "karaganda-1"])
def test_nobody_else_sees_it(brought, sits, login):
    brought(legacy_rows(3))
    sits(login).get(URL, 403)


def test_what_there_is_not_is_not_found(head_office):
    head_office.get(URL, 404)
    head_office.get(f"{URL}/faults.csv", 404)
