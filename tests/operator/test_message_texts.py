"""Every text that is sent, measured in every language; and that each fits one SMS whatever the number and the date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from housing.config import LANGUAGES
from housing.labels import MESSAGE_KINDS, TERM_CAUSES
from housing.law.lifecycle import MOVES
from housing.law.working_time import ALMATY
from housing.notices import CODES, KINDS, cause_in_words, code_message, text_message
from housing.queries.reference.message_texts import build_message_text
from housing.reference_data.sms_segments import measure_message
from housing.reference_data.text_templates import MESSAGE_PLACEHOLDERS

URL = "/operator/message-texts"
#: A number has ten digits; the widest is as wide as any.
NUMBERS = ("2601000001", "9912999999", "0000000000")
DAY = datetime(2028, 12, 29, 23, 59, tzinfo=ALMATY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_fits_one_sms_with_any_number_and_date(app, kind, language):
    with app.test_request_context():
        for number in NUMBERS:
            text = text_message(build_message_text(kind, language, DAY), number, DAY)
            assert 0 < len(text) <= 70 and measure_message(text).parts == 1
            assert not re.search(r"https?:|\.kz|www", text), "no link: who reads it must not learn to press on one"
            assert (number in text) == (kind != "consent")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("public", "said"),
    [
        ("https://kezek.somebank.test/", "kezek.somebank.test"),
        ("https://housing.bank.example", "housing.bank.example"),
        ("https://a-longer-name-than-fits.bank.example", "Kezek"),
    ],
)
def test_the_family_is_told_that_it_is_the_bank_and_at_which_address(app, language, public, said):
    outside = app.extensions["services"]
    app.extensions["services"] = replace(outside, settings=replace(outside.settings, public_url=public))
    words = {"kk": ("Банк", "келісім"), "ru": ("Банк", "согласие"), "en": ("Bank", "consent")}[language]
    with app.test_request_context():
        text = text_message(build_message_text("consent", language, DAY), "", None)
    assert text.endswith(said) and measure_message(text).parts == 1 and len(text) <= 70
    assert all(one in text for one in words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", TERM_CAUSES)
def test_why_a_due_time_moved_fits_beside_it(app, cause, language):
    with app.test_request_context():
        said = cause_in_words(cause, language)
        text = text_message(build_message_text("term_moved", language, DAY), "9912999999", DAY, said)
    assert text.endswith(said) and said and len(text) <= 70 and measure_message(text).parts == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", CODES)
def test_every_code_fits_one_sms(app, purpose, language):
    with app.test_request_context():
        text = code_message(build_message_text(purpose, language, DAY), "999999")
    assert "999999" in text and len(text) <= 70 and measure_message(text).parts == 1


def test_a_text_that_would_not_fit_is_not_written(app):
    with app.test_request_context(), pytest.raises(ValueError, match="a text message of"):
        text_message(build_message_text("registered", "ru", DAY), "1" * 40)


def test_every_message_of_every_move_is_among_them():
    told = {made.message for made in MOVES.values() if made.message}
    assert told <= set(KINDS) and {*KINDS, *CODES} == set(MESSAGE_KINDS) == set(MESSAGE_PLACEHOLDERS)


def test_the_screen_shows_every_text_in_every_language_with_its_cost(supervisor):
    page = supervisor.get(URL)
    for kind in (*KINDS, *CODES):
        lines = [row.get_text(" ", strip=True) for row in page.select(f"#text-{kind} tr")]
        assert len(lines) == 4, "a heading and three languages"
        assert all(re.search(r" \d+ of (70|160) 1 (UCS-2|GSM-7)$", line) for line in lines[1:])
    assert "9912999999" in page.text and "31.12.2099" in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_another_language_is_marked_as_such(supervisor, language):
    page = supervisor.get(f"{URL}?lang={language}")
    marked = {cell["lang"] for cell in page.select("#text-refused td[lang]")}
    assert marked == set(LANGUAGES) - {language}


def test_the_list_of_messages_leads_there_and_back(supervisor):
    assert supervisor.get("/operator/messages").select(f"a[href='{URL}']")
    assert supervisor.get(URL).select("a.back[href='/operator/messages']")
