"""Several files for one document, as phones photograph them: added, moved, removed, signed in their order."""

from __future__ import annotations

import base64
import json

import pytest

from housing.actions.filing import attach as attaching
from housing.queries.filing.facts import load_case_facts
from housing.storage.extensions import db
from housing.storage.models import Application, Paper
from tests.citizen.steps import attached, begun, english, upload
from tests.papers import pdf, picture

URL, KIND = "/apply/documents", "technical_conclusion"


@pytest.fixture
def viktor(world):
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        attached(browser, KIND, picture(), name)
    return browser


def names(browser):
    return [tag.get_text() for tag in browser.get(URL).select("#documents-list bdi")]


def press(browser, name, way):
    """The button of that file, as it stands on the page."""
    (item,) = [li for li in browser.get(URL).select("#documents-list li") if name in li.bdi.get_text()]
    return browser.post(item.select_one(f"form[action$='{way}']")["action"])


def test_files_stand_in_the_order_in_which_they_came_and_are_counted(viktor):
    assert names(viktor) == ["one.jpg", "two.jpg", "three.jpg"]
    page = viktor.get(URL)
    assert "File 2 of 3" in page.one("#documents-list") and "as one document" in page.one("#documents-list")
    assert "up to 20 files, 60 MB together" in page.one(f"#{KIND}-file-hint")


def test_several_files_of_one_choice_are_kept_in_their_order_and_a_bad_one_is_named(viktor):
    chosen = [upload(picture(), "four.jpg"), upload(b"MZ", "five.exe"), upload(pdf(2), "six.pdf")]
    page = viktor.post(f"{URL}/{KIND}", {f"{KIND}-file": chosen}, 422)
    assert "five.exe: This file is not a PDF" in page.one("#errors") and "four.jpg:" not in page.one("#errors")
    shown = [tag.get_text() for tag in page.select("#documents-list bdi")]
    assert shown == names(viktor) == ["one.jpg", "two.jpg", "three.jpg", "four.jpg", "six.pdf"]
    viktor.post(f"{URL}/{KIND}", {f"{KIND}-file": [upload(picture(), "7.jpg"), upload(picture(), "8.jpg")]})
    assert names(viktor)[-2:] == ["7.jpg", "8.jpg"]


def test_what_is_chosen_and_not_added_goes_along_when_one_goes_on(viktor):
    assert viktor.post(URL, {f"{KIND}-file": upload(picture(), "4.jpg")}).location == "/apply/tasks"
    assert names(viktor)[-1] == "4.jpg"
    assert viktor.post(URL, {}).location == "/apply/tasks"
    page = viktor.post(URL, {f"{KIND}-file": [upload(b"MZ", "5.exe"), upload(picture(), "6.jpg")]}, 422)
    assert "5.exe: This file is not" in page.one("#errors") and names(viktor)[-2:] == ["4.jpg", "6.jpg"]


def test_what_is_chosen_of_another_kind_goes_along(viktor):
    viktor.post("/apply/basis", {"basis": "orphan_documents"})
    sent = {f"{kind}-file": upload(picture(), f"{kind}.jpg") for kind in ("orphan_proof", "representative_proof")}
    assert viktor.post(f"{URL}/orphan_proof", sent).location == URL
    assert {"orphan_proof.jpg", "representative_proof.jpg"} <= set(names(viktor))
    page = viktor.post(f"{URL}/orphan_proof", {"representative_proof-file": upload(b"MZ", "bad.exe")}, 422)
    assert "Choose a file first" in page.one("#errors") and "bad.exe" in page.one("#errors")


def test_a_file_is_moved_up_and_down(viktor):
    press(viktor, "three", "move/up")
    assert names(viktor) == ["one.jpg", "three.jpg", "two.jpg"]
    press(viktor, "one", "move/down")
    assert names(viktor) == ["three.jpg", "one.jpg", "two.jpg"]


def test_the_first_has_no_way_up_and_the_last_none_down(viktor):
    first, _, last = viktor.get(URL).select("#documents-list li")
    assert not first.select("form[action$=up]") and not last.select("form[action$=down]")
    for way in ("up", "down"):
        for paper in (1, 3, 99):
            viktor.post(f"{URL}/{paper}/move/{way}")
    assert sorted(names(viktor)) == ["one.jpg", "three.jpg", "two.jpg"]
    viktor.post(f"{URL}/1/move/aside", status=404)


def test_a_file_is_removed_from_the_middle_and_another_comes_behind(viktor):
    press(viktor, "two", "remove")
    attached(viktor, KIND, picture(), "four.jpg")
    assert names(viktor) == ["one.jpg", "three.jpg", "four.jpg"]


def test_more_files_than_a_document_may_have_are_refused_in_words(viktor, monkeypatch):
    monkeypatch.setattr(attaching, "MAX_FILES", 3)
    assert "has 20 files already" in attached(viktor, KIND, picture(), status=422).one("#errors")
    monkeypatch.setattr(attaching, "MAX_FILES", 9)
    monkeypatch.setattr(attaching, "MAX_DOCUMENT_BYTES", 4 * len(picture()) - 1)
    assert "larger than 60 MB together" in attached(viktor, KIND, picture(), status=422).one("#errors")
    assert len(names(viktor)) == 3


def test_for_the_law_they_are_one_document(world, viktor):
    with world.app.app_context():
        draft = db.session.query(Application).one()
        documents = load_case_facts(draft.id).given["application"]["documents"]
    assert documents == [{"kind": KIND, "reliable": None}]


def test_the_documents_of_disputes_stay_documents_of_their_own(world):
    marat = begun(world, "marat")
    for _ in range(2):
        marat.post("/apply/facts/dwelling-0/dispute", {"dwelling-0-note": "sold", "dwelling-0-document": upload()})
    with world.app.app_context():
        assert [(one.kind, one.position) for one in db.session.query(Paper)] == [("other", 1)]


def test_another_persons_files_are_not_moved(world, viktor):
    begun(world, "marat").post(f"{URL}/3/move/up")
    assert names(viktor) == ["one.jpg", "two.jpg", "three.jpg"]


def test_the_page_of_the_signature_names_them_in_order(world):
    world.drafted("viktor")
    browser = english(world, "viktor")
    attached(browser, KIND, pdf(2), "second.pdf")
    press(browser, "second", "move/up")
    assert "file 1 of 2, second.pdf" in browser.get("/apply/check").one("section[aria-labelledby=asks]")


def test_what_is_signed_holds_every_file(world):
    world.drafted("viktor")
    browser = english(world, "viktor")
    attached(browser, KIND, pdf(2), "second.pdf")
    document = json.loads(base64.b64decode(browser.get("/apply/check").form("form[data-eds]")["challenge"]))
    with world.app.app_context():
        kept = [(one.sha256, one.received_sha256) for one in db.session.query(Paper).order_by(Paper.position)]
    named = [(one["sha256"], one["received_sha256"], one["part"], one["parts"]) for one in document["papers"]]
    assert named == [(*kept[0], 1, 2), (*kept[1], 2, 2)] and document["form"] == "3"


def test_to_move_a_file_asks_for_a_new_signature(world, viktor):
    with world.app.app_context():
        before = db.session.query(Application.version).scalar()
    press(viktor, "three", "move/up")
    with world.app.app_context():
        assert db.session.query(Application.version).scalar() == before + 1
