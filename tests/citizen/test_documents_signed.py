"""What the sender is told of the electronic signature of a file; and what is kept of the file as it was sent."""

from __future__ import annotations

import pytest

from housing.demo.authority import Authority
from housing.storage.extensions import db
from housing.storage.models import Paper, SentFile
from tests.citizen.steps import attached, begun, english
from tests.papers import pdf, picture
from tests.signed_papers import changed_in, signed_pdf

URL, KIND = "/apply/documents", "technical_conclusion"


@pytest.fixture
def viktor(world):
    browser = begun(world, "viktor")
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    return browser


def told(viktor, content):
    attached(viktor, KIND, content)
    return viktor.get(URL).one("#documents-list")


def test_a_good_signature_is_told_with_its_holder(world, viktor):
    words = told(viktor, signed_pdf(world.authority))
    assert "САРАПШЫ СЫНАҚ" in words and "held when the file came, and covers the whole file" in words
    assert "bears no signature any more" in words and "kept beside it as you sent it" in words


def test_an_unknown_issuer_is_told(tmp_path, viktor):
    words = told(viktor, signed_pdf(Authority.open(tmp_path / "stranger")))
    assert "Nobody vouches for this electronic signature" in words and "held when" not in words


def test_a_broken_range_is_told(world, viktor):
    words = told(viktor, changed_in(signed_pdf(world.authority)))
    assert "does not hold: the file was changed" in words and "Nobody vouches" not in words


def test_no_signature_is_told(viktor):
    words = told(viktor, pdf())
    assert "There is no electronic signature in the file" in words and "bears no signature" not in words


def test_of_a_picture_nothing_of_the_kind_is_said(viktor):
    assert "signature" not in told(viktor, picture())


@pytest.mark.parametrize("content", [pdf(2), picture(), picture()[:-2]], ids=["pdf", "jpeg", "jpeg without its end"])
def test_what_was_sent_is_kept_as_it_was_sent(world, viktor, content):
    attached(viktor, KIND, content)
    with world.app.app_context():
        (sent,) = db.session.query(SentFile)
        assert (sent.content, sent.size) == (content, len(content))


def test_what_is_removed_or_replaced_leaves_nothing_of_what_was_sent(world, viktor):
    attached(viktor, KIND)
    viktor.post(viktor.get(URL).html.select_one("#documents-list form[action$=remove]")["action"])
    attached(viktor, KIND)
    viktor.post("/apply/basis", {"basis": "no_housing"})
    with world.app.app_context():
        assert (db.session.query(Paper).count(), db.session.query(SentFile).count()) == (0, 0)


def test_the_sender_is_told_in_the_account_too(world, number):
    case = number(world.settled("viktor"))
    assert "no electronic signature" in english(world, "viktor").get(f"/cabinet/application/{case}").text


def test_papers_from_before_sent_files_were_kept_go_on(world, number):
    case = world.filed("viktor")
    with world.app.app_context():
        db.session.query(SentFile).delete()
        db.session.commit()
    world.work()
    assert "signature in the file" not in english(world, "viktor").get(f"/cabinet/application/{number(case)}").text
    official = world.official("karaganda-head")
    assert not official.get(f"/operator/case/{number(case)}").select("#case-papers a[href*='/sent-file/']")
    official.get("/operator/sent-file/1", 404)
