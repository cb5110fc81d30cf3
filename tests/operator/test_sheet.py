"""A page of a document as a picture: drawn apart, shut in, within the branch, and written down."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

import tests.world
from housing.web.headers import FILE_POLICY
from tests.papers import pdf, picture


@pytest.fixture
def viktor(case_of, monkeypatch):
    monkeypatch.setattr(tests.world, "PDF", pdf(2))
    return case_of("viktor")


def size(browser, path):
    return Image.open(BytesIO(browser.get(path).response.data)).size


def test_a_page_is_drawn_as_wide_as_asked_and_turned(officer, viktor):
    flat, large = size(officer, "/operator/document/1/sheet/1"), size(officer, "/operator/document/1/sheet/2?zoom=3")
    turned = size(officer, "/operator/document/1/sheet/1?turn=90")
    assert flat[0] == 700 and large[0] == 1700 and turned[0] == 700
    assert flat[1] > flat[0] and turned[1] < turned[0]


def test_a_picture_is_turned_too(officer, case_of, monkeypatch):
    monkeypatch.setattr(tests.world, "PDF", picture("PNG"))
    case_of("raushan")
    assert size(officer, "/operator/document/1/sheet/1") == (40, 30)
    assert size(officer, "/operator/document/1/sheet/1?turn=270") == (30, 40)


def test_it_is_shut_in_kept_by_nobody_and_written_down(officer, viktor, ask):
    answer = officer.get("/operator/document/1/sheet/1").response
    assert answer.mimetype == "image/png" and answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert ask("SELECT actor, detail FROM event WHERE kind = 'file.opened'") == [
        ("karaganda-1", '{"what": "document"}')
    ]


@pytest.mark.parametrize(
    "path", ["/operator/document/1/sheet/3", "/operator/document/1/sheet/0", "/operator/document/2/sheet/1"]
)
def test_a_page_that_is_not_there_is_not_found(officer, viktor, path, ask):
    officer.get(path, 404)
    assert ask("SELECT count(*) FROM event WHERE kind = 'file.opened'") == [(0,)]


def test_another_branch_sees_no_page(sits, viktor):
    sits("astana-1").get("/operator/document/1/sheet/1", 404)
