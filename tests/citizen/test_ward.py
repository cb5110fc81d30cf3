"""To apply for an orphan or a ward: who may, what they see, who signs, to whom the answer goes, and how it ends."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Message, Representation
from tests.citizen.steps import ANSWERS, english, signed, upload

URL = "/apply/ward"
TRUSTEE, WARD, STRANGER = "dauren", "nurislam", "marat"
STATED = {
    "relation": "trustee",
    "document": "Әкімдіктің бұйрығы № 12",
    "issued_on": "08.04.2024",
    "valid_until": "",
    "consent": "y",
}


def stated(world, **changed):
    return {"iin": world.person(WARD).iin, **STATED, **changed}


def begun_for(world, key=TRUSTEE, **changed):
    browser = english(world, key)
    browser.post(URL, stated(world, **changed))
    return browser


def answered_for(world, key=TRUSTEE, **changed):
    browser = begun_for(world, key, **changed)
    browser.post("/apply/basis", {"basis": "no_housing"})
    for screen, sent in {**ANSWERS, "settlement": {"settlement": "351010000"}}.items():
        browser.post(f"/apply/{screen}", sent)
    return browser


def filed_for(world):
    """Filed by the trustee in the browser; the jobs have done what they do."""
    browser = answered_for(world)
    browser.post("/apply/check", signed(world, browser, TRUSTEE))
    world.work()
    return browser


def page_of(browser):
    """The address of the one application in the account."""
    return browser.get("/cabinet").select("a[href^='/cabinet/application/']")[0]["href"]


def drafts(world):
    with world.app.app_context():
        return list(db.session.execute(select(Application.iin, Application.representative_iin, Application.status)))


def test_two_dates_that_cannot_be_read_are_told_apart(world):
    refused = english(world, TRUSTEE).post(URL, stated(world, issued_on="2024", valid_until="31.02.2030"), 422)
    lines = [one.get_text() for one in refused.select("#errors li")]
    assert len(lines) == 2 and len(set(lines)) == 2, lines
    assert all(line.split(":")[0] in refused.text for line in lines)


def test_whom_the_data_bank_names_is_shown_what_the_bases_say(world):
    browser = begun_for(world)
    page = browser.get("/apply/facts")
    assert "You are filling this in for:" in page.text and "Жүнісов Нұрислам" in page.text
    assert drafts(world) == [(world.person(WARD).iin, world.person(TRUSTEE).iin, "draft")]


def test_a_stranger_who_names_an_iin_learns_nothing_about_that_person(world):
    browser = begun_for(world, STRANGER)
    pages = [browser.get("/apply/tasks"), browser.get("/apply/settlement"), browser.get("/apply/category")]
    assert browser.get("/apply/facts", status=303).location == "/apply/tasks"
    browser.post("/apply/facts", status=404)
    browser.post("/apply/facts/born/dispute", {"born-note": "x"}, status=404)
    assert not any("Нұрислам" in page.text or "Жүнісов" in page.text for page in pages)
    with world.app.app_context():
        asked = db.session.execute(select(Answer.source, Answer.about)).all()
    assert asked == [("orphans", world.person(WARD).iin)]


def test_the_document_that_is_signed_names_both_and_in_what_quality(world):
    page = answered_for(world).get("/apply/check")
    told = page.one("[aria-labelledby=representative]")
    assert "Дәурен" in told and "trustee of a child" in told and "№ 12, 08.04.2024" in told
    assert "Нұрислам" in page.one("[aria-labelledby=applicant]")


def test_the_trustee_signs_and_the_ward_is_registered(world):
    filed_for(world)
    assert drafts(world) == [(world.person(WARD).iin, world.person(TRUSTEE).iin, "registered")]


def test_the_wards_own_key_does_not_sign_in_the_trustees_place(world):
    browser = answered_for(world)
    page = browser.post("/apply/check", signed(world, browser, WARD), status=422)
    assert "another person" in page.one("#errors")


def test_the_message_goes_to_the_trustee(world):
    filed_for(world)
    with world.app.app_context():
        sent = db.session.scalars(select(Message.phone).where(Message.kind == "registered")).all()
    # Dauren's number is not linked to the portal, the ward has none: so nobody is sent one, and it is kept so.
    assert sent == [None]


def test_the_notice_names_the_representative_and_both_may_read_it(world):
    browser = filed_for(world)
    notice = browser.get("/cabinet").select("a[href^='/cabinet/notice/']")[0]["href"]
    assert "Дәурен" in browser.get(notice).text
    assert english(world, WARD).get(notice).h1
    english(world, STRANGER).get(notice, status=404)


def test_a_ward_who_comes_of_age_takes_over_and_the_trustee_sees_it_no_more(world):
    browser = filed_for(world)
    receipt = page_of(browser)
    world.clock.go(datetime(2029, 5, 20, 10, 0, tzinfo=ALMATY))
    english(world, TRUSTEE).get(receipt, status=404)
    assert english(world, WARD).get(receipt).h1


def test_the_day_before_the_trustee_still_acts(world):
    browser = filed_for(world)
    receipt = page_of(browser)
    world.clock.go(datetime(2029, 5, 19, 23, 0, tzinfo=ALMATY))
    assert english(world, TRUSTEE).get(receipt).h1


def test_a_document_that_runs_out_ends_it_the_day_after(world):
    begun_for(world, valid_until="30.11.2026")
    with world.app.app_context():
        assert db.session.scalar(select(Application.represented_until)) == date(2026, 12, 1)


def test_a_minor_may_read_but_not_withdraw_what_the_trustee_filed(world):
    answered = answered_for(world)
    answered.post("/apply/check", signed(world, answered, TRUSTEE))
    ward = english(world, WARD)
    address = page_of(ward)
    assert "Нұрислам" in ward.get(address).text
    ward.post(address.replace("application", "withdraw"), {"sure": "y"}, status=409)
    assert drafts(world)[0][2] == "accepted"


def test_somebody_who_claims_a_person_does_not_keep_them_from_applying(world):
    begun_for(world, STRANGER, iin=world.person("aigerim").iin)
    world.drafted("aigerim")
    assert len(drafts(world)) == 2


def test_two_wards_in_two_windows_are_not_mixed_up(world):
    browser = begun_for(world)
    first = browser.get("/apply/contact")
    browser.post(URL, stated(world, iin=world.person("dina").iin))
    browser.post("/apply/contact", {**first.form(), "phone": "+77000000007"})
    with world.app.app_context():
        given = {a.iin: a.answers.get("phone") for a in db.session.scalars(select(Application))}
    assert given == {world.person(WARD).iin: "+77000000007", world.person("dina").iin: None}


def test_what_was_begun_for_another_is_offered_on_return(world):
    begun_for(world)
    page = english(world, TRUSTEE).get(URL)
    link = page.select("[aria-labelledby=begun] a")[0]["href"]
    assert "Нұрислам" in english(world, TRUSTEE).get(link).text


def test_anothers_draft_is_not_opened_by_its_number(world):
    begun_for(world)
    assert english(world, STRANGER).get("/apply/tasks?draft=1", status=303).location == "/apply"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"iin": "110520599904"}, "check that they are all right"),
        ({"iin": ""}, "Write the IIN"),
        ({"relation": ""}, "Choose in what quality"),
        ({"relation": "friend"}, "Choose in what quality"),
        ({"document": "  "}, "Write the name and the number"),
        ({"document": "я" * 201}, "too long"),
        ({"issued_on": ""}, "Write the date of the document"),
        ({"issued_on": "31.02.2024"}, "Write the date like"),
        ({"issued_on": "25.11.2026"}, "has not come yet"),
        ({"issued_on": "31.12.1899"}, "too long ago"),
        ({"valid_until": "23.11.2026"}, "out of date"),
        ({"valid_until": "soon"}, "Write the date like"),
        ({"consent": ""}, "Without your consent"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(world, changed, words):
    sent = {name: value for name, value in stated(world, **changed).items() if value or name != "consent"}
    page = english(world, TRUSTEE).post(URL, sent, status=422)
    assert words in page.one("#errors") and page.html.title.text.startswith("Error:")
    assert all(page.select(link["href"]) for link in page.select("#errors a"))
    assert drafts(world) == []


def test_nobody_represents_themselves(world):
    sent = stated(world, iin=world.person(TRUSTEE).iin)
    assert "your own IIN" in english(world, TRUSTEE).post(URL, sent, status=422).one("#errors")


def test_today_is_the_last_day_of_a_document_that_ends_today(world):
    begun_for(world, issued_on="24.11.2026", valid_until="24.11.2026")
    with world.app.app_context():
        assert db.session.scalar(select(Representation.valid_until)) == date(2026, 11, 24)


def test_whom_no_base_names_is_asked_for_the_document(world):
    browser = answered_for(world, STRANGER)
    page = browser.get("/apply/tasks")
    assert page.select("a[href='/apply/documents']") and not page.select("a[href='/apply/check']")
    assert "attach the document that proves it" in browser.get("/apply/documents").text
    browser.post("/apply/documents/representative_proof", {"representative_proof-file": upload()})
    assert browser.get("/apply/tasks").select("a[href='/apply/check']")
    kept = browser.get("/apply/documents").select("#documents-list a")[0]["href"]
    browser.get(kept)
    english(world, TRUSTEE).get(kept, status=404)


def test_two_applications_under_way_for_one_person_are_not_possible(world):
    browser = answered_for(world, STRANGER, iin=world.person("viktor").iin)
    browser.post("/apply/documents/representative_proof", {"representative_proof-file": upload()})
    form = signed(world, browser, STRANGER)
    world.filed("viktor")
    page = browser.post("/apply/check", form, status=422)
    assert "under way already" in page.one("#errors")


def test_an_iin_that_was_typed_is_not_lost_by_what_is_wrong_beside_it(world):
    for wrong in ({"issued_on": "soon"}, {"relation": ""}, {"iin": "110520 599904"}):
        sent = stated(world, **wrong)
        page = english(world, TRUSTEE).post(URL, sent, 422)
        assert page.form("form[data-guard]")["iin"] == sent["iin"].replace(" ", "")
        assert page.select("#errors[autofocus]") and page.html.title.text.startswith("Error:")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_one_whose_name_is_not_known_yet_is_called_by_iin(world, language):
    browser = begun_for(world, STRANGER)
    pages = [browser.get(f"{url}?lang={language}") for url in ("/apply/tasks", URL, "/cabinet")]
    assert [world.person(WARD).iin in page.one("main") for page in pages[1:]] == [True, True]
    assert world.person(WARD).iin in pages[0].one("body")
