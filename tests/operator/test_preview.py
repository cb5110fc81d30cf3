"""The notice before it is final: the same words in both languages, nothing kept, and what was typed goes on."""

from __future__ import annotations

import re

import pytest

READ = "settle-application-documents-0-reliable"


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


@pytest.fixture
def typed(officer, viktor):
    return {**officer.get(f"/operator/case/{viktor}").form("#case-form"), "note": "Read", READ: "yes"}


def words(text):
    """Without what only the final notice bears: its code."""
    return " ".join(re.sub(r"(Тексеру коды|Код проверки)\s*: \s*\S+", "", text).split())


def test_a_preview_is_the_notice_itself_and_keeps_nothing(officer, viktor, typed, everything, ask):
    before = everything()
    page = officer.post(f"/operator/case/{viktor}/preview", {**typed, "verdict": "register"}, 200)
    assert everything() == before
    assert "This is a preview" in page.text and len(page.select("article.paper")) == 2
    officer.post(f"/operator/case/{viktor}/decide", page.form("#preview-form"))
    assert ask("SELECT status FROM application") == [("registered",)]
    assert ask("SELECT note FROM decision") == [("Read",)]
    (texts,) = ask("SELECT json_extract(texts, '$.kk'), json_extract(texts, '$.ru') FROM notice")
    for language, text in zip(("kk", "ru"), texts, strict=True):
        final = type(page.html)(text, "html.parser").get_text(" ")
        assert words(page.one(f"article [lang={language}].flow")) == words(final)


def test_a_refusal_is_shown_with_its_grounds_in_both_languages(officer, viktor, typed):
    page = officer.post(f"/operator/case/{viktor}/preview", {**typed, READ: "no", "verdict": "refuse"}, 200)
    assert "В постановке на учет отказано" in page.text or "отказано" in page.one("article [lang=ru].flow")
    assert page.select("article [lang=kk] section.ground") and page.select("article [lang=ru] section.ground")


def test_to_go_on_editing_brings_back_what_was_typed(officer, viktor, typed):
    page = officer.post(f"/operator/case/{viktor}/preview", {**typed, "verdict": "register"}, 200)
    again = officer.post(f"/operator/case/{viktor}/try", page.form("#preview-form"), 200)
    assert again.one("#note") == "Read" and again.form("#case-form")["verdict"] == "register"


def test_what_could_not_be_decided_has_no_preview(officer, viktor, typed):
    page = officer.post(f"/operator/case/{viktor}/preview", {**typed, "verdict": "refuse"}, 422)
    assert "does not follow from the facts" in page.one("#errors")
    officer.post(f"/operator/case/{viktor}/preview", {**typed, "verdict": "register", "version": "1"}, 409)


def test_the_case_of_another_branch_has_no_preview(sits, viktor):
    sits("astana-1").post(f"/operator/case/{viktor}/preview", {"verdict": "register"}, 404)
