"""A document of one's own is shown as it is kept, shut in; another's is not there."""

from __future__ import annotations

import pytest

from housing.web.headers import FILE_POLICY
from tests.citizen.steps import attached, begun, english

NAME = "Қорытынды №1; x=y.pdf"


@pytest.fixture
def viktor(world):
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    attached(browser, "technical_conclusion", name=NAME)
    return browser


def test_it_comes_shut_in_under_the_name_that_its_owner_gave_it(viktor):
    answer = viktor.get("/cabinet/document/1").response
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    coded = "%D2%9A%D0%BE%D1%80%D1%8B%D1%82%D1%8B%D0%BD%D0%B4%D1%8B%20%E2%84%961%3B%20x%3Dy.pdf"
    plain = "_" * 9 + " _1_ x_y.pdf"
    assert answer.headers["Content-Disposition"] == f"inline; filename=\"{plain}\"; filename*=UTF-8''{coded}"


@pytest.mark.parametrize("paper", ["0", "2", "2147483648", "99999999999999999999", "x", "-1"])
def test_what_is_not_there_is_not_there(viktor, paper):
    viktor.get(f"/cabinet/document/{paper}", 404)


def test_anothers_is_not_there(world, viktor):
    english(world, "marat").get("/cabinet/document/1", 404)


def test_it_is_there_after_the_filing_too(world):
    world.settled("viktor")
    assert english(world, "viktor").get("/cabinet/document/1").response.data.startswith(b"%PDF-")
