"""The reasoned refusal bears all that it must (law.md, part 7; Administrative Procedural Code, article 80)."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale, gettext

from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import Official, OfficialDecision
from housing.law.eligibility import GROUNDS
from housing.storage.extensions import db
from housing.storage.models import Notice, Staff
from tests.citizen.steps import english, refused


@pytest.fixture
def text(world):
    """The stored refusal of somebody, by language."""

    def of(key):
        refused(world, key)
        with world.app.app_context():
            stored = db.session.query(Notice).one().texts
        return {tongue: BeautifulSoup(html, "html.parser") for tongue, html in stored.items()}

    return of


def test_every_ground_stands_with_its_point_its_fact_its_source_and_its_remedy(text):
    for told in text("saule").values():
        grounds = told.select("section.ground")
        assert len(grounds) == 2
        for ground in grounds:
            rows = [dd.get_text(" ") for dd in ground.select("dd")]
            assert len(rows) == 4 and all(rows)
            assert re.search(r"61", rows[1]) and "16.03." in rows[1] and "24.11.2026" in rows[2]


def test_all_reasons_are_listed_not_the_first_one(text):
    assert len(text("temirlan")["kk"].select("section.ground")) == 4


def test_it_says_until_when_where_and_how_to_complain(text):
    told = text("marat")["ru"]
    steps = told.select("ol > li")
    assert len(steps) == 3 and "5" in steps[0].text and "15" in steps[1].text
    assert "2027" in told.get_text(" ")


def test_both_languages_stand_on_one_page_without_an_id_twice(world, text):
    text("saule")
    browser = english(world, "saule")
    page = browser.get(browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"])
    assert len(page.select("section.ground")) == 4


def test_what_stayed_unanswered_is_named_in_words(world):
    """An official refuses on what is known; what is not known stands apart, and is not held against anybody."""
    world.stage.silent.update({"orphans", "mortgages"})
    application_id, now = world.settled("marat"), world.clock()
    with world.app.app_context():
        staff = db.session.query(Staff).filter_by(login="astana-1").one()
        official = Official(staff.id, staff.login, staff.branch_code)
        decide_case(application_id, world.row(application_id).version, OfficialDecision("refuse"), official, now)
    browser = english(world, "marat")
    page = browser.get(browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"])
    assert len(page.select("section.ground")) == 2 and len(page.select("article h2 + p + ul.bullets > li")) == 2
    assert "applicant." not in page.text


def test_a_decision_by_the_machine_names_who_answers_for_it(text):
    assert "Нұрланов Қанат Серікұлы" in text("marat")["kk"].get_text()


def test_where_a_branch_has_no_supervisor_the_head_office_answers_for_the_machine(world):
    with world.app.app_context():
        db.session.query(Staff).filter_by(login="astana-head").update({"active": False})
        db.session.commit()
    refused(world, "marat")
    with world.app.app_context():
        assert "Ысқақова Динара Саматқызы" in db.session.query(Notice).one().texts["kk"]


@pytest.mark.parametrize("tongue", ["kk", "ru"])
def test_every_ground_of_the_house_can_be_told_whole(app, tongue):
    """What is wrong, the point of law, what would mend it: for each ground, in both languages, none in English."""
    with app.app_context(), force_locale(tongue):
        for ground in GROUNDS:
            for words in (ground.words, ground.point, ground.mend):
                assert words and gettext(words) != words, (ground.key, words)
            assert re.search(r"\d", ground.point), ground.key
