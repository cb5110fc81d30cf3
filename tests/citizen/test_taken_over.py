"""Who came with the register of a former base signs in, finds the place, and meets words wherever nothing was filed."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from housing.actions.register.apply_import import undo_import
from housing.queries.reference.settlements import branch_for
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry
from tests.citizen.steps import english
from tests.import_runs import take_over
from tests.judge import LANGUAGES
from tests.register_files import csv_file, legacy_row, legacy_rows

KEY, SETTLEMENT = "aigerim", "351010000"


@pytest.fixture
def taken_over(world):
    """The number of her application, as the import gave it; two others stand before her."""
    who = world.person(KEY)
    own = legacy_row(2, iin=who.iin, surname=who.surname_kk, given=who.given_kk, patronymic=who.patronymic_kk or "")
    with world.app.app_context():
        take_over(csv_file([*legacy_rows(2), {**own, "number": "77/3", "date": "24.03.2019"}]), world.clock())
        return db.session.scalars(select(Application.number).where(Application.iin == who.iin)).one()


def entry_number():
    return db.session.scalars(select(RegisterEntry.number).where(RegisterEntry.former_number == "77/3")).one()


def test_the_cabinet_shows_the_place(world, taken_over):
    page = english(world, KEY).get("/cabinet")
    card = page.one(f"#cabinet-case-{taken_over}")
    assert "Taken over from the former base" in card and "3 your place of 3 in the list" in card
    assert not page.select("#begin")


def test_its_page_says_whence_it_came_and_what_stands_there(world, taken_over):
    page = english(world, KEY).get(f"/cabinet/application/{taken_over}")
    assert "Your place was taken over from the former base" in page.text
    place = page.one("#application-place")
    with world.app.app_context():
        assert entry_number() in place
    assert "77/3" in place and "24.03.2019" in place
    assert "You are here: in the queue" in page.text and "Receipt" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_leads_from_it_opens(world, taken_over, language):
    browser = world.citizen(KEY, language)
    start = f"/cabinet/application/{taken_over}"
    page = browser.get(start)
    links = {link["href"] for link in page.select("main a[href^='/']") if "download" not in link.attrs}
    for url in links:
        browser.get(url)
    assert any("complaint" in url for url in links)


@pytest.mark.parametrize("page", ["receipt", "signature"])
def test_what_was_never_filed_is_not_there(world, taken_over, page):
    english(world, KEY).get(f"/cabinet/{page}/{taken_over}", 404)


def test_of_a_decision_that_there_is_not_nobody_complains_of_an_error_one_does(world, taken_over):
    browser, url = english(world, KEY), f"/cabinet/complaint/{taken_over}"
    form = browser.get(url).form()
    offered = [one["value"] for one in browser.get(url).select("input[name=subject]")]
    assert offered == ["delay", "conduct", "data"]
    browser.post(url, {**form, "subject": "data", "text": "The date is wrong: it was 2017."})
    assert "Your complaint is filed" in browser.get(f"{url}?filed=1").text


def answer_url(world, browser):
    page = browser.get("/operator/complaints")
    return next(link["href"] for link in page.select("a[href*='/operator/complaint/']"))


def test_an_upheld_complaint_about_it_is_answered_and_decides_nothing_anew(world, taken_over, sits):
    browser, url = english(world, KEY), f"/cabinet/complaint/{taken_over}"
    browser.post(url, {**browser.get(url).form(), "subject": "data", "text": "The date is wrong."})
    supervisor = sits("karaganda-head")
    answer = answer_url(world, supervisor)
    sent = {**supervisor.get(answer).form("form[action$='answer']"), "outcome": "upheld", "answer": "We correct it."}
    supervisor.post(f"{answer}/answer", sent)
    with world.app.app_context():
        assert (
            db.session.scalars(select(Application.status).where(Application.number == taken_over)).one() == "registered"
        )
    assert "We correct it." in browser.get(url).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", ["karaganda-1", "karaganda-head", "auditor"])
def test_officials_open_its_file_and_read_that_nothing_was_decided(world, taken_over, login, language):
    page = world.official(login, language).get(f"/operator/case/{taken_over}")
    assert page.h1 and "77/3" in page.text and not page.select("#case-form")


def test_the_queue_finds_it_and_the_entry_tells_it(world, taken_over, sits):
    supervisor = sits("karaganda-head")
    closed = supervisor.get("/operator/queue?status=registered")
    assert "Taken over from the former base" in closed.text
    with world.app.app_context():
        assert branch_for(SETTLEMENT) == "karaganda"
        number = entry_number()
    entry = supervisor.get(f"/register/entry/{number}")
    assert "by no decision of the bank: taken over from the former base" in entry.text and "77/3" in entry.text


def test_the_helpline_says_it_in_words(world, taken_over, sits):
    who = world.person(KEY)
    browser = sits("helpline")
    form = browser.get("/operator/helpline").form()
    found = browser.post(
        "/operator/helpline/find", {**form, "q": taken_over, "name": who.name_kk, "born": "1.1.1900"}, 200
    )
    assert re.search("Nothing can be told|taken over from the former base", found.text)


def test_whoever_stands_on_it_starts_no_second_application(world, taken_over):
    english(world, KEY).post("/apply", {"consent": "y"}, 200)
    with world.app.app_context():
        assert db.session.scalars(select(Application.status)).all().count("draft") == 0


def test_once_the_file_is_taken_back_her_page_says_whose_mistake_it_was_and_what_she_may_do(world, taken_over):
    with world.app.app_context():
        undo_import(db.session.scalars(select(RegisterEntry.import_id)).first(), "head-office", world.clock())
    browser = english(world, KEY)
    page = browser.get(f"/cabinet/application/{taken_over}")
    assert "That was the bank's mistake" in page.text and "You may apply at any time" in page.text
    assert browser.get("/cabinet").select("#begin")
