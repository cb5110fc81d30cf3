"""Records with what they mean: what the law will refuse for, what mends it, and from which day one may apply again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from housing.demo.people import PEOPLE
from housing.storage.extensions import db
from housing.storage.models import Notice
from tests.citizen.steps import answered, begun, english, number_of, refused

BOX = "#will-refuse"
PAGES = ("/apply/facts", "/apply/tasks", "/apply/check")


def told_on(browser, url):
    found = browser.get(url).select(BOX)
    return " ".join(found[0].get_text(" ").split()) if found else ""


def sold_on(key):
    return next(home.until for home in PEOPLE[key].dwellings if home.until)


def again_after(day, years):
    return day.replace(year=day.year + years).strftime("%d.%m.%Y")


@pytest.mark.parametrize("url", PAGES)
def test_who_sold_a_flat_is_told_before_signing_that_it_will_be_refused_and_until_when(world, url):
    told = told_on(answered(world, "saule", settlement={"settlement": "790000000"}), url)
    assert "the law will refuse" in told and again_after(sold_on("saule"), 5) in told, told


def test_what_waiting_does_not_mend_is_told_without_a_day(world):
    told = told_on(begun(world, "marat"), "/apply/facts")
    assert "Waiting alone does not mend this" in told and "you may apply from" not in told


def test_too_short_a_residence_says_the_day_on_which_it_is_long_enough(world):
    told = told_on(answered(world, "sanzhar"), "/apply/tasks")
    assert again_after(PEOPLE["sanzhar"].registered_since, 3) in told


@pytest.mark.parametrize("url", PAGES)
def test_where_nothing_stands_in_the_way_nothing_is_said(world, url):
    assert told_on(answered(world, "aigerim"), url) == ""


def test_a_record_that_is_disputed_stands_in_nobodys_way(world):
    browser = begun(world, "marat")
    browser.post("/apply/facts/dwelling-0/dispute", {"dwelling-0-note": "The flat was never mine."})
    assert told_on(browser, "/apply/facts") == ""


def test_a_paper_that_is_not_attached_yet_is_no_reason_to_warn(world):
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    assert told_on(browser, "/apply/tasks") == ""


def test_while_the_basis_is_open_an_emergency_dwelling_is_told_to_be_no_obstacle_on_its_own(world):
    assert "On another basis" in told_on(begun(world, "viktor"), "/apply/facts")


def test_a_stranger_reads_no_records_in_a_warning(world):
    browser = english(world, "saule")
    stated = {"iin": PEOPLE["marat"].iin, "relation": "guardian_of_adult", "document": "№ 1", "issued_on": "08.04.2024"}
    browser.post("/apply/ward", {**stated, "valid_until": "", "consent": "y"})
    assert told_on(browser, "/apply/tasks") == ""


def test_the_refusal_says_the_day_of_each_ground_and_of_all_in_both_languages(world):
    refused(world, "saule")
    with world.app.app_context():
        texts = db.session.scalars(select(Notice.texts)).one()
    day = again_after(sold_on("saule"), 5)
    for language, words in (("kk", "күнінен бастап кедергі болмайды"), ("ru", "это уже не будет препятствием")):
        assert (texts[language].count(day), texts[language].count(words)) == (3, 2), language
    page = english(world, "saule").get(f"/cabinet/again/{number_of(world, 'saule')}")
    assert page.one("[aria-labelledby=mend]").count(day) == 3


def test_a_refusal_that_waiting_does_not_mend_says_so(world):
    refused(world, "temirlan")
    page = english(world, "temirlan").get(f"/cabinet/again/{number_of(world, 'temirlan')}")
    told = page.one("[aria-labelledby=mend]")
    assert told.count("Waiting alone does not mend this") == 4 and "Waiting alone is not enough" in told


def test_adulthood_has_a_day(world, monkeypatch):
    young = {**PEOPLE, "aigerim": replace(PEOPLE["aigerim"], born=date(2009, 2, 3))}
    monkeypatch.setattr(world.stage, "everybody", lambda today: young)
    monkeypatch.setattr(world.stage, "known", None)
    assert "03.02.2027" in told_on(begun(world, "aigerim"), "/apply/facts")
    world.stage.known = None
