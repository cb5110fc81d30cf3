"""A key that nobody could vouch for is looked at again; what a revoked one did is undone and told."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography import x509
from sqlalchemy import select

from housing import jobs
from housing.storage.extensions import db
from housing.storage.models import (
    Message,
    RegisterEntry,
    RegisterStatement,
    RevocationCheck,
    Signature,
    StatementSignature,
)
from tests.citizen.steps import english, number_of, report_change


@pytest.fixture
def unchecked(world, stage, ocsp):
    """An application filed while the authority's responder was silent."""

    def file(key="aigerim", **answers):
        stage.silent.add("ocsp")
        case = world.filed(key, **answers)
        stage.silent.discard("ocsp")
        world.clock.ahead(seconds=61)  # the responder is left alone for a minute after three silences
        return case

    return file


def signature(world, case):
    db.session.rollback()
    return db.session.scalars(select(Signature).where(Signature.application_id == case)).one()


def checks():
    db.session.rollback()
    return [(one.result, one.words) for one in db.session.scalars(select(RevocationCheck))]


def revoke(ocsp, kept, when):
    ocsp[x509.load_der_x509_certificate(kept.certificate).serial_number] = when


def test_a_checked_key_is_good_at_once_and_never_looked_at_again(world, ocsp, left):
    case = left(world.settled("aigerim"))
    assert signature(world, case.id).revocation == "good by OCSP" and signature(world, case.id).revocation_evidence
    assert checks() == []


def test_while_the_authority_is_silent_the_application_keeps_its_time(world, unchecked, left):
    filed_at = world.clock()
    case = left(unchecked())
    assert signature(world, case.id).revocation == "not checked"
    assert world.row(case.id).filed_at == filed_at and world.row(case.id).status == "accepted"


def test_it_is_asked_again_and_found_good(world, unchecked, left):
    case = left(unchecked())
    world.work()
    assert checks() == [("good", "good by OCSP")]
    assert world.status(case.id) == "registered" and signature(world, case.id).revocation == "not checked"


def test_a_key_revoked_before_it_signed_annuls_what_it_did(world, unchecked, ocsp, left):
    case = left(unchecked())
    jobs.check_job(world.clock())
    assert world.status(case.id) == "registered"
    revoke(ocsp, signature(world, case.id), world.clock() - timedelta(hours=1))
    world.work()
    assert world.status(case.id) == "annulled" and checks()[0][0] == "revoked"
    assert case.entry.annulled_at == world.clock()
    assert case.kinds()[-2:] == ["signature.rechecked", "application.annulled"]
    world.work()
    told = left(case.id).messages()["annulled"]
    assert "күші жойылды" in told.text and told.state == "sent"


def test_a_key_revoked_after_it_signed_annuls_nothing(world, unchecked, ocsp, left):
    case = left(unchecked())
    revoke(ocsp, signature(world, case.id), world.clock())
    world.work()
    assert checks()[0][0] == "good" and world.status(case.id) == "registered"


def test_who_was_annulled_may_apply_again_and_be_registered(world, unchecked, ocsp, left):
    case = left(unchecked())
    jobs.check_job(world.clock())
    revoke(ocsp, signature(world, case.id), world.clock() - timedelta(hours=1))
    world.work()
    ocsp.clear()
    assert world.status(world.settled("aigerim")) == "registered"
    db.session.rollback()
    assert len(db.session.scalars(select(RegisterEntry)).all()) == 2


def test_three_days_of_silence_are_written_down_and_change_nothing(world, unchecked, stage, left):
    case = left(unchecked())
    stage.silent.add("ocsp")
    world.clock.ahead(hours=71)
    jobs.recheck_job(world.clock())
    assert checks() == []
    world.clock.ahead(hours=1)
    jobs.recheck_job(world.clock())
    assert checks() == [("gave_up", "not checked")] and world.status(case.id) == "accepted"


def test_what_was_withdrawn_meanwhile_is_not_annulled(world, unchecked, ocsp, left):
    case = left(unchecked("viktor"))
    browser = world.citizen("viktor")
    browser.post(f"/cabinet/withdraw/{world.row(case.id).number}", {"sure": "y"})
    revoke(ocsp, signature(world, case.id), world.clock() - timedelta(hours=1))
    world.work()
    assert world.status(case.id) == "withdrawn" and checks()[0][0] == "revoked"


def test_sign_in_needs_an_answer_and_names_the_other_way(world, ocsp, stage):
    stage.silent.add("ocsp")
    browser = world.visitor_in("en")
    sent = browser.get("/sign-in").form("form[data-eds]")
    cms = world.sign("aigerim", base64.b64decode(sent["challenge"]), "sign-in")
    page = browser.post("/sign-in", {**sent, "cms": base64.b64encode(cms).decode()}, 422)
    assert "one-time password" in page.one("#errors") and page.select("#errors a[href='/sign-in/code']")


def test_a_notice_of_what_was_annulled_is_withdrawn(world, unchecked, ocsp, left):
    case = left(unchecked())
    jobs.check_job(world.clock())
    revoke(ocsp, signature(world, case.id), world.clock() - timedelta(hours=1))
    world.work()
    page = world.visitor_in("en").get(f"/verify/{case.notice.code}")
    assert page.one("#answer") == "The notice has been withdrawn"


@pytest.fixture
def reported(world, ocsp, stage):
    """A change reported while the authority's responder was silent."""
    world.settled("aigerim")
    browser = english(world, "aigerim")
    stage.silent.add("ocsp")
    report_change(world, "aigerim", browser)
    stage.silent.discard("ocsp")
    world.clock.ahead(seconds=61)


def statement():
    db.session.rollback()
    return db.session.scalars(select(RegisterStatement)).one(), db.session.scalars(select(StatementSignature)).one()


def test_a_report_by_a_key_revoked_before_does_not_count(world, reported, ocsp):
    with world.app.app_context():
        revoke(ocsp, statement()[1], world.clock() - timedelta(hours=1))
        world.work()
        kept, signed = statement()
        assert (kept.state, signed.rechecked, signed.rechecked_at) == ("void", "revoked", world.clock())
        assert db.session.scalars(select(Message).where(Message.kind == f"change {kept.id}")).first()
    page = english(world, "aigerim").get(f"/cabinet/change/{number_of(world, 'aigerim')}")
    assert "the key had been revoked before it signed" in page.one("section[id^=change-filed]")


def test_a_report_by_a_good_key_goes_on(world, reported):
    with world.app.app_context():
        world.work()
        kept, signed = statement()
        assert (kept.state, signed.rechecked) == ("open", "good")
