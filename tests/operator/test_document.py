"""A document is sent as it was filed, shut in, to its branch alone, and the reading is written down."""

from __future__ import annotations

import pytest

import tests.world
from housing.web.headers import FILE_POLICY
from tests.papers import picture

PNG = picture("PNG")


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


def test_a_document_comes_as_it_is_kept_and_shut_in(officer, viktor, ask):
    answer = officer.get("/operator/document/1").response
    assert answer.data == ask("SELECT content FROM paper")[0][0] and answer.data.startswith(b"%PDF-")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"{viktor}-technical_conclusion.pdf"
    assert answer.headers["Content-Disposition"] == f"inline; filename=\"{name}\"; filename*=UTF-8''{name}"


def test_reading_a_document_is_written_down(officer, viktor, ask):
    officer.get("/operator/document/1")
    rows = ask("SELECT actor, detail, application_id FROM event WHERE kind = 'file.opened'")
    assert rows == [("karaganda-1", '{"what": "document"}', 1)]


@pytest.mark.parametrize("paper", ["1", "2", "2147483648", "99999999999999999999", "x"])
def test_another_branch_finds_no_document(sits, viktor, paper, ask):
    sits("astana-1").get(f"/operator/document/{paper}", 404)
    assert ask("SELECT count(*) FROM event WHERE kind = 'file.opened'") == [(0,)]


def test_a_document_of_a_draft_is_nobody_s_business(world, officer):
    world.drafted("viktor")
    officer.get("/operator/document/1", 404)


def test_a_picture_is_shown_in_the_case_and_a_pdf_is_a_link(officer, viktor, case_of, monkeypatch):
    monkeypatch.setattr(tests.world, "PDF", PNG)
    raushan = case_of("raushan")
    page = officer.get(f"/operator/case/{raushan}")
    assert [tag["src"] for tag in page.select("#case-papers img")] == ["/operator/document/2"]
    assert page.html.select_one("#case-papers img")["alt"] == "Technical conclusion of a certified expert"
    page = officer.get(f"/operator/case/{viktor}")
    assert not page.select("#case-papers img")
    viewer = f"/operator/case/{viktor}/viewer/1"
    assert {tag["href"] for tag in page.select("#case-papers a")} == {viewer, "/operator/document/1"}
