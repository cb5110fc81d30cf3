"""`flask export-register`: the lists as they stand, in their order, without names; whole or not at all."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from tests.register.conftest import enter, leave

__all__ = ["enter", "leave"]
HEAD = ["settlement", "list", "place", "number", "queue_date"]


@pytest.fixture
def export(world, tmp_path):
    def run(name, *options, code=0):
        file = tmp_path / name
        done = world.app.test_cli_runner().invoke(args=["export-register", *options, str(file)])
        assert done.exit_code == code, done.output
        return file, done.output

    return run


@pytest.fixture
def three(enter, leave):
    numbers = [enter("Әлиев", 9), enter("Бекова", 8), enter("Ғани", 7), enter("Дүйсен", 6, list_code="C4")]
    leave(numbers[0])
    return numbers


def rows(file):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_every_list_comes_in_its_order_with_places(three, export):
    file, said = export("lists.csv")
    head, *lines = rows(file)
    assert head == HEAD and said == "3 entries of 2 lists\n"
    assert [line[1:4] for line in lines] == [
        ["C4", "1", three[3]],
        ["general", "1", three[1]],
        ["general", "2", three[2]],
    ]
    assert lines[1][4] == "2026-11-16 10:00:00"


def test_one_list_as_a_workbook(three, export):
    file, _said = export("lists.xlsx", "--settlement", "351010000", "--list", "general")
    sheet = load_workbook(file).active
    assert [[cell.value for cell in row][1:4] for row in sheet.iter_rows(min_row=2)] == [
        ["general", 1, three[1]],
        ["general", 2, three[2]],
    ]


def test_no_name_is_in_it(three, export):
    assert "Бекова" not in export("lists.csv")[0].read_text(encoding="utf-8-sig")


def test_a_file_that_is_there_is_not_written_over(three, export, tmp_path):
    (tmp_path / "lists.csv").write_text("mine", encoding="utf-8")
    file, said = export("lists.csv", code=2)
    assert "there already" in said and file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("wrong", [["--settlement", "1"], ["--list", "C1"]])
def test_a_list_in_which_nobody_stands_is_said_and_no_file_is_left(three, export, wrong):
    file, said = export("lists.csv", *wrong, code=2)
    assert "nobody stands" in said and not file.exists()


def test_an_ending_that_says_nothing_asks_for_the_format(three, export):
    assert "--format" in export("lists.txt", code=2)[1]
    assert rows(export("lists.txt", "--format", "csv")[0])[0] == HEAD


def test_a_stop_in_the_middle_leaves_no_half_of_a_file(three, export, tmp_path, monkeypatch):
    def stopped(rows):
        yield next(iter(b"line" for _row in rows))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("housing.ops.register_cli.csv_lines", stopped)
    file, said = export("lists.csv", code=2)
    assert "No space left" in said and list(tmp_path.glob("lists*")) == [] and not file.exists()


def test_a_token_is_shown_with_what_the_settings_want(world):
    said = world.app.test_cli_runner().invoke(args=["api-token", "contact-centre"]).output
    assert "for KEZEK_API_TOKENS: contact-centre:" in said
