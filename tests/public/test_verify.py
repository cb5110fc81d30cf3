"""Is a notice genuine? For anyone, with nothing that the paper does not bear."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from housing.extensions import db
from housing.models import Notice
from housing.queries.notice import masked_name


@pytest.fixture
def code(world):
    world.settled("aigerim")
    with world.app.app_context():
        return db.session.query(Notice).one().code


@pytest.fixture
def anyone(world):
    browser = world.visitor()
    browser.get("/?lang=en")
    return browser


def ask(browser, typed, status=200):
    return browser.get("/verify?" + urlencode({"code": typed}), status)


def test_a_genuine_code_is_told_with_a_masked_name(anyone, code):
    page = anyone.get(f"/verify/{code}")
    assert "The notice is genuine and in force" in page.text and "Notice of registration" in page.one(".receipt")
    assert "А•••••••" in page.text and "Ахметова" not in page.text and "890412499900" not in page.text


@pytest.mark.parametrize("written", ["{}", "{lower}", "{hyphens}", " {hyphens} ", "{spaces}"])
def test_it_is_found_however_it_is_written(anyone, code, written):
    groups = [code[:4], code[4:8], code[8:]]
    typed = written.format(code, lower=code.lower(), hyphens="-".join(groups), spaces=" ".join(groups))
    assert "genuine and in force" in ask(anyone, typed).text


def test_a_code_that_was_never_issued_is_not_found(anyone):
    page = anyone.get("/verify/7KQM4T2X9D")
    assert "No notice with this code was found" in page.text and not page.select(".receipt.ok")


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "Ә" * 10, "' OR 1=1 --", "\u0000"])
def test_anything_typed_is_answered_in_words(anyone, typed):
    page = ask(anyone, typed)
    assert "No notice with this code was found" in page.text and not page.select("main script")


@pytest.mark.parametrize("typed", ["", "9" * 10_000])
def test_what_cannot_be_a_code_is_an_error_at_the_field(anyone, typed):
    page = ask(anyone, typed, 422)
    assert page.select("#errors a[href='#code']") and page.html.title.text.startswith("Error:")


def test_nothing_is_answered_before_anything_is_asked(anyone):
    page = anyone.get("/verify")
    assert not page.select("#answer") and not page.select(".error")


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Ахметова Айгерім", "А••••••• А."),
        ("Ким", "К•••••••"),
        ("", "•••••••"),
        ("Әли Ұлан Әлиұлы", "Ә••••••• Ұ. Ә."),
    ],
)
def test_a_name_is_masked_to_its_first_letters(name, masked):
    assert masked_name(name) == masked
