"""Whatever words stand in whatever catalog, its pages and its files show them as words."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from housing.queries.reference.reference import load_effective_values
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.catalogs import CATALOGS
from tests.conftest import TUESDAY
from tests.reference.steps import stands

NASTY = "<script>alert(1)</script><b onmouseover=x>"
FORMULA = "=HYPERLINK(1)"
WORDED = [one.code for one in CATALOGS if any(field.kind in ("words", "template", "text") for field in one.fields)]


def spoilt(catalog: Catalog, values: dict[str, Any], words: str) -> dict[str, Any]:
    """A row with these words in every field that takes words."""
    spoils = {field.name: field for field in catalog.fields if field.kind in ("words", "template", "text")}
    return {
        name: dict.fromkeys(spoils[name].languages, words)
        if name in spoils and spoils[name].in_languages
        else words
        if name in spoils
        else value
        for name, value in values.items()
    }


@pytest.fixture
def spoil(world):
    """Puts such words into the first row of a catalog, as if they had been published, and gives its key."""

    def put(code, words):
        catalog = next(one for one in CATALOGS if one.code == code)
        with world.app.app_context():
            stands("days", day="2026-11-27", working="no", decree="Decree No. 7")
            key, values = next(iter(load_effective_values(code, TUESDAY.date()).items()))
            stands(code, **spoilt(catalog, dict(values), words))
        return key

    return put


@pytest.mark.parametrize("code", WORDED)
def test_a_script_in_any_field_is_words_on_its_pages(drafter, spoil, code):
    key = spoil(code, NASTY)
    for url in (f"/reference/{code}?q=alert", f"/reference/{code}?key={key}"):
        page = drafter.get(url)
        assert "<script>alert" not in page.html.decode() and not page.select("b[onmouseover]")
        assert NASTY in page.one("#catalog-rows") or "?key=" in url


@pytest.mark.parametrize("code", WORDED)
def test_a_formula_in_any_field_is_words_in_its_file(drafter, spoil, code):
    spoil(code, FORMULA)
    with drafter.client.get(f"/reference/{code}/rows") as answer:
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row if FORMULA in cell]
    assert cells and all(cell == f"'{FORMULA}" for cell in cells)
