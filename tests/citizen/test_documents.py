"""The documents of an application: attached, looked at, replaced, removed; each told what is wrong with it."""

from __future__ import annotations

import hashlib
import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from housing.storage.extensions import db
from housing.storage.models import Dispute, Event, Paper
from tests import papers
from tests.citizen.steps import attached, begun, english, upload
from tests.papers import pdf, picture
from tests.world import PDF

URL, KIND = "/apply/documents", "technical_conclusion"


def kept(world):
    with world.app.app_context():
        return db.session.query(Paper).order_by(Paper.id).all()


@pytest.fixture
def viktor(world):
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    return browser


def test_kinds_and_limits_are_told_before_anything_is_chosen(viktor):
    page = viktor.get(URL)
    assert page.h1 == "Documents" and "up to 10 MB and 50 pages" in page.one(f"#{KIND}-file-hint")
    assert page.html.select_one("input[type=file]")["accept"] == ".pdf,.jpg,.jpeg,.png"


def test_each_basis_asks_for_its_own(world, viktor):
    assert [part["data-upload"] for part in viktor.get(URL).select("[data-upload]")] == [f"{URL}/{KIND}"]
    viktor.post("/apply/basis", {"basis": "orphan_documents"})
    page = viktor.get(URL)
    assert [part["data-upload"][len(URL) + 1 :] for part in page.select("[data-upload]")] == [
        "orphan_proof",
        "representative_proof",
    ] and "One of these is enough" in page.text
    viktor.post("/apply/basis", {"basis": "no_housing"})
    assert "asks for no documents" in viktor.get(URL).text and not viktor.get(URL).select("[data-upload]")


def test_what_is_attached_is_shown_with_its_pages_and_can_be_looked_at(world, viktor):
    assert attached(viktor, KIND, pdf(3), "Қорытынды №1.pdf").location == URL
    page = viktor.get(URL)
    shown = page.one("#documents-list li")
    assert "Қорытынды №1.pdf" in shown and "3 pages" in shown and "1 KB" in shown and "The file is attached" in shown
    assert page.html.select_one("#documents-list a")["href"] == f"/cabinet/document/{kept(world)[0].id}"


def test_both_hashes_are_kept_and_what_is_kept_is_not_what_came(world, viktor):
    attached(viktor, KIND)
    (paper,) = kept(world)
    assert paper.received_sha256 == hashlib.sha256(PDF).hexdigest()
    with world.app.app_context():
        content = db.session.query(Paper).one().content
    assert paper.sha256 == hashlib.sha256(content).hexdigest() != paper.received_sha256
    assert (paper.size, paper.pages, paper.scan) == (len(content), 1, "none")


def test_another_file_stands_behind_it(world, viktor):
    attached(viktor, KIND, name="first.pdf")
    attached(viktor, KIND, picture(), "second.jpg")
    told = [(paper.filename, paper.document, paper.position) for paper in kept(world)]
    assert told == [("first.pdf", 1, 1), ("second.jpg", 1, 2)]


def test_a_refused_file_leaves_the_one_before(world, viktor):
    attached(viktor, KIND, name="first.pdf")
    attached(viktor, KIND, b"MZ", "second.pdf", status=422)
    assert [paper.filename for paper in kept(world)] == ["first.pdf"]


def test_it_is_removed_and_a_second_press_does_no_harm(world, viktor):
    attached(viktor, KIND)
    action = viktor.get(URL).html.select_one("#documents-list form")["action"]
    for _ in range(2):
        assert viktor.post(action).location == URL
    assert kept(world) == [] and not viktor.get(URL).select("#documents-list li")
    with world.app.app_context():
        kinds = [kind for (kind,) in db.session.query(Event.kind).order_by(Event.id)]
    assert kinds[-1] == "paper.removed" and kinds.count("paper.removed") == 1


def test_the_words_of_a_dispute_outlive_its_document(world):
    marat = begun(world, "marat")
    marat.post("/apply/facts/dwelling-0/dispute", {"dwelling-0-note": "sold", "dwelling-0-document": upload()})
    marat.post(marat.get(URL).html.select_one("#documents-list form")["action"])
    with world.app.app_context():
        assert [(one.note, one.paper_id) for one in db.session.query(Dispute)] == [("sold", None)]
    assert kept(world) == []


REFUSED = {
    "no paper": (b"MZ a program", "not a PDF, JPG or PNG"),
    "empty": (b"", "The file is empty"),
    "locked": (papers.encrypted("secret"), "protected by a password"),
    "broken": (PDF[:-90], "damaged"),
    "pages": (pdf(51), "more than 50 pages"),
    "pixels": (papers.png_bomb(30_000, 30_000), "picture is too large"),
    "heavy": (papers.with_picture(60_000, 60_000), "too complicated"),
    "differs": (papers.noted("FreeText", drawn=False), "would be lost here"),
    "large": (PDF + b"x" * 10 * 1024 * 1024, "larger than 10 MB"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_in_words_at_its_place(world, viktor, content, words):
    file = FileStorage(io.BytesIO(content), "document.pdf", f"{KIND}-file")
    boundary, body = encode_multipart({f"{KIND}-file": file, "csrf_token": viktor.csrf()})
    sent = {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
    page = viktor.take(viktor.client.post(f"{URL}/{KIND}", **sent), 422)
    assert words in page.one("#errors") and words in page.one(f"#{KIND}-file-error")
    assert page.select(f"#errors a[href='#{KIND}-file']") and page.html.title.text.startswith("Error:")
    assert kept(world) == []


def test_no_file_at_all_is_told_in_words(world, viktor):
    page = viktor.post(f"{URL}/{KIND}", {}, status=422)
    assert "Choose a file first" in page.one(f"#{KIND}-file-error") and kept(world) == []


def test_a_file_beyond_every_limit_is_refused_with_words(viktor):
    sent = {"data": b"x" * 13_000_000, "content_type": "multipart/form-data; boundary=x"}
    assert "too large" in viktor.take(viktor.client.post(f"{URL}/{KIND}", **sent), 413).html.title.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202egnp.exe", "agnp.exe.pdf"),
        ("ә" * 300 + ".pdf", "ә" * 120 + ".pdf"),
        ("picture.png", "picture.pdf"),
        ("<img src=x>.pdf", "<img src=x>.pdf"),
    ],
)
def test_a_name_is_shown_and_does_no_harm(world, viktor, given, shown):
    attached(viktor, KIND, name=given)
    page = viktor.get(URL)
    assert page.one("#documents-list bdi") == shown and not page.select("img")


@pytest.mark.parametrize("kind", ["orphan_proof", "other", "palace", "1"])
def test_what_the_basis_does_not_ask_for_is_not_taken(world, viktor, kind):
    attached(viktor, kind, status=404)
    assert kept(world) == []


def test_another_persons_document_is_not_removed(world, viktor):
    attached(viktor, KIND)
    other = begun(world, "marat")
    assert other.post(f"{URL}/{kept(world)[0].id}/remove").location == URL
    assert len(kept(world)) == 1


def test_once_it_is_signed_nothing_is_removed_or_attached(world):
    world.filed("viktor")
    browser = english(world, "viktor")
    assert attached(browser, KIND, pdf(2)).location == "/cabinet"
    assert browser.post(f"{URL}/{kept(world)[0].id}/remove").location == "/cabinet"
    assert [paper.pages for paper in kept(world)] == [1]


def test_a_forged_form_saves_nothing(world, viktor):
    sent = {f"{KIND}-file": upload(), "csrf_token": "forged"}
    viktor.post(f"{URL}/{KIND}", sent, status=400)
    assert kept(world) == []


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
