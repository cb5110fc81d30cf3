"""To decide: only what follows from the facts, only once, and nothing that was typed is lost."""

from __future__ import annotations

import pytest

READ = "settle-application-documents-0-reliable"
SHARE = "settle-dwellings-0-share"


@pytest.fixture
def decide(number):
    """Fills in the form of a case as the page shows it and presses the button."""

    def press(browser, case, status=303, **given):
        form = browser.get(f"/operator/case/{case}").form("#case-form")
        return browser.post(f"/operator/case/{case}/decide", {**form, **given}, status)

    return press


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


def errors(page):
    return [tag.get_text(" ", strip=True) for tag in page.select("#errors li")]


def test_a_case_that_a_silent_source_left_open_is_settled_and_registered(sits, case_of, decide, ask):
    ilyas, official = case_of("ilyas"), sits("astana-1")
    answer = decide(
        official, ilyas, verdict="register", note="Certificate 17 of the registry", **{"settle-dwellings": "none"}
    )
    assert answer.location == f"/operator/queue?done={ilyas}"
    assert ask("SELECT status FROM application") == [("registered",)]
    assert ask("SELECT fact, value, note FROM settled") == [("dwellings", b"[]", "Certificate 17 of the registry")]
    assert ask("SELECT kind FROM notice") == [("registered",)]
    assert ask("SELECT outcome, staff_id IS NOT NULL FROM decision") == [("register", 1)]


def test_the_queue_says_that_the_decision_is_recorded(officer, viktor, decide):
    page = officer.get(decide(officer, viktor, verdict="register", note="Read", **{READ: "yes"}).location)
    assert page.select(f".box a[href='/operator/case/{viktor}']")
    assert "The decision is recorded and the notice is issued." in page.text


def test_a_refusal_needs_no_finding_where_a_ground_holds(officer, case_of, decide, ask):
    raushan = case_of("raushan")
    decide(officer, raushan, verdict="refuse")
    assert ask("SELECT a.status, n.kind FROM application a JOIN notice n ON n.application_id = a.id") == [
        ("refused",) * 2
    ]
    page = officer.get(f"/operator/case/{raushan}")
    assert "Your dwelling recognised as emergency is in another settlement" in page.one("#case-decision")


def test_a_decided_case_shows_who_when_and_the_code_but_no_form(officer, viktor, decide, ask):
    decide(officer, viktor, verdict="register", note="Read", **{READ: "yes"})
    page, code = officer.get(f"/operator/case/{viktor}"), ask("SELECT code FROM notice")[0][0]
    assert "Вебер Анна" in page.one("#case-decision") and "24.11.2026 10:00" in page.one("#case-decision")
    assert page.select(f"#case-decision a[href='/verify/{code}']")
    assert not page.select("#case-form, #case-proposal")


def test_an_established_worsening_refuses_with_its_document(officer, case_of, decide, ask):
    zhanna = case_of("zhanna")
    given = {"established": "worsened_damage", "established_on": "1.2.2024", "established_by": "Ruling 5 of 02.2024"}
    decide(officer, zhanna, verdict="refuse", note="By a court", **{SHARE: "not"}, **given)
    assert ask("SELECT note FROM decision") == [("By a court\nRuling 5 of 02.2024",)]
    assert ask("SELECT value FROM settled WHERE fact = 'established'") == [
        (b'[{"what": "worsened_damage", "on": "2024-02-01"}]',)
    ]
    assert ask("SELECT grounds FROM decision") == [('[{"code": "worsened_damage"}]',)]


@pytest.mark.parametrize(
    "part",
    [
        {"established": "worsened_damage"},
        {"established_on": "01.02.2024"},
        {"established_by": "A ruling"},
        {"established": "worsened_damage", "established_on": "01.02.2024"},
    ],
)
def test_a_worsening_is_told_whole_or_not_at_all(officer, viktor, decide, everything, part):
    page = decide(officer, viktor, 422, verdict="refuse", note="Read", **{READ: "yes"}, **part)
    assert errors(page) == ["Choose what is established, write the day and name the document: all three or none"]
    assert page.select("#case-form details[open]")


def test_what_does_not_follow_from_the_facts_is_not_done(officer, viktor, decide, ask):
    page = decide(officer, viktor, 422, verdict="refuse", note="The stamp is there", **{READ: "yes"})
    assert errors(page) == ["The decision does not follow from the facts: the law says otherwise, see the proposal."]
    assert page.one("#case-proposal .box b") == "Register: every requirement is met"
    assert page.one("#note") == "The stamp is there"
    assert page.html.select_one(f"input[name={READ}][checked]")["value"] == "yes"
    assert ask("SELECT count(*) FROM decision") == [(0,)] == ask("SELECT count(*) FROM settled")


@pytest.mark.parametrize("verdict", ["register", "refuse"])
def test_what_is_unknown_decides_nothing(officer, viktor, decide, verdict, ask):
    page = decide(officer, viktor, 422, verdict=verdict)
    assert errors(page)[0].startswith(
        "The decision does not follow from the facts. Still missing: The document is reliable"
    )
    assert ask("SELECT status FROM application") == [("with_operator",)]


def test_a_finding_without_its_paper_is_refused(officer, viktor, decide):
    page = decide(officer, viktor, 422, verdict="register", **{READ: "yes"})
    assert errors(page) == ["Write on what paper or answer your findings rest"]


def test_a_decision_must_be_chosen(officer, viktor, decide):
    page = decide(officer, viktor, 422, note="Read", **{READ: "yes"})
    assert errors(page) == ["Choose the decision"]
    assert page.html.title.get_text().startswith("Error: ")


@pytest.mark.parametrize("field", ["note", "established_by"])
def test_a_text_of_ten_thousand_letters_is_refused_with_words(officer, viktor, decide, field):
    page = decide(officer, viktor, 422, verdict="register", **{READ: "yes", "note": "Read", field: "я" * 10_000})
    assert "This is too long: shorten it" in errors(page)


@pytest.mark.parametrize("typed", ["31.02.1990", "25.11.2026", "1990-01-31", "yesterday"])
def test_a_day_that_is_none_or_has_not_come_is_refused(world, sits, case_of, decide, typed):
    world.stage.silent.add("natural_persons")
    dauren = case_of("dauren")
    given = {"verdict": "register", "note": "An identity card", "settle-applicant-born": typed}
    page = decide(sits("karaganda-1"), dauren, 422, **given)
    assert errors(page)[0] == "Write a day that has come, for example 31.01.2024"
    assert page.html.select_one("#settle-applicant-born")["value"] == typed


def test_what_a_source_has_answered_cannot_be_found_otherwise(officer, case_of, decide, ask):
    """Raushan's dwelling is elsewhere by the registry: no field of the form, real or invented, moves it."""
    raushan = case_of("raushan")
    invented = {"settle-dwellings": "none", "settle-dwellings-0-emergency": "no", "settle-applicant-consent": "no"}
    decide(officer, raushan, verdict="refuse", note="Read", **{READ: "yes"}, **invented)
    assert ask("SELECT fact FROM settled") == [("application.documents[0].reliable",)]


def test_a_second_decision_is_refused_and_says_whose_the_first_is(officer, supervisor, viktor, decide, ask):
    form = supervisor.get(f"/operator/case/{viktor}").form("#case-form")
    decide(officer, viktor, verdict="register", note="Read", **{READ: "yes"})
    late = {**form, "verdict": "refuse", "note": "No stamp on page 2", READ: "no"}
    page = supervisor.post(f"/operator/case/{viktor}/decide", late, 409)
    assert page.one("#case-conflict [role=alert] b") == "Вебер Анна"
    assert "24.11.2026 10:00 : Register" in page.one("#case-conflict")
    assert "No stamp on page 2" in page.one("section[aria-labelledby=yours]")
    assert ask("SELECT outcome FROM decision") == [("register",)] and ask("SELECT count(*) FROM notice") == [(1,)]


def test_a_case_that_changed_meanwhile_is_not_decided_by_the_old_page(world, sits, case_of, ask):
    ilyas, official = case_of("ilyas"), sits("astana-1")
    form = official.get(f"/operator/case/{ilyas}").form("#case-form")
    world.clock.ahead(minutes=6)
    world.work()
    late = {**form, "verdict": "register", "note": "Certificate 17", "settle-dwellings": "none"}
    page = official.post(f"/operator/case/{ilyas}/decide", late, 409)
    assert "The case changed since you opened it" in page.one("#case-conflict")
    assert page.one("#note") == "Certificate 17" and ask("SELECT count(*) FROM decision") == [(0,)]
    again = {**page.form("#case-form"), "verdict": "register", "settle-dwellings": "none"}
    official.post(f"/operator/case/{ilyas}/decide", again)


def test_what_a_colleague_holds_is_not_decided_and_the_note_is_kept(officer, supervisor, viktor, ask):
    form = supervisor.get(f"/operator/case/{viktor}").form("#case-form")
    officer.post(f"/operator/case/{viktor}/lease/take")
    late = {**form, "verdict": "register", "note": "The stamp is there", READ: "yes"}
    page = supervisor.post(f"/operator/case/{viktor}/decide", late, 409)
    assert "A colleague holds this case" in page.one("#case-conflict")
    assert "The stamp is there" in page.one("section[aria-labelledby=yours]")
    assert ask("SELECT count(*) FROM decision") == [(0,)]


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
def test_a_form_without_its_version_decides_nothing(officer, viktor, version, ask):
    given = {"version": version, "verdict": "register", "note": "Read", READ: "yes"}
    officer.post(f"/operator/case/{viktor}/decide", given, 409)
    assert ask("SELECT count(*) FROM decision") == [(0,)]


def test_a_withdrawn_case_is_no_longer_decided(world, officer, viktor, ask):
    from housing.actions.cases.withdraw import withdraw_application

    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    with world.app.app_context():
        withdraw_application(1, world.who("viktor"), world.clock())
    page = officer.post(
        f"/operator/case/{viktor}/decide", {**form, "verdict": "register", "note": "N", READ: "yes"}, 409
    )
    assert "This case is no longer open" in page.one("#case-conflict")
    assert "Withdrawn by the applicant" in page.one(".casehead")
    assert not page.select("#case-form, #case-proposal")


def test_words_of_an_official_are_never_markup(officer, viktor, decide):
    nasty = "<img src=x onerror=alert(1)>"
    decide(officer, viktor, verdict="register", note=nasty, **{READ: "yes"})
    page = officer.get(f"/operator/case/{viktor}")
    assert nasty in page.one("#case-decision") and not page.select("#case-decision img")
