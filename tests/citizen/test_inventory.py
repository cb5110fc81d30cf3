"""What an inventory asks of a person, in their account: to look, and to answer."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from housing.demo.bases import SERVICES
from housing.storage.extensions import db
from housing.storage.models import Application, InventoryCheck, Paper
from tests.citizen.steps import english, number_of
from tests.inventories import FLAT, begun
from tests.papers import pdf


@pytest.fixture
def aigerim(world):
    world.settled("aigerim")
    world.clock.ahead(days=100)
    return number_of(world, "aigerim")


@pytest.fixture
def asked(world, aigerim, monkeypatch):
    """Her page in the account, and her browser."""
    monkeypatch.setitem(SERVICES, "real_property", lambda person: ("FOUND", {"rights": [FLAT]}))
    begun(world)
    world.work()
    return english(world, "aigerim"), f"/cabinet/inventory/{aigerim}"


def check(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.scalars(select(InventoryCheck)).one()


def send(browser, url, status=303, **typed):
    form = browser.get(url).form(f"form[action='{url}/answer']")
    return browser.post(f"{url}/answer", {**form, **typed}, status=status)


def test_where_nothing_has_changed_the_account_says_so_and_asks_nothing(world, aigerim):
    begun(world)
    world.work()
    browser = english(world, "aigerim")
    for url in ("/cabinet", f"/cabinet/application/{aigerim}"):
        assert "Checked on 04.03.2027: nothing has changed." in browser.get(url).text
    page = browser.get(f"/cabinet/inventory/{aigerim}")
    assert "The inventory asks nothing of you." in page.text and not page.select("main form[method=post]")


def test_the_account_asks_to_look_and_says_until_when(asked):
    browser, url = asked
    box = browser.get("/cabinet").one(".box.warn")
    assert "Your registration stands." in box and "Friday 19 March" in box
    page = browser.get(url)
    assert "You or a family member own housing" in page.one("section[aria-labelledby=found]")
    assert "Қарағанды, 1-үй" in page.one("section[aria-labelledby=found]")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_asks_in_every_language(world, asked, language):
    _, url = asked
    page = world.citizen("aigerim", language).get(url)
    assert page.select("html")[0]["lang"] == language and len(page.select("input[name=answer]")) == 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose your answer"),
        ({"answer": "dispute"}, "Write what is wrong"),
        ({"answer": "paper"}, "Choose the document that shows it"),
        ({"answer": "agree", "note": "x" * 1001}, "At most 1000 characters"),
    ],
)
def test_an_answer_that_says_too_little_is_not_taken(world, asked, typed, words):
    browser, url = asked
    assert words in send(browser, url, 422, **typed).one("#errors")
    assert check(world).state == "asked"


def test_an_answer_goes_to_an_official_and_stands_in_the_account(world, asked):
    browser, url = asked
    send(browser, url, answer="dispute", note="It is my namesake's")
    assert (check(world).state, check(world).note) == ("answered", "It is my namesake's")
    page = browser.get(url)
    assert "It is my namesake's" in page.one("section[aria-labelledby=said]") and "Until then" in page.text
    assert "an official looks at it." in browser.get("/cabinet").text and not page.select("main form[method=post]")


def test_a_document_comes_with_it_and_the_official_opens_it(world, asked):
    browser, url = asked
    send(browser, url, answer="paper", document=(io.BytesIO(pdf()), "proof.pdf"))
    paper = check(world).paper_id
    with world.app.app_context():
        assert db.session.get_one(Paper, paper).kind == "other"
    head = world.official("almaty-head")
    page = head.get(f"/register/inventory-entry/{check(world).id}")
    link = page.select(f"a[href='/operator/document/{paper}']")[0]["href"]
    assert head.client.get(link).data.startswith(b"%PDF")


def test_a_file_that_is_none_is_said_and_nothing_is_sent(world, asked):
    browser, url = asked
    page = send(browser, url, 422, answer="paper", document=(io.BytesIO(b"no file"), "proof.pdf"))
    assert "This file is not a PDF" in page.one("#errors") and check(world).state == "asked"


def test_a_second_window_changes_nothing(world, asked):
    browser, url = asked
    form = browser.get(url).form(f"form[action='{url}/answer']")
    browser.post(f"{url}/answer", {**form, "answer": "agree"})
    page = browser.post(f"{url}/answer", {**form, "answer": "dispute", "note": "no"}, status=409)
    assert "It was answered or settled meanwhile" in page.text and check(world).answer == "agree"


def test_nobody_answers_for_somebody_else(world, asked):
    _, url = asked
    world.settled("olzhas")
    other = english(world, "olzhas")
    assert other.client.get(url).status_code == 404
    other.client.post(f"{url}/answer", data={"csrf_token": other.csrf(), "answer": "agree"})
    assert check(world).state == "asked"


def test_whose_consent_is_missing_gives_it_there_and_is_checked(world, aigerim):
    with world.app.app_context():
        case = db.session.scalars(select(Application).filter_by(number=aigerim)).one()
        case.answers = {}
        db.session.commit()
    begun(world)
    world.work()
    browser, url = english(world, "aigerim"), f"/cabinet/inventory/{aigerim}"
    form = browser.get(url).form(f"form[action='{url}/consent']")
    browser.post(f"{url}/consent", form)
    world.clock.ahead(minutes=3)
    world.work()
    assert check(world).outcome == "unchanged"
    assert "You gave your consent again" in browser.get(f"/cabinet/application/{aigerim}").text
