"""The basis and its papers."""

from __future__ import annotations

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from housing.extensions import db
from housing.models import Paper
from tests.citizen.steps import begun, english, upload
from tests.world import PDF

URL = "/apply/basis"


def papers(world):
    with world.app.app_context():
        return [(paper.kind, paper.filename, paper.content) for paper in db.session.query(Paper).all()]


def test_the_fully_digital_basis_asks_for_no_paper(world):
    browser = begun(world)
    assert browser.post(URL, {"basis": "no_housing"}).location == "/apply/tasks"
    assert browser.get(URL).select("input[value=no_housing][checked]")


def test_a_paper_is_kept_under_the_name_that_its_owner_gave_it(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing", "technical_conclusion": upload(name="Қорытынды №1 (بناء).pdf")})
    assert papers(world) == [("technical_conclusion", "Қорытынды №1 (بناء).pdf", PDF)]
    assert "Қорытынды №1 (بناء).pdf" in browser.get(URL).text


def test_a_paper_that_the_basis_asks_for_must_be_there(world):
    page = begun(world, "viktor").post(URL, {"basis": "emergency_housing"}, status=422)
    assert "Attach the document" in page.one("#errors")
    assert page.select("#errors a[href='#technical_conclusion']") and page.select(
        "input[value=emergency_housing][checked]"
    )


def test_one_of_the_two_papers_of_an_orphan_is_enough(world):
    browser = begun(world, "amirkhan")
    browser.post(URL, {"basis": "orphan_documents", "representative_proof": upload()})
    assert [kind for kind, *_ in papers(world)] == ["representative_proof"]


def test_a_paper_once_attached_need_not_be_sent_again(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing", "technical_conclusion": upload()})
    assert browser.post(URL, {"basis": "emergency_housing"}).location == "/apply/tasks"


def test_a_paper_of_a_basis_that_was_left_is_no_part_of_the_application(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing", "technical_conclusion": upload()})
    browser.post(URL, {"basis": "no_housing"})
    assert papers(world) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ\x90\x00 a program", "not a PDF, JPG or PNG"),
        (b"", "not a PDF, JPG or PNG"),
        (b"<html>%PDF-</html>", "not a PDF, JPG or PNG"),
    ],
)
def test_what_is_no_paper_is_refused_with_words(world, content, words):
    sent = {"basis": "emergency_housing", "technical_conclusion": upload(content, "document.pdf")}
    page = begun(world, "viktor").post(URL, sent, status=422)
    assert words in page.one("#errors") and words in page.one("#technical_conclusion-error")
    assert papers(world) == []


def test_a_paper_larger_than_ten_megabytes_is_refused_with_words(world):
    browser = begun(world, "viktor")
    paper = FileStorage(io.BytesIO(PDF + b"x" * 10 * 1024 * 1024), "document.pdf", "technical_conclusion")
    given = {"basis": "emergency_housing", "technical_conclusion": paper, "csrf_token": browser.csrf()}
    boundary, body = encode_multipart(given)
    sent = {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
    page = browser.take(browser.client.post(URL, **sent), 422)
    assert "larger than 10 MB" in page.one("#technical_conclusion-error") and papers(world) == []


def test_a_file_beyond_every_limit_is_refused_with_words(world):
    browser = begun(world, "viktor")
    sent = {"data": b"x" * 13_000_000, "content_type": "multipart/form-data; boundary=x"}
    assert "too large" in browser.take(browser.client.post(URL, **sent), 413).html.title.text


@pytest.mark.parametrize("basis", ["", "palace", "ұ" * 10_000])
def test_a_basis_that_the_law_does_not_know_is_refused(world, basis):
    page = begun(world).post(URL, {"basis": basis}, status=422)
    assert "Choose one of the bases" in page.one("#errors")


def test_a_name_of_a_thousand_letters_is_cut_and_does_no_harm(world):
    browser = begun(world, "viktor")
    sent = {"basis": "emergency_housing", "technical_conclusion": upload(name="ә" * 1000 + ".pdf")}
    browser.post(URL, sent)
    assert papers(world)[0][1].endswith("ә.pdf") and len(papers(world)[0][1]) == 200


def test_a_name_that_is_markup_is_shown_as_it_is(world):
    browser = begun(world, "viktor")
    browser.post(URL, {"basis": "emergency_housing", "technical_conclusion": upload(name="<img src=x>.pdf")})
    assert "<img src=x>.pdf" in browser.get(URL).text and not browser.get(URL).select("img")


def test_a_forged_form_saves_nothing(world):
    browser = begun(world)
    browser.post(URL, {"basis": "no_housing", "csrf_token": "forged"}, status=400)
    assert not browser.get(URL).select("input[checked]")


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
