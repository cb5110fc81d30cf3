"""Surname, name and patronymic wherever a person is named: check page, signed text, account, notice."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from housing.actions.filing.represent import RepresentationClaim, represent_applicant
from housing.demo.people import PEOPLE
from housing.storage.extensions import db
from housing.storage.models import Application, Notice, Representation
from tests.citizen.steps import ANSWERS, answered, english, signed, upload

KEY, FULL = "aigerim", "Ахметова Айгерім Серікқызы"
GREETINGS = [("kk", "Құрметті Айгерім!"), ("ru", "Уважаемая Айгерім Серікқызы!")]
WARD = PEOPLE["zhanna"]
ON_A_WORD = {"iin": WARD.iin, "relation": "guardian_of_adult", "document": "№ 1", "issued_on": "08.04.2024"}


def notice_in(world, language):
    with world.app.app_context():
        return BeautifulSoup(db.session.scalars(select(Notice.texts)).one()[language], "html.parser").get_text(" ")


@pytest.fixture
def without_patronymic(world, monkeypatch):
    """The state base holds no patronymic of anybody."""
    bare = {key: replace(who, patronymic_kk="", patronymic_ru="") for key, who in PEOPLE.items()}
    monkeypatch.setattr(world.stage, "everybody", lambda today: bare)
    monkeypatch.setattr(world.stage, "known", None)
    yield
    world.stage.known = None


def test_the_check_page_the_signed_text_and_the_account_name_fully(world):
    browser = answered(world, KEY)
    page = browser.get("/apply/check")
    assert FULL in page.one("[aria-labelledby=applicant]")
    signed = json.loads(base64.b64decode(page.form("form[data-eds]")["challenge"]))
    assert signed["applicant"]["name"] == FULL
    assert FULL in browser.get("/cabinet").one("main")


@pytest.mark.parametrize(("language", "greeting"), GREETINGS)
def test_the_notice_says_who_exactly_it_is_about_and_greets_by_the_name(world, language, greeting):
    world.settled(KEY)
    text = notice_in(world, language)
    assert all(part in text for part in (FULL, " 1989 ", "8904••••9900", greeting)), text


def test_who_has_no_patronymic_is_named_without_anything_odd(world, without_patronymic):
    world.settled(KEY)
    kk, ru = notice_in(world, "kk"), notice_in(world, "ru")
    assert "Құрметті Айгерім!" in kk and "Здравствуйте, Айгерім!" in ru
    assert all("Ахметова Айгерім" in text and "None" not in text and "Айгерім  " not in text for text in (kk, ru))


def test_the_name_of_the_state_base_counts_once_it_told_one(world):
    """As of a draft that was begun with the short name of a certificate."""
    application = world.settled(KEY)
    with world.app.app_context():
        assert world.row(application).name == FULL


def test_a_representative_who_came_by_a_code_is_named_by_the_state_base(world):
    with world.app.app_context():
        stated = RepresentationClaim(PEOPLE["nurislam"].iin, "trustee", "№ 12", PEOPLE["nurislam"].born, None)
        represent_applicant(world.who("dauren"), stated, "kk", world.app.extensions["services"].gateway, world.clock())
        assert db.session.scalars(select(Representation.name)).one() == "Жүнісов Дәурен Қайратұлы"


def filed_on_a_word(world):
    """A stranger names an IIN and a document that nobody has read yet."""
    browser = english(world, "marat")
    browser.post("/apply/ward", {**ON_A_WORD, "valid_until": "", "consent": "y"})
    browser.post("/apply/basis", {"basis": "no_housing"})
    for screen, sent in {**ANSWERS, "settlement": {"settlement": WARD.settlement}}.items():
        browser.post(f"/apply/{screen}", sent)
    browser.post("/apply/documents/representative_proof", {"representative_proof-file": upload()})
    return browser


def test_whom_somebody_names_by_an_iin_alone_is_not_named_to_them(world):
    browser = filed_on_a_word(world)
    browser.post("/apply/check", signed(world, browser, "marat"))
    world.work()
    with world.app.app_context():
        name = db.session.scalars(select(Application.name)).one()
    assert name.startswith(WARD.surname_kk), "the official sees whom it is about"
    account = browser.get("/cabinet")
    address = account.select("a[href^='/cabinet/application/']")[0]["href"]
    assert not any(WARD.given_kk in page.text for page in (account, browser.get(address)))
