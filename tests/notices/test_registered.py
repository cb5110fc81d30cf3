"""The notice of registration bears all that it must (law.md, part 7)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask import has_app_context

from housing.law.parameters import PARAMETERS
from housing.law.working_time import HOURS
from housing.notices import NoticeData, compose_notice
from housing.queries.reference.notice_words import load_notice_texts
from housing.reference_data.law_numbers import numbers_of

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def data(**changed):
    given = {
        "kind": "registered",
        "number": "2611-Е-000001",
        "code": "7KQM4T2X9D",
        "issued_at": AT,
        "applicant": "Ахметова Айгерім Серікқызы",
        "application_number": "2611000001",
        "filed_at": AT,
        "basis": "no_housing",
        "settlement": {"kk": "Алматы", "ru": "Алматы қ. (ru)"},
        "branch": {"kk": "Алматы филиалы", "ru": "Алматинский филиал"},
        "official": "Ермекова Ләззат",
        "automatic": True,
        "language": "kk",
        "register_number": "7500000001",
        "list_code": "C7",
        "category_declared": "C7",
        "paragraphs": load_notice_texts(AT) if has_app_context() else {},
        "numbers": numbers_of(PARAMETERS[0], HOURS[0]),
    }
    return NoticeData(**{**given, **changed})


@pytest.fixture
def texts(app):
    def composed(**changed):
        with app.app_context():
            return {
                tongue: BeautifulSoup(html, "html.parser") for tongue, html in compose_notice(data(**changed)).items()
            }

    return composed


def test_everything_that_the_law_asks_for_stands_in_both_languages(texts):
    for tongue, text in texts().items():
        for part in (
            "2611-Е-000001",
            "7KQM-4T2X-9D",
            "24.11.2026 10:00",
            "Ахметова Айгерім Серікқызы",
            "2611 000 001",
            "7500000001",
            data().branch[tongue],
            data().settlement[tongue],
            "Ермекова Ләззат",
        ):
            assert part in text.get_text(" "), (tongue, part)


def test_it_is_rendered_without_a_request_and_bears_no_form(texts):
    assert not [tag for text in texts().values() for tag in text.select("form, script, input, a[href^='/']")]


def test_its_headings_stand_under_the_title_of_the_page(texts):
    levels = [tag.name for text in texts().values() for tag in text.select("h1, h2, h3")]
    assert levels and "h1" not in levels


def test_an_unconfirmed_category_is_said(texts):
    plain, unconfirmed = texts()["kk"], texts(list_code="general")["kk"]
    assert not plain.select(".box") and unconfirmed.select(".box")


def test_an_official_is_named_with_what_was_established(texts):
    text = texts(automatic=False, official="Вебер Анна", note="<b>Түпнұсқасын көрдім</b>")["ru"]
    assert "Вебер Анна" in text.get_text() and "<b>Түпнұсқасын көрдім</b>" in text.get_text()


def test_a_name_that_is_markup_stays_a_name(texts):
    text = texts(applicant="<img src=x onerror=alert(1)>")["kk"]
    assert not text.select("img") and "<img src=x" in text.get_text()


def test_it_says_in_which_language_one_applied(texts):
    """Law.md, part 7: the language of the applicant, the other beside it."""
    kk, ru = texts(language="kk")["kk"].get_text(), texts(language="ru")["kk"].get_text()
    assert kk != ru and len([line for line in ru.splitlines() if line not in kk.splitlines()]) == 1


def test_the_date_in_the_queue_is_that_of_the_register(texts):
    """A notice that replaces another is younger than the place that it tells of."""
    text = texts(registered_at=datetime(2026, 11, 20, 5, 0, tzinfo=UTC))["ru"]
    assert "20.11.2026 10:00" in text.get_text() and "24.11.2026 10:00" in text.select("p.small")[0].get_text()


def test_what_it_replaces_and_why_stand_at_its_head(texts):
    text = texts(replaces="2611-Е-000009", replaced_from=AT, reason="<i>әріп</i>")["kk"].get_text()
    assert "2611-Е-000009" in text and "<i>әріп</i>" in text and text.index("<i>әріп") < text.index("Ахметова")
