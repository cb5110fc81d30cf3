"""No notice bears a sign that its typeface lacks: it is refused in words when it is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask_babel import force_locale

from housing.notices import compose, pdf
from housing.notices.pdf import face, printable
from housing.presentation.formats import say_when, thousands
from housing.queries.reference.reference import list_published_rows
from housing.reference_data import catalogs
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.fields import Field, Wrong, read
from housing.text.printable import PRINTED, unprinted
from tests.notices.test_pdf import paper
from tests.notices.test_registered import data

LACKING = ["\u20b8", "\u2192", "\U0001f600", "\u2713", "\u4e2d"]


def test_the_signs_are_those_of_both_faces():
    private = range(0xE000, 0xF900)
    assert {sign for sign in face("")[1] & face("B")[1] if sign not in private} == PRINTED


@pytest.mark.parametrize("sign", LACKING)
@pytest.mark.parametrize("kind", ["text", "words", "template"])
def test_a_row_with_a_sign_that_is_not_printed_is_refused_in_words(sign, kind):
    field = Field("words", "", kind, languages=("kk",))
    with pytest.raises(Wrong, match="cannot be printed"):
        read(field, {"words": f"100 {sign}", "words_kk": f"100 {sign}"})


def test_a_text_message_is_not_printed():
    message = Field("words", "", "template", languages=("kk",), parts=1)
    assert read(message, {"words_kk": "5 \u20b8"}) == {"kk": "5 \u20b8"}


def rows_of(catalog: Catalog):
    """(field, words) of every row that was ever published."""
    for row in list_published_rows(catalog.code):
        for field in catalog.all_fields:
            value = (row.values or {}).get(field.name)
            if field.kind in ("text", "words", "template") and not field.parts:
                yield from (value or {}).values() if field.in_languages else [value or ""]


def test_no_row_that_the_bank_starts_with_bears_one(app):
    with app.app_context():
        found = [words for catalog in catalogs.CATALOGS for words in rows_of(catalog) if unprinted(words)]
    assert found == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_dates_and_counts_are_printed(app, language):
    with app.test_request_context(), force_locale(language):
        said = [say_when(date(2026, 1, 1) + timedelta(nth), style) for nth in range(366) for style in ("day", "date")]
        said += [thousands(1234567), thousands(10**9)]
    assert [one for one in said if unprinted(one) or "\u202f" in one] == []


def test_nothing_of_a_notice_is_missing_in_the_typeface(app, monkeypatch):
    missing: list[str] = []
    monkeypatch.setattr(pdf, "instead", lambda sign, known: missing.append(sign) or "")
    with app.app_context():
        pdf.make_pdf(paper(compose(data())), sealed=True)
    assert missing == []


@pytest.mark.parametrize(("name", "printed"), [("\u018fli", "\u04d8li"), ("A\u202fB", "A B"), ("\u01cd", "A")])
def test_of_a_name_from_outside_what_its_signs_are_made_of_is_printed(name, printed):
    assert printable(name) == printed and "?" not in printable(name + "".join(LACKING))
