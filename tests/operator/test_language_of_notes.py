"""An official's own words stand in the text of the language they were written in, or in both."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from housing.actions.cases.decide import decide_case
from housing.actions.cases.four_eyes import confirm_refusal
from housing.actions.cases.official import Official, OfficialDecision
from housing.actions.cases.reissue import Correction, reissue_notice
from housing.storage.extensions import db
from housing.storage.models import Application, Notice, Staff

WORDS = "Шаңырақтың құжаттарын көрдім"


def official(login):
    found = db.session.scalars(select(Staff).where(Staff.login == login)).one()
    return Official(found.id, found.login, found.branch_code)


def texts():
    stored = db.session.scalars(select(Notice.texts).where(Notice.replaced_at.is_(None))).one()
    return {tongue: BeautifulSoup(html, "html.parser").get_text(" ") for tongue, html in stored.items()}


def stands_in():
    return {tongue for tongue, text in texts().items() if WORDS in text}


LANGUAGES = [("kk", {"kk"}), ("ru", {"ru"}), ("", {"kk", "ru"})]


@pytest.fixture
def decided(world):
    """Refused by an official who wrote the note in that language; inside the application."""

    def refuse(language):
        case = world.settled("marat")
        with world.app.app_context():
            row = world.row(case)
            decide_case(
                case, row.version, OfficialDecision("refuse", {}, WORDS, language), official("astana-1"), world.clock()
            )
        return case

    return refuse


@pytest.mark.parametrize(("language", "where"), LANGUAGES)
def test_the_note_stands_where_it_was_written_for(world, decided, language, where):
    decided(language)
    with world.app.app_context():
        assert stands_in() == where
        other = {"kk", "ru"} - where
        assert all(f"{'казахский' if tongue == 'ru' else 'орысша'} " in texts()[tongue] for tongue in other)


@pytest.mark.parametrize(("language", "where"), LANGUAGES)
def test_a_second_official_who_confirms_it_leaves_it_in_its_language(world, decided, second_looks, language, where):
    second_looks(first_of_kind=1)
    case = decided(language)
    with world.app.app_context():
        confirm_refusal(case, world.row(case).version, official("astana-head"), world.clock())
        assert stands_in() == where


@pytest.mark.parametrize(("language", "where"), LANGUAGES)
def test_a_corrected_notice_keeps_the_note_and_its_reason_in_their_languages(world, decided, language, where):
    case = decided("kk")
    with world.app.app_context():
        notice = db.session.scalars(select(Notice)).one()
        branch = db.session.get(Application, case).branch_code
        reissue_notice(
            notice.id, branch, Correction("Бекенов Марат", "Қате әріп", language), "astana-head", world.clock()
        )
        assert {tongue for tongue, text in texts().items() if "Қате әріп" in text} == where
        assert stands_in() == {"kk"}


def test_the_form_asks_and_what_is_not_said_is_the_language_of_the_page(world, sits):
    case = world.settled("marat")
    desk = sits("astana-1")
    with world.app.app_context():
        number = world.row(case).number
    page = desk.get(f"/operator/case/{number}")
    assert [one["value"] for one in page.select("input[name=note_language]")] == ["kk", "ru", ""]
    assert page.select("input[name=note_language][checked]")[0]["value"] == "kk"
    form = page.form("#case-form")
    desk.post(f"/operator/case/{number}/decide", {**form, "verdict": "refuse", "note": WORDS, "note_language": "ru"})
    with world.app.app_context():
        assert stands_in() == {"ru"}
