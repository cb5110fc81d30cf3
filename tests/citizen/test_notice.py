"""The notice on the screen and on paper."""

from __future__ import annotations

import sqlite3
from urllib.parse import unquote

import pytest

from tests.citizen.steps import english, refused


def notice(world, key, lang="en"):
    browser = english(world, key)
    return browser.get(browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"] + f"?lang={lang}")


def test_a_registration_stands_in_both_languages_with_its_code(world):
    world.settled("aigerim")
    page = notice(world, "aigerim")
    assert page.h1 == "Notice of registration" and len(page.select("article.paper")) == 2
    assert page.select("article#other[lang=ru]") and page.select("article [lang=kk]")
    assert page.select(".letterhead a[href^='/verify/']")


def test_a_refusal_says_in_short_what_holds_and_until_when_to_complain(world):
    refused(world, "saule")
    short = notice(world, "saule").one("aside.no-print")
    assert "There are 2 grounds" in short and "complain until: 24 February 2027" in short


def test_the_language_of_the_page_comes_first(world):
    world.settled("aigerim")
    assert [a["lang"] for a in notice(world, "aigerim", "ru").select("article#other")] == ["kk"]
    assert [a["lang"] for a in notice(world, "aigerim", "kk").select("article#other")] == ["ru"]


def test_the_qr_code_is_an_image_inside_the_page(world):
    world.settled("aigerim")
    image = notice(world, "aigerim").select(".letterhead img")[0]
    assert unquote(image["src"]).startswith("data:image/svg+xml") and image["alt"]


def test_the_code_on_the_paper_is_the_one_that_is_verified(world):
    world.settled("aigerim")
    page = notice(world, "aigerim")
    verified = world.visitor().get(page.select(".letterhead a.code")[0]["href"] + "?lang=en")
    assert "genuine and in force" in verified.text
    fingerprint = page.select(".letterhead .code")[1].text
    assert fingerprint in verified.text


def test_somebody_elses_notice_is_not_there(world):
    world.settled("aigerim")
    browser = english(world, "aigerim")
    url = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    english(world, "marat").get(url, status=404)
    browser.get("/cabinet/notice/2611-Е-999999", status=404)


def test_an_official_does_not_read_it_here(world):
    world.settled("aigerim")
    url = english(world, "aigerim").get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    world.official("karaganda-1").get(url, status=403)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notice SET texts = replace(texts, 'Ахметова', 'Ахметов')",
        "UPDATE sealed_notice SET content = x'25' WHERE 1",
    ],
)
def test_what_was_changed_past_kezek_is_said_and_leaves_as_no_paper(world, tmp_path, change):
    world.settled("aigerim")
    browser = english(world, "aigerim")
    address = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    assert not browser.get(address).select(".box.bad")
    with sqlite3.connect(tmp_path / "kezek.db") as raw:
        assert raw.execute(change).rowcount
    assert "is not what the bank issued" in browser.get(address).one(".box.bad")
    assert browser.get(f"{address}.pdf", 303).location == address
