"""An annulment is an act: a notice of its own with ground, source and the way to complain; never an SMS alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from cryptography import x509
from sqlalchemy import select, text

from housing import jobs
from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.filing.file_complaint import file_complaint
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Notice, RegisterEntry, Signature, Staff
from tests.citizen.steps import english


@pytest.fixture
def annulled(world, stage, ocsp):
    """Aigerim was registered; then the authority said that her key had been revoked before it signed."""
    stage.silent.add("ocsp")
    case = world.filed("aigerim")
    stage.silent.discard("ocsp")
    world.clock.ahead(seconds=61)
    jobs_of(world)
    with world.app.app_context():
        kept = db.session.scalars(select(Signature).where(Signature.application_id == case)).one()
        serial = x509.load_der_x509_certificate(kept.certificate).serial_number
    ocsp[serial] = world.clock() - timedelta(hours=1)
    world.work()
    ocsp.clear()
    return case


def jobs_of(world):
    with world.app.app_context():
        jobs.check_job(world.clock())


def notices(world):
    with world.app.app_context():
        db.session.rollback()
        return [(one.kind, one.code, one.replaced_at is None) for one in db.session.scalars(select(Notice))]


def test_it_bears_ground_source_and_how_to_complain_in_both_languages(world, annulled):
    with world.app.app_context():
        texts = db.session.scalars(select(Notice).filter_by(kind="annulled")).one().texts
    for language, words in (("kk", "кері қайтарып алынған"), ("ru", "отозвано")):
        told = BeautifulSoup(texts[language], "html.parser")
        rows = [dd.get_text(" ") for dd in told.select("section.ground dd")]
        assert len(rows) == 4 and all(rows) and words in rows[1]
        assert len(told.select("ol > li")) == 3 and "2027" in told.get_text(" ")


def test_that_it_is_annulled_is_said_once(world, annulled):
    with world.app.app_context():
        texts = db.session.scalars(select(Notice).filter_by(kind="annulled")).one().texts
    assert [texts["ru"].count("Заявление аннулировано"), texts["kk"].count("Өтініштің күші жойылды")] == [1, 1]


def test_it_stands_in_the_account_as_a_page_and_as_a_paper(world, annulled):
    browser = english(world, "aigerim")
    link = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]
    assert link.get_text() == "Notice of annulment"
    page = browser.get(link["href"])
    assert page.h1 == "Notice of annulment" and page.select("a[href^='/cabinet/complaint/']")
    assert browser.client.get(link["href"] + ".pdf").get_data().startswith(b"%PDF-")


def test_its_code_is_genuine_and_that_of_the_registration_is_not(world, annulled):
    (_, old, was_first), (kind, new, first) = notices(world)
    assert (was_first, kind, first) == (False, "annulled", True)
    visitor = world.visitor_in("en")
    assert visitor.get(f"/verify/{old}").one("#answer") == "The notice has been withdrawn"
    page = visitor.get(f"/verify/{new}")
    assert "genuine and in force" in page.one("#answer") and "Notice of annulment" in page.text


def test_it_may_be_complained_about_and_upheld_the_place_comes_back_with_its_date(world, annulled):
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        had, branch = entry.registered_at, world.row(annulled).branch_code
        assert entry.annulled_at is not None
        number = file_complaint(annulled, world.who("aigerim"), "decision", "The key was good", world.clock())
        head = db.session.scalars(select(Staff).filter_by(branch_code=branch, role="supervisor")).first()
        who = Who("staff", "", "supervisor", "", world.clock().date(), "", head.id, head.login, branch)
        world.clock.ahead(hours=2)
        answer_complaint(number, who, "upheld", "The authority was wrong", world.clock())
        world.work()
        assert world.row(annulled).status == "renewed"
        decided = world.row(annulled)
        from housing.actions.cases.decide import decide_case
        from housing.actions.cases.official import Official, OfficialDecision

        official = Official(head.id, head.login, branch)
        assert decide_case(annulled, decided.version, OfficialDecision("register"), official, world.clock())
        db.session.rollback()
        entry = db.session.scalars(select(RegisterEntry)).one()
        assert entry.registered_at == had and entry.annulled_at is None and entry.complaint_id == 1


def test_one_of_an_old_database_that_has_no_notice_still_opens(world, annulled):
    with world.app.app_context():
        db.session.execute(text("DELETE FROM sealed_notice"))
        db.session.execute(text("DELETE FROM notice WHERE kind = 'annulled'"))
        db.session.execute(text("UPDATE notice SET replaced_at = NULL"))
        db.session.execute(text("UPDATE decision SET cancelled_at = NULL"))
        db.session.commit()
        number = world.row(annulled).number
    ((_, code, _),) = notices(world)
    assert world.visitor_in("en").get(f"/verify/{code}").one("#answer") == "The notice has been withdrawn"
    browser = english(world, "aigerim")
    for url in ("/cabinet", f"/cabinet/application/{number}", f"/cabinet/complaint/{number}"):
        browser.get(url)
    world.official("auditor").get(f"/operator/case/{number}")
