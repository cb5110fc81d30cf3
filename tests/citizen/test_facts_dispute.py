"""A record that the person says is wrong: that fact alone waits for an official, and both values stay."""

from __future__ import annotations

import base64
import json

import pytest

from housing.storage.extensions import db
from housing.storage.models import Answer, Dispute, Paper
from tests.citizen.steps import answered, begun, english, rows, signed, upload

URL = "/apply/facts/{}/dispute"
NOTE = "I sold it in 2019, here is the contract"


def dispute(browser, key, note=NOTE, status=303, **more):
    return browser.post(URL.format(key), {f"{key}-note": note, **more}, status)


def disputes(world):
    with world.app.app_context():
        return [(one.fact, one.said, one.note) for one in db.session.query(Dispute)]


@pytest.fixture
def marat(world):
    """He owns a flat in Astana today, as the register has it."""
    return begun(world, "marat")


def test_the_words_stand_beside_what_the_database_said(world, marat):
    assert dispute(marat, "dwelling-0").location == "/apply/facts#fact-dwelling-0"
    told = marat.get("/apply/facts").one("#fact-dwelling-0")
    assert "You said: wrong" in told and NOTE in told and "Owned now" in told
    ((fact, said, note),) = disputes(world)
    assert (fact, note) == ("dwellings[0]", NOTE) and said["owner"] == "applicant"
    with world.app.app_context():
        assert db.session.query(Answer).filter_by(source="real_property").count() >= 1, "the evidence stays"


def test_it_is_taken_back(world, marat):
    dispute(marat, "dwelling-0")
    marat.post(URL.format("dwelling-0"), {"take_back": "1"})
    assert disputes(world) == [] and "You said" not in marat.get("/apply/facts").text


def test_the_document_that_was_sent_stands_beside_the_words(marat):
    dispute(marat, "dwelling-0", **{"dwelling-0-document": upload(name="шарт.pdf")})
    (link,) = marat.get("/apply/facts").select("#fact-dwelling-0 a[href^='/cabinet/document/']")
    assert link.get_text() == "шарт.pdf" and marat.get(link["href"]).status == 200


def test_a_document_goes_with_it_and_goes_with_the_taking_back(world, marat):
    dispute(marat, "dwelling-0", **{"dwelling-0-document": upload()})
    with world.app.app_context():
        assert [paper.kind for paper in db.session.query(Paper)] == ["other"]
    marat.post("/apply/basis", {"basis": "no_housing"})
    with world.app.app_context():
        assert db.session.query(Paper).count() == 1, "another basis does not throw it away"
    marat.post(URL.format("dwelling-0"), {"take_back": "1"})
    with world.app.app_context():
        assert db.session.query(Paper).count() == 0


@pytest.mark.parametrize(
    ("note", "document", "words"),
    [
        ("", None, "Write what is right"),
        ("x" * 1001, None, "too long"),
        ("right", upload(b"MZ no paper"), "not a PDF, JPG or PNG"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_place(world, marat, note, document, words):
    more = {"dwelling-0-document": document} if document else {}
    page = dispute(marat, "dwelling-0", note, 422, **more)
    assert words in page.one("#fact-dwelling-0") and disputes(world) == []


@pytest.mark.parametrize("key", ["dwelling-7", "name", "nonsense", "dwelling-9999", "categories"])
def test_what_no_database_told_cannot_be_disputed(world, marat, key):
    dispute(marat, key, status=404)
    assert disputes(world) == []


def test_words_are_never_markup(world, marat):
    dispute(marat, "dwelling-0", "<script>alert(1)</script>")
    page = marat.get("/apply/facts")
    assert "<script>alert(1)" not in page.response.get_data(as_text=True) and "<script>alert(1)" in page.text


def test_it_is_part_of_what_is_signed(world):
    browser = answered(world, "marat", settlement={"settlement": "710000000"})
    dispute(browser, "dwelling-0")
    page = browser.get("/apply/check")
    doc = json.loads(base64.b64decode(page.form("form[data-eds]")["challenge"]))
    assert [one["note"] for one in doc["disputes"]] == [NOTE] and NOTE in page.one("section:has(#disputes)")


def test_a_signature_over_other_words_files_nothing(world):
    browser = answered(world, "marat", settlement={"settlement": "710000000"})
    sent = signed(world, browser, "marat")
    dispute(browser, "dwelling-0")
    browser.post("/apply/check", sent, 422)
    assert rows(world, "marat") == ["draft"]


def test_once_the_database_says_otherwise_nothing_is_disputed(world, marat):
    dispute(marat, "dwelling-0")
    with world.app.app_context():
        one = db.session.query(Dispute).one()
        one.said = {**one.said, "share": "1/2"}
        db.session.commit()
    assert "You said" not in marat.get("/apply/facts").text


def test_another_persons_records_are_not_reached(world, marat):
    english(world, "aigerim").post(URL.format("dwelling-0"), {"dwelling-0-note": NOTE})
    assert disputes(world) == []


@pytest.mark.parametrize("sign", ["\u20b8", "\u2192", "\U0001f600"])
def test_a_sign_that_no_notice_can_bear_is_refused_with_words(marat, world, sign):
    page = dispute(marat, "dwelling-0", f"100 {sign}", 422)
    assert f"cannot be printed with the sign “{sign}”" in page.text and disputes(world) == []


def test_what_is_wrong_is_told_at_the_top_and_in_the_title(marat):
    page = dispute(marat, "dwelling-0", note=" ", status=422)
    assert page.one("title").startswith("Error:") and "Write what is right" in page.one("#errors")
    link = page.html.select_one("#errors a")["href"]
    assert page.html.select_one(link).name == "textarea"


GO_ON, ASK_AGAIN = {"then": "tasks"}, {}


@pytest.mark.parametrize(("press", "leads"), [(GO_ON, "/apply/tasks"), (ASK_AGAIN, "/apply/facts")])
def test_what_is_typed_and_not_sent_is_taken_whichever_button_is_pressed(world, marat, press, leads):
    sent = {"dwelling-0-note": NOTE, "born-note": "A day later", "family-note": " "}
    assert marat.post("/apply/facts", {**sent, **press}).location == leads
    assert sorted(note for *_, note in disputes(world)) == ["A day later", NOTE]


@pytest.mark.parametrize("url", ["/apply/facts", URL.format("born")])
def test_what_cannot_be_taken_on_the_way_is_asked_with_words_and_the_rest_is_kept(world, marat, url):
    sent = {"born-note": "A day later", "dwelling-0-note": "x" * 1001, "address-note": "", **GO_ON}
    page = marat.post(url, {**sent, "address-document": upload()}, 422)
    assert [note for *_, note in disputes(world)] == ["A day later"]
    assert "too long" in page.one("#fact-dwelling-0") and "x" * 1001 in page.one("#dwelling-0-note")
    assert "Write what is right" in page.one("#fact-address") and len(page.select("#errors li")) == 2


def test_taking_one_back_takes_what_is_typed_about_another(world, marat):
    dispute(marat, "dwelling-0")
    marat.post(URL.format("dwelling-0"), {"take_back": "1", "born-note": "A day later"})
    assert [note for *_, note in disputes(world)] == ["A day later"]


def test_every_field_of_the_page_is_sent_by_every_button(marat):
    dispute(marat, "born", "A day later")
    page = marat.get("/apply/facts")
    fields = page.select("main textarea, main input[type=file], main button")
    sent = [one.get("form") == "facts-form" or one.find_parent(id="facts-form") is not None for one in fields]
    assert len(sent) > 8 and all(sent)
