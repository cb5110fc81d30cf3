"""Files of a former base on the screen: brought by the head office, read and checked by a job."""

from __future__ import annotations

import csv
import io

import pytest

from tests.register_files import HEAD, csv_file, legacy_rows, xlsx_file

URL = "/register/imports"


@pytest.fixture
def bring(head_office):
    """Sends a file as the browser does; the page that follows."""

    def send(content, name="base.csv", status=303):
        form = head_office.get(URL).form("form[enctype]")
        sent = (io.BytesIO(content), name) if name else ""
        return head_office.post(URL, {**form, "file": sent}, status)

    return send


def test_a_page_without_files_says_so_and_what_a_file_has(head_office):
    page = head_office.get(URL)
    assert "No file has been brought yet." in page.text
    assert len(page.select("section[aria-labelledby=columns] tbody tr")) == len(HEAD)


@pytest.mark.parametrize(("make", "name"), [(csv_file, "base.csv"), (xlsx_file, "base.xlsx")])
def test_what_is_brought_is_read_by_the_job(world, head_office, bring, make, name):
    location = bring(make(legacy_rows(5)), name).location
    assert location == "/register/import/1" and "Being read and checked" in head_office.get(location).text
    world.work()
    assert "Nothing is wrong: waits for a second person" in head_office.get(location).text
    row = head_office.get(URL).one("main table.grid:not(.small) tbody tr")
    assert row.startswith("1 Nothing is wrong") and "head-office" in row


def test_the_same_file_once_more_leads_to_what_became_of_it(world, bring):
    first = bring(csv_file(legacy_rows(5))).location
    world.work()
    assert bring(csv_file(legacy_rows(5))).location == first


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"a\x00b", "base.csv", "neither a CSV file nor a workbook"),
        ("Ќ;1".encode(), "base.csv", "read wrongly before"),
        (b"", "", "Choose a file"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_kept(head_office, bring, content, name, words):
    page = bring(content, name, 422)
    assert words in page.one(".box[role=alert]") and "No file has been brought yet." in head_office.get(URL).text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_template_is_a_file_that_can_be_brought_back(world, language, bring):
    sent = world.official("head-office", language).get(f"{URL}/template.csv")
    head, example = csv.reader(io.StringIO(sent.response.data.decode("utf-8-sig"), newline=""))
    assert len(head) == len(example) == len(HEAD)
    location = bring(sent.response.data).location
    world.work()
    page = world.official("head-office", "en").get(location)
    assert "no day of birth" in page.one("#imported-file-faults tbody tr")


def test_the_template_is_a_workbook_too(head_office):
    assert head_office.get(f"{URL}/template.xlsx").response.data.startswith(b"PK")
    head_office.get(f"{URL}/template.exe", 404)


def test_the_way_there_stands_on_the_register_for_the_head_office_alone(head_office, supervisor):
    link = f"a[href='{URL}']"
    assert head_office.get("/register/entries").select(link) and not supervisor.get("/register/entries").select(link)
