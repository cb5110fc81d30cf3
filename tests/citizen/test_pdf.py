"""A notice as a PDF: for its addressee, always the same, sealed by the bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from housing.storage.extensions import db
from housing.storage.models import Event, Notice, SealedNotice
from tests.citizen.steps import english, refused
from tests.notices.readers import sealed, sentences, verify, words_of
from tests.notices.test_pdf import stands


def url_of(browser):
    return browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]


def fetch(browser, url):
    response = browser.client.get(url)
    assert response.status_code == 200
    return response


@pytest.fixture
def aigerim(world):
    world.settled("aigerim")
    browser = english(world, "aigerim")
    return browser, url_of(browser) + ".pdf"


def without_the_kept_one(world):
    with world.app.app_context():
        db.session.query(SealedNotice).delete()
        db.session.commit()


def with_key(world, key):
    world.app.extensions["services"] = replace(world.app.extensions["services"], notice_key=key)


@pytest.mark.parametrize("key", ["saule", "temirlan"])
def test_every_sentence_of_a_refusal_stands_in_it_and_its_seal_holds(world, key):
    refused(world, key)
    browser = english(world, key)
    content = fetch(browser, url_of(browser) + ".pdf").data
    verify(sealed(content))
    with world.app.app_context():
        texts = db.session.query(Notice).one().texts
    found = words_of(content)
    assert not [one for text in texts.values() for one in sentences(text) if not stands(one, found)]
    assert "?" not in found


def test_it_comes_as_a_file_named_by_its_number_and_is_not_cached(aigerim):
    browser, url = aigerim
    headers = fetch(browser, url).headers
    assert headers["Content-Type"] == "application/pdf" and headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith("attachment;") and "-000001.pdf" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in headers["Content-Security-Policy"]


def test_the_notice_leads_to_it_and_says_what_it_is(aigerim):
    browser, url = aigerim
    link = browser.get(url.removesuffix(".pdf")).select("a[href$='.pdf']")[0]
    assert "Download PDF" in link.text and "KB" in link.text


def test_the_job_keeps_it_once_and_writes_that_down(world, aigerim):
    world.work()
    with world.app.app_context():
        kept = db.session.query(SealedNotice).one()
        events = db.session.query(Event).filter_by(kind="notice.sealed").all()
        assert fetch(*aigerim).data == kept.content and [event.detail["sha256"] for event in events] == [kept.sha256]


def test_before_it_is_kept_it_is_the_very_same(world, aigerim):
    kept = fetch(*aigerim).data
    without_the_kept_one(world)
    world.clock.ahead(minutes=5)
    assert fetch(*aigerim).data == kept
    world.work()
    assert fetch(*aigerim).data == kept


def test_what_was_sealed_outlives_the_key(world, aigerim):
    kept = fetch(*aigerim).data
    with_key(world, None)
    assert fetch(*aigerim).data == kept


def test_without_a_key_it_is_not_sealed_and_nothing_says_so(world, aigerim):
    with_key(world, None)
    without_the_kept_one(world)
    browser, url = aigerim
    content = fetch(browser, url).data
    assert b"/ByteRange" not in content and content == fetch(browser, url).data
    assert "seal" not in browser.get(url.removesuffix(".pdf")).text
    world.work()
    assert fetch(browser, url).data == content


def test_a_key_seals_nothing_from_before_it(world, aigerim):
    later = world.clock() + timedelta(days=1)
    key = world.app.extensions["services"].notice_key
    with_key(world, Late(key, later))
    without_the_kept_one(world)
    assert b"/ByteRange" not in fetch(*aigerim).data
    world.work()
    with world.app.app_context():
        assert db.session.query(SealedNotice).count() == 0


class Late:
    """A key whose certificate began later."""

    def __init__(self, key, since):
        self.key, self.since, self.until = key, since, key.until

    def valid_at(self, moment):
        return self.since <= moment <= self.until


def test_a_document_that_cannot_be_sealed_does_not_hold_up_the_others(world, monkeypatch):
    from housing import jobs

    world.settled("aigerim")
    refused(world, "saule")
    without_the_kept_one(world)
    whole, first = jobs.seal_notice, []

    def once(notice_id, *rest):
        if not first:
            first.append(notice_id)
            raise ValueError("no")
        return whole(notice_id, *rest)

    monkeypatch.setattr(jobs, "seal_notice", once)
    world.work()
    with world.app.app_context():
        assert [row.notice_id for row in db.session.query(SealedNotice)] != first != []


def test_somebody_elses_is_not_there(world, aigerim):
    english(world, "marat").get(aigerim[1], status=404)
    aigerim[0].get("/cabinet/notice/2611-Е-999999.pdf", status=404)
