"""A refusal that needs a second look: nothing takes effect, the clock goes on, another official answers for it too."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY

READ = "settle-application-documents-0-reliable"


@pytest.fixture
def proposed(officer, case_of, second_looks):
    """The paper of Viktor was found unreliable; the refusal is the branch's first on that ground."""
    second_looks(first_of_kind=1)
    viktor = case_of("viktor")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    sent = {**form, "verdict": "refuse", "note": "The stamp is another expert's", READ: "no"}
    assert officer.post(f"/operator/case/{viktor}/decide", sent).location == f"/operator/queue?done={viktor}"
    return viktor


def look(number, verb):
    return f"/operator/case/{number}/second-look/{verb}"


def seen(supervisor, number, verb="confirm"):
    return supervisor.get(f"/operator/case/{number}").form(f"form[action$='/second-look/{verb}']")


def test_a_refusal_that_waits_has_not_taken_effect(proposed, officer, ask):
    assert ask("SELECT status FROM application") == [("second_look",)]
    for table in ("decision", "notice", "settled"):
        assert ask(f"SELECT count(*) FROM {table}") == [(0,)]
    assert ask("SELECT count(*) FROM message WHERE kind = 'refused'") == [(0,)]
    page = officer.get(f"/operator/case/{proposed}")
    assert "The first refusal on this ground in the branch" in page.one("#case-look")
    assert not page.select("#case-form, #case-look form:not([action$='/take-back']), #case-lease form")


def test_the_clock_does_not_stop(world, proposed, sits, ask):
    world.clock.go(datetime(2026, 11, 30, 10, 0, tzinfo=ALMATY))
    world.work()
    asked_to_review, *steps = ask("SELECT DISTINCT level FROM alert ORDER BY level")
    assert (asked_to_review, steps) == ((0,), [(1,), (2,), (3,)])
    assert "late by" in sits("karaganda-head").get(f"/operator/case/{proposed}").one(".casehead")


def test_the_supervisor_sees_who_proposed_it_why_and_on_what(proposed, supervisor):
    said = supervisor.get(f"/operator/case/{proposed}").one("#case-look")
    for words in ("Вебер Анна", "are unreliable", "The stamp is another expert's", "reliable and in order"):
        assert words in said
    assert "Technical conclusion of a certified expert: No" in said


def test_a_comment_with_a_sign_that_is_not_printed_is_refused_in_words(proposed, supervisor, ask):
    sent = {**seen(supervisor, proposed, "return"), "comment": "100 000 \u20b8 \u2192 0"}
    page = supervisor.post(look(proposed, "return"), sent, 422)
    assert "cannot be printed with the sign \u201c\u20b8\u201d" in page.one("#errors")
    assert ask("SELECT status FROM application") == [("second_look",)]


def test_confirmed_it_is_decided_with_both_names(proposed, supervisor, ask):
    sent = seen(supervisor, proposed)
    assert supervisor.post(look(proposed, "confirm"), sent).location == f"/operator/queue?done={proposed}"
    names = "SELECT p.login, c.login FROM decision d, staff p, staff c WHERE p.id = staff_id AND c.id = confirmed_by"
    assert ask(names) == [("karaganda-1", "karaganda-head")]
    assert ask("SELECT s.fact, p.login FROM settled s JOIN staff p ON p.id = s.staff_id") == [
        ("application.documents[0].reliable", "karaganda-1")
    ]
    assert ask("SELECT kind FROM notice") == [("refused",)] and ask("SELECT status FROM application") == [("refused",)]
    shown = supervisor.get(f"/operator/case/{proposed}").one("#case-decision")
    assert "Вебер Анна" in shown and "Second look" in shown


def test_a_supervisor_is_led_from_a_decided_case_to_the_correction_of_its_notice(proposed, officer, supervisor):
    supervisor.post(look(proposed, "confirm"), seen(supervisor, proposed))
    way = f"#case-decision a[href='/operator/case/{proposed}/reissue']"
    assert supervisor.get(f"/operator/case/{proposed}").select(way)
    assert not officer.get(f"/operator/case/{proposed}").select(way)


def test_the_next_of_that_kind_in_the_branch_needs_none(proposed, officer, supervisor, case_of, ask):
    supervisor.post(look(proposed, "confirm"), seen(supervisor, proposed))
    raushan = case_of("raushan")
    form = officer.get(f"/operator/case/{raushan}").form("#case-form")
    officer.post(f"/operator/case/{raushan}/decide", {**form, "verdict": "refuse", "note": "Read", READ: "no"})
    assert ask("SELECT status FROM application ORDER BY id")[1] == ("second_look",), "another ground holds beside it"


def test_returned_it_is_the_officials_again_with_the_comment(proposed, officer, supervisor, ask):
    sent = {**seen(supervisor, proposed, "return"), "comment": "Ask the expert first"}
    supervisor.post(look(proposed, "return"), sent)
    assert ask("SELECT status FROM application") == [("with_operator",)]
    page = officer.get(f"/operator/case/{proposed}")
    assert "Ask the expert first" in page.one("#case-look") and page.select("#case-form")
    officer.post(
        f"/operator/case/{proposed}/decide",
        {**page.form("#case-form"), "verdict": "register", "note": "Asked", READ: "yes"},
    )
    assert ask("SELECT status FROM application") == [("registered",)]


@pytest.mark.parametrize("comment", ["", "   ", "я" * 1001])
def test_to_return_it_takes_a_comment(proposed, supervisor, everything, comment):
    sent = {**seen(supervisor, proposed, "return"), "comment": comment}
    before = everything()
    page = supervisor.post(look(proposed, "return"), sent, 422)
    assert page.html.title.get_text().startswith("Error: ")
    assert page.select("#errors a[href='#comment']") and page.one("#comment") == comment.strip()
    assert {row for row in everything() - before if "file.opened" not in row} == set()


@pytest.mark.parametrize("verb", ["confirm", "return"])
def test_a_page_from_before_is_refused_and_keeps_what_was_typed(proposed, supervisor, verb, ask):
    sent = {**seen(supervisor, proposed, verb), "comment": "Once more"}
    supervisor.post(look(proposed, "return"), {**sent, "comment": "Ask the expert first"})
    page = supervisor.post(look(proposed, verb), sent, 409)
    assert "The second look returned the refusal" in page.one("#case-conflict")
    assert ask("SELECT count(*) FROM decision") == [(0,)]
    assert verb == "confirm" or "Once more" in page.one("section[aria-labelledby=yours]")


def test_an_official_does_not_look_a_second_time(proposed, officer, sits):
    for browser, status in ((officer, 403), (sits("astana-head"), 404)):
        for verb in ("confirm", "return"):
            browser.post(look(proposed, verb), {"version": "4", "comment": "Fine"}, status)


def test_whoever_proposed_it_does_not_confirm_it(supervisor, case_of, second_looks, ask):
    second_looks(lot=100)
    raushan = case_of("raushan")
    form = supervisor.get(f"/operator/case/{raushan}").form("#case-form")
    supervisor.post(f"/operator/case/{raushan}/decide", {**form, "verdict": "refuse"})
    page = supervisor.get(f"/operator/case/{raushan}")
    assert "Chosen by lot" in page.one("#case-look")
    assert [form["action"] for form in page.select("#case-look form")] == [look(raushan, "take-back")]
    (version,) = ask("SELECT version FROM application")[0]
    for verb in ("confirm", "return"):
        supervisor.post(look(raushan, verb), {"version": version, "comment": "Fine"}, 403)
    assert ask("SELECT count(*) FROM decision") == [(0,)]


def test_a_consent_taken_back_meanwhile_makes_the_proposal_void(world, proposed, ask):
    from housing.actions.filing.own_consent import withdraw_consent

    with world.app.app_context():
        withdraw_consent(1, world.who("viktor"), world.clock())
    world.work()
    assert ask("SELECT state FROM refusal_proposal") == [("lapsed",)]
    assert ask("SELECT status FROM application") == [("with_operator",)]


def test_the_machine_refuses_nothing_that_needs_a_second_look(world, second_looks):
    second_looks(first_of_kind=1)
    world.set_up(automatic_refusal=True)
    assert world.status(world.settled("marat")) == "with_operator"
