"""The running texts of notices are a catalog: what must stand there cannot be left out, and an issued notice stays."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from housing.queries.reference import reference as kept
from housing.reference_data import catalogs
from housing.reference_data.fields import field_to_inputs, read_field
from housing.reference_data.text_templates import PARAGRAPH_PLACEHOLDERS, PARAGRAPHS
from housing.storage.extensions import db
from housing.storage.models import Notice
from tests.citizen.steps import english, refused
from tests.reference.steps import stands

SCRIPT = "<script>alert(1)</script> {{ 7*7 }} %(x)s"


def texts(world):
    with world.app.app_context():
        return [one.texts for one in db.session.query(Notice).order_by(Notice.id)]


@pytest.mark.parametrize("code", ["messages", "grounds", "notices"])
def test_every_first_row_is_one_that_the_form_would_take(world, code):
    catalog = catalogs.find_catalog(code)
    with world.app.app_context():
        rows = kept.load_effective_values(code, world.clock().date())
    assert set(rows) == set(catalog.key.choices)
    for key, values in rows.items():
        for field in catalog.fields_of(key):
            assert read_field(field, field_to_inputs(field, values[field.name])) == values[field.name], (
                key,
                field.name,
            )


def test_blanks_belong_to_paragraphs_that_there_are():
    assert set(PARAGRAPH_PLACEHOLDERS) <= set(PARAGRAPHS)


@pytest.mark.parametrize(
    ("paragraph", "words", "says"),
    [
        ("complain", "You may complain within {complaint_months_in_words}.", "The placeholder {day} is missing"),
        ("replaces", "It replaces No. {number}", "The placeholder {day} is missing"),
        ("again", "Apply again, {name}", "There is no placeholder {name} here"),
    ],
)
def test_what_a_notice_must_say_cannot_be_left_out(world, drafter, draft, paragraph, words, says):
    answer = draft(drafter, "notices", 422, key=paragraph, text_ru=words)
    assert says in answer.one("#errors")
    with world.app.app_context():
        assert kept.load_catalog_draft("notices") is None


def test_a_changed_paragraph_stands_in_notices_from_its_day_on(world, drafter, publisher, draft, publish):
    words = {"text_kk": "Шағымды {day} дейін беріңіз.", "text_ru": "Подайте жалобу до {day}"}
    draft(drafter, "notices", key="complain", **words, since="25.11.2026")
    publish(publisher, "notices")
    refused(world, "marat")
    world.clock.ahead(days=1)
    refused(world, "saule")
    first, second = texts(world)
    assert "Подайте жалобу" not in first["ru"] and texts(world)[0] == first
    assert "Подайте жалобу до 25 февраля 2027" in second["ru"] and "Шағымды" in second["kk"]


def test_markup_in_a_paragraph_is_words_in_the_notice_and_in_its_pdf(world):
    with world.app.app_context():
        stands("notices", paragraph="again", text={"kk": SCRIPT, "ru": SCRIPT})
    refused(world, "marat")
    (told,) = texts(world)
    assert not BeautifulSoup(told["kk"], "html.parser").select("script") and "{{ 7*7 }} %(x)s" in told["kk"]
    browser = english(world, "marat")
    where = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    content = browser.client.get(f"{where}.pdf").data
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")
    assert "<script>alert(1)</script>" in words and b"/JavaScript" not in content


def test_notices_are_in_two_languages_and_so_are_their_texts(drafter):
    page = drafter.get("/reference/notices?key=complain")
    assert [area["name"] for area in page.select("#catalog-form textarea")] == ["text_kk", "text_ru"]
    assert "{day} – last day to complain" in page.one("#catalog-form")
    assert "Шешіммен келіспесеңіз" in page.one("#catalog-rows"), "an English page lists the Kazakh words"
