"""No notice bears a sign that its typeface lacks: it is refused in words when it is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask_babel import force_locale, gettext

from housing.labels import NOTICE_TITLES
from housing.law.eligibility import GROUNDS
from housing.law.parameters import PARAMETERS
from housing.law.working_time import HOURS
from housing.notices import NoticeDispute, NoticeGround, NoticeText, build_texts, compose_notice, fonts, pdf
from housing.notices.fonts import load_face, replace_missing_glyphs
from housing.presentation.fact_text import fact_label
from housing.presentation.formats import format_count, format_datetime
from housing.presentation.ground_text import describe_ground, describe_waiting, describe_waiting_for_all
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.reference import list_published_rows
from housing.reference_data import catalogs
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.fields import Field, InvalidValueError, read_field
from housing.reference_data.law_numbers import numbers_of
from housing.text.printable import PRINTABLE, first_unprintable
from tests.house.test_translations import catalogue
from tests.notices.test_pdf import paper
from tests.notices.test_registered import AT, data

DAY = date(2029, 11, 24)
LACKING = ["\u20b8", "\u2192", "\U0001f600", "\u2713", "\u4e2d"]


def test_the_signs_are_those_of_both_faces():
    private = range(0xE000, 0xF900)
    assert {sign for sign in load_face("").signs & load_face("B").signs if sign not in private} == PRINTABLE


@pytest.mark.parametrize("sign", LACKING)
@pytest.mark.parametrize("kind", ["text", "words", "template"])
def test_a_row_with_a_sign_that_is_not_printed_is_refused_in_words(sign, kind):
    field = Field("words", "", kind, languages=("kk",))
    with pytest.raises(InvalidValueError, match="cannot be printed"):
        read_field(field, {"words": f"100 {sign}", "words_kk": f"100 {sign}"})


def test_a_text_message_is_not_printed():
    message = Field("words", "", "template", languages=("kk",), parts=1)
    assert read_field(message, {"words_kk": "5 \u20b8"}) == {"kk": "5 \u20b8"}


def rows_of(catalog: Catalog):
    """(field, words) of every row that was ever published."""
    for row in list_published_rows(catalog.code):
        for field in catalog.all_fields:
            value = (row.values or {}).get(field.name)
            if field.kind in ("text", "words", "template") and not field.parts:
                yield from (value or {}).values() if field.in_languages else [value or ""]


def test_no_row_that_the_bank_starts_with_bears_one(app):
    with app.app_context():
        found = [words for catalog in catalogs.CATALOGS for words in rows_of(catalog) if first_unprintable(words)]
    assert found == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_dates_and_counts_are_printed(app, language):
    with app.test_request_context(), force_locale(language):
        said = [
            format_datetime(date(2026, 1, 1) + timedelta(nth), style) for nth in range(366) for style in ("day", "date")
        ]
        said += [format_count(1234567), format_count(10**9)]
    assert [one for one in said if first_unprintable(one) or "\u202f" in one] == []


def fullest_text(language):
    """All that the notices of any kind say in a language."""
    rows, numbers = load_ground_texts(AT), numbers_of(PARAMETERS[0], HOURS[0])
    waits = [describe_waiting(again) for again in (DAY, None)]
    return NoticeText(
        grounds=tuple(
            NoticeGround(describe_ground(ground, rows, numbers), (), (), waits[nth % 2])
            for nth, ground in enumerate(GROUNDS)
        ),
        waiting=describe_waiting_for_all(DAY),
        unanswered=(fact_label("family"),),
        disputes=(NoticeDispute("", "Ескертпе", gettext("not needed for the decision"), "Себебі"),),
        complaint_bodies=tuple(list_complaint_bodies(language, numbers)),
    )


def fullest(kind, language):
    """A notice in which every text stands that one of its kind may bear."""
    return data(
        kind=kind,
        language=language,
        automatic=False,
        representative="Қалиев Марат",
        note="Ескертпе",
        reason="Себебі",
        note_language=language,
        reason_language=language,
        replaces="2611-Б-000001",
        replaced_from=AT,
        iin="88******9915",
        born_in=1988,
        list_code="general",
        complaint="Ш-1",
        registered_at=AT,
        act="refused",
        acted_at=AT,
        moved_from=AT,
        due_at=AT,
        texts=build_texts(fullest_text),
        complain_until=DAY,
    )


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", NOTICE_TITLES)
def test_nothing_of_any_notice_is_missing_in_the_typeface(app, monkeypatch, kind, language):
    missing: list[str] = []
    monkeypatch.setattr(fonts, "substitute_glyph", lambda sign, known: missing.append(sign) or "")
    with app.app_context():
        texts = compose_notice(fullest(kind, language))
        pdf.make_pdf(paper(texts, kind=kind, language=language), sealed=True)
    assert missing == [] and "Ескертпе" in texts[language]


def test_of_all_texts_only_two_of_screens_bear_one():
    """Facts, sources and events are told in many texts: none of them, in any language, has such a sign."""
    texts = [(m, each) for lang in ("kk", "ru") for m in catalogue(lang) for each in (m.id, m.string)]
    found = {
        str(m.id) for m, each in texts for one in ([each] if isinstance(each, str) else each) if first_unprintable(one)
    }
    assert found == {"Before \u2193 After \u2192", "Difference before publishing: version %(old)s to %(new)s"}


@pytest.mark.parametrize(("name", "printed"), [("\u018fli", "\u04d8li"), ("A\u202fB", "A B"), ("\u01cd", "A")])
def test_of_a_name_from_outside_what_its_signs_are_made_of_is_printed(name, printed):
    assert replace_missing_glyphs(name) == printed and "?" not in replace_missing_glyphs(name + "".join(LACKING))
