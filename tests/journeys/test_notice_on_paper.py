"""A notice printed by a browser, and downloaded with a press: a document in the hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.citizen.steps import english, refused
from tests.notices.readers import sealed, verify, words_of

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def holder(world, window):
    """The window of somebody refused who has the notice open on a phone, in a language."""

    def open_notice(language):
        refused(world, "saule")
        browser = english(world, "saule")
        opened = window(PHONE)
        opened.enter(browser)
        opened.go(browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"] + f"?lang={language}")
        return opened

    return open_notice


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_on_paper_there_is_the_notice_and_nothing_of_the_page_around(holder, world, language):
    window = holder(language)
    window.look()
    printed = words_of(window.page.pdf(prefer_css_page_size=True))
    address = world.app.extensions["services"].settings.public_url + "/verify/"
    assert re.search(re.escape(address) + "[2-9A-Z]{12}", printed), "who has no camera types the address of the code"
    for around in (".demo summary", ".account a", ".foot nav a", "aside h2", ".back"):
        words = window.page.locator(around).first.inner_text()
        assert words.strip() and words not in printed, around
    assert "1 / " in printed and printed.count("61") >= 4


def test_a_press_brings_the_sealed_document(holder):
    window = holder("kk")
    with window.page.expect_download() as coming:
        window.press("a[href$='.pdf']")
    content = Path(coming.value.path()).read_bytes()
    verify(sealed(content))
    assert coming.value.suggested_filename.endswith("-000001.pdf")


def test_a_supervisor_corrects_a_notice_in_the_browser(official, world):
    application_id = refused(world, "marat")
    with world.app.app_context():
        number = world.row(application_id).number
    desk = official("astana-head", size=PHONE)
    desk.go(f"/operator/case/{number}/reissue")
    desk.look()
    desk.page.fill("textarea[name=reason]", "Тегіндегі бір әріп")
    desk.press("main form button")
    desk.at(f"/operator/case/{number}")
    assert re.search(r"-000001-2\b", desk.page.inner_text("#case-decision"))
