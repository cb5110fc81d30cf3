"""What an import and what is sought of one ask of the database is found by indexes, however large the register is."""

from __future__ import annotations

import pytest

from housing.queries.register.entry_search import search_former_numbers
from housing.queries.register.imports import iter_comparison_faults, list_holders, load_import
from housing.queries.register.standing import iter_standing
from tests.import_runs import bring, take_over
from tests.plans import watch
from tests.register_files import csv_file, legacy_row, legacy_rows


@pytest.fixture
def applied(world):
    with world.app.app_context():
        number = take_over(csv_file(legacy_rows(5)), world.clock())
        yield load_import(number)


def test_a_former_number_is_found_by_its_index(applied):
    asked = watch(lambda: search_former_numbers("2", ["karaganda"]))
    assert len(asked.answer) == 1 and any("ix_register_entry_former" in line for line in asked.plan)


def test_what_holds_an_import_is_asked_of_its_entries_alone(applied):
    asked = watch(lambda: list_holders(applied))
    assert asked.answer == [] and asked.scans("event") == asked.scans("register_movement") == []
    assert not [line for line in asked.scans("e") if "INDEX" not in line]


def test_a_staged_file_is_compared_without_walking_the_register(world, applied):
    staged = bring(csv_file([legacy_row(7)]), world.clock())
    asked = watch(lambda: list(iter_comparison_faults(staged)))
    assert asked.answer == [] and asked.scans("e") == []


def test_the_lists_of_a_country_are_read_in_their_order_without_sorting(applied):
    asked = watch(lambda: list(iter_standing()))
    assert len(asked.answer) == 5 and not [line for line in asked.plan if "TEMP B-TREE" in line]
    assert any("ix_register_entry_place" in line for line in asked.plan)
