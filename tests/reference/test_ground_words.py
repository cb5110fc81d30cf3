"""How grounds of refusal are told is a catalog: of a decision the words of its day count, else those of today."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale, gettext
from pypdf import PdfReader

from housing.actions.cases.reissue import Correction, reissue_notice
from housing.law.eligibility import GROUNDS
from housing.presentation.ground_text import describe_ground
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.numbers import fill_law_numbers, load_law_numbers
from housing.storage.extensions import db
from housing.storage.models import Notice
from tests.citizen.steps import english, refused
from tests.reference.steps import stands

LANGUAGES = ("kk", "ru", "en")
NEW = {
    "requirement": "Үйі жоқ",
    "words": "Үйіңіз бар: <script>alert(1)</script>",
    "mend": "100 % {{ 7*7 }}",
    "point": "Law {number}, %(name)s",
}


def row(**words):
    return {part: dict.fromkeys(LANGUAGES, text) for part, text in {**NEW, **words}.items()}


def change(world, **words):
    """What was published counts from today on."""
    with world.app.app_context():
        stands("grounds", world.clock().date(), ground="owned_housing", **row(**words))


def texts(world):
    with world.app.app_context():
        return [one.texts for one in db.session.query(Notice).order_by(Notice.id)]


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_first_words_are_those_of_the_law_module(world, tongue):
    with world.app.app_context(), force_locale(tongue):
        said, numbers = load_ground_texts(world.clock()), load_law_numbers(world.clock().date())
        assert set(said) == {ground.key for ground in GROUNDS}
        for ground in GROUNDS:
            told = describe_ground(ground, said, numbers)
            ours = ground.requirement, ground.words, ground.mend, ground.point
            assert told == tuple(fill_law_numbers(gettext(words), world.clock().date(), tongue) for words in ours), (
                ground.key
            )
            assert told == describe_ground(ground, {}, numbers), "what a ground without a row is told as"


def test_a_notice_bears_the_words_of_its_day_and_keeps_them(world):
    refused(world, "marat")
    before = texts(world)
    world.clock.ahead(days=1)
    change(world)
    refused(world, "saule")
    first, second = texts(world)
    assert [first] == before and "Үйіңіз бар" not in first["kk"]
    assert all("Үйіңіз бар" in text and "100 % {{ 7*7 }}" in text for text in second.values())


def test_markup_in_the_words_of_a_ground_is_words_in_the_notice_and_in_its_pdf(world):
    change(world)
    refused(world, "marat")
    (text,) = texts(world)
    assert not BeautifulSoup(text["kk"], "html.parser").select("script") and "&lt;script&gt;" in text["kk"]
    browser = english(world, "marat")
    where = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    page = browser.get(where)
    assert "<script>alert(1)</script>" in page.one("aside ol") and b"<script>alert" not in page.response.get_data()
    content = browser.client.get(f"{where}.pdf").data
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "<script>alert(1)</script>" in words.replace("\n", "") and b"/JavaScript" not in content


def test_a_decided_case_and_the_page_to_apply_again_say_what_was_said_then(world, number):
    case = refused(world, "marat")
    world.clock.ahead(days=1)
    change(world)
    browser = english(world, "marat")
    where = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    assert "Үйіңіз бар" not in browser.get(where).text
    assert "Үйіңіз бар" not in browser.get(f"/cabinet/again/{number(case)}").text
    official = world.official("astana-1")
    assert "Үйіңіз бар" not in official.get(f"/operator/case/{number(case)}").one("#case-decision")


def test_a_corrected_notice_tells_the_decision_in_the_words_of_its_day(world):
    case = refused(world, "marat")
    world.clock.ahead(days=1)
    change(world)
    with world.app.app_context():
        notice = db.session.query(Notice).filter_by(application_id=case).one()
        office = world.row(case).branch_code
        reissue_notice(notice.id, office, Correction("Name", "A slip in the name"), "astana-head", world.clock())
    told = texts(world)
    assert len(told) == 2 and not any("Үйіңіз бар" in text for one in told for text in one.values())


def test_hints_say_what_is_in_force_today(world):
    asked = "/hints?basis=no_housing&housing=now&share=whole&show=1&lang=en"
    assert "100 %" not in world.visitor().get(asked).text
    change(world)
    hint = world.visitor().get(asked).one("#hint-owned_housing")
    assert "What would help: 100 % {{ 7*7 }}" in hint and "Law {number}, %(name)s" in hint


def test_a_proposal_says_what_is_in_force_today(world, number):
    world.stage.silent.add("orphans")
    case = world.settled("marat")
    change(world)
    page = world.official("astana-1").get(f"/operator/case/{number(case)}?lang=en")
    told = page.one("#case-proposal")
    assert "<script>alert(1)</script>" in told and "%(name)s" in told and "Үйі жоқ" in told


def test_a_reason_in_the_figures_stands_with_the_point_in_the_language_of_the_page(world):
    refused(world, "marat")
    page = world.official("head-office").get("/operator/dashboard?lang=ru")
    assert "Закон" in page.one("section[aria-labelledby=reasons] tbody tr")


def test_the_words_of_a_ground_are_changed_in_the_browser(world, drafter, publisher, draft, publish):
    answer = draft(drafter, "grounds", 422, key="owned_housing", words_ru="", mend_en="x" * 301, since="25.11.2026")
    assert len(answer.select("#errors li")) == 2
    words = {f"words_{one}": "You own a home" for one in LANGUAGES}
    draft(drafter, "grounds", key="owned_housing", **words, since="25.11.2026")
    publish(publisher, "grounds")
    world.clock.ahead(days=1)
    with world.app.app_context(), force_locale("en"):
        ground, numbers = (
            next(one for one in GROUNDS if one.key == "owned_housing"),
            load_law_numbers(world.clock().date()),
        )
        told = describe_ground(ground, load_ground_texts(world.clock()), numbers)
    assert told.words == "You own a home" and told.mend.startswith("If the record is wrong")
