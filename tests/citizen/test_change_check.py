"""The page on which a report is signed shows the document word for word; without one there is nothing to sign."""

from __future__ import annotations

import base64
import json

import pytest

from tests.citizen.steps import REPORT, english, number_of


@pytest.fixture
def her(world):
    world.settled("aigerim")
    return english(world, "aigerim")


@pytest.fixture
def url(world, her):
    return f"/cabinet/change-check/{number_of(world, 'aigerim')}"


def test_what_is_shown_is_what_is_signed(her, url):
    page = her.get(her.post(url.replace("change-check", "change"), REPORT).location)
    doc = json.loads(base64.b64decode(page.form("form[data-eds]")["challenge"]))
    assert doc["about"] == "change" and doc["what"]["code"] == "family" and doc["since"] == "20.11.2026"
    for words in (doc["asks"]["en"], doc["what"]["en"], doc["text"], *(one["en"] for one in doc["statements"])):
        assert words in page.text


def test_the_answers_day_and_that_the_place_stays_are_said_before(her, url):
    page = her.get(her.post(url.replace("change-check", "change"), REPORT).location)
    assert "Tuesday 15 December" in page.one(".box.info") and "Your place stays as it is" in page.one(".box.info")


def test_without_a_report_there_is_nothing_to_sign(her, url):
    assert her.get(url, 303).location.startswith(url.replace("change-check", "change"))


def test_it_is_signed_in_kazakh_and_russian_whatever_the_language_of_the_page(her, url):
    her.get("/?lang=ru")
    page = her.get(her.post(url.replace("change-check", "change"), REPORT).location)
    doc = json.loads(base64.b64decode(page.form("form[data-eds]")["challenge"]))
    assert {"kk", "ru"} <= doc["asks"].keys() and doc["asks"]["ru"] in page.text
