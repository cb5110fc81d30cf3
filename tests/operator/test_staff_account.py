"""One account: what an administrator changes counts from the person's next step on, and stands in the journal."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from housing.storage.transaction import transaction

OWN = "Nobody changes their own account here: ask another administrator"


@pytest.fixture
def administrator(sits):
    return sits("administrator")


@pytest.fixture
def page_of(ask):
    """The address of somebody's account."""

    def of(login):
        [(staff_id,)] = ask("SELECT id FROM staff WHERE login = ?", login)
        return f"/operator/staff-account/{staff_id}"

    return of


def last_event(ask):
    return ask("SELECT kind, actor, detail FROM event ORDER BY id DESC LIMIT 1")[0]


def test_another_role_counts_at_once(administrator, officer, page_of):
    officer.get("/operator/queue")
    administrator.post(f"{page_of('karaganda-1')}/assign", {"role": "helpline", "branch": ""})
    officer.get("/operator/queue", 403)


def test_another_branch_counts_at_once(administrator, officer, page_of, case_of):
    case = case_of("viktor")
    officer.get(f"/operator/case/{case}")
    administrator.post(f"{page_of('karaganda-1')}/assign", {"role": "operator", "branch": "almaty"})
    officer.get(f"/operator/case/{case}", 404)


def test_who_is_deactivated_is_signed_out_and_stays_out(administrator, officer, page_of, password_step):
    administrator.post(f"{page_of('karaganda-1')}/activity", {"active": "no"})
    officer.get("/operator/queue", 302)
    password_step("karaganda-1", status=422)
    administrator.post(f"{page_of('karaganda-1')}/activity", {"active": "yes"})
    officer.get("/operator/queue", 302)
    password_step("karaganda-1")


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("assign", {"role": "operator", "branch": "almaty"}),
        ("assign", {"role": "helpline", "branch": ""}),
        ("activity", {"active": "no"}),
    ],
)
def test_what_somebody_held_is_free_at_once_when_they_leave_their_desk(
    administrator, officer, supervisor, page_of, case_of, ask, verb, sent
):
    case = case_of("viktor")
    officer.post(f"/operator/queue/{case}/claim")
    assert not supervisor.get(f"/operator/case/{case}").select("#case-form")
    administrator.post(f"{page_of('karaganda-1')}/{verb}", sent)
    assert ask("SELECT claimed_by, lease_until FROM application") == [(None, None)]
    assert ask("SELECT actor, detail FROM event WHERE kind = 'case.released'") == [
        ("administrator", '{"holder": "karaganda-1"}')
    ]
    assert supervisor.get(f"/operator/case/{case}").select("#case-form")


def test_a_change_that_changes_nothing_takes_no_case_away(administrator, officer, page_of, case_of, ask):
    officer.post(f"/operator/queue/{case_of('viktor')}/claim")
    administrator.post(f"{page_of('karaganda-1')}/assign", {"role": "operator", "branch": "karaganda"})
    assert ask("SELECT count(*) FROM application WHERE claimed_by IS NOT NULL") == [(1,)]


def test_an_alert_that_was_theirs_alone_is_the_branch_s_again(world, sits, page_of, case_of, ask):
    number = case_of("viktor")
    sits("karaganda-1").post(f"/operator/queue/{number}/claim")
    with world.app.app_context(), transaction() as db:
        db.execute(text("UPDATE application SET lease_until = '2026-12-31'"))
    world.clock.ahead(days=7)
    world.work()
    mine = "SELECT count(*) FROM alert WHERE staff_id IS NOT NULL"
    assert ask(mine) == [(1,)]
    sits("administrator").post(f"{page_of('karaganda-1')}/activity", {"active": "no"})
    assert ask(mine) == [(0,)]


def test_sessions_are_ended(administrator, officer, page_of, ask):
    administrator.post(f"{page_of('karaganda-1')}/end")
    officer.get("/operator/queue", 302)
    assert last_event(ask)[:2] == ("staff.sessions_ended", "administrator")


def test_a_lost_authenticator_is_reset_with_a_reason(administrator, officer, enrolled, page_of, ask, password_step):
    enrolled(officer)
    administrator.post(f"{page_of('karaganda-1')}/reset", {"reason": ""}, 422)
    officer.get("/operator/queue")
    administrator.post(f"{page_of('karaganda-1')}/reset", {"reason": "lost"})
    officer.get("/operator/queue", 302)
    kind, actor, detail = last_event(ask)
    assert (kind, actor) == ("staff.authenticator_reset", "administrator") and '"reason": "lost"' in detail
    assert password_step("karaganda-1")[1].location == "/operator/queue"
    assert ask("SELECT count(*) FROM recovery_code") == [(0,)]


def test_a_new_password_is_told_once_and_has_to_be_changed(administrator, officer, page_of, password_step):
    page = administrator.post(f"{page_of('karaganda-1')}/password", status=200)
    officer.get("/operator/queue", 302)
    password_step("karaganda-1", status=422)
    browser, answer = password_step("karaganda-1", page.one(".box .code"))
    assert browser.get(answer.location, 302).location == "/operator/password"


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("assign", {"role": "operator", "branch": "almaty"}),
        ("activity", {"active": "no"}),
        ("reset", {"reason": "lost"}),
        ("password", {}),
    ],
)
def test_nobody_changes_their_own_account(administrator, page_of, everything, verb, sent):
    before = everything()
    page = administrator.post(f"{page_of('administrator')}/{verb}", sent, 422)
    assert page.one("#errors li") == OWN
    assert everything() == before
    assert not administrator.get(page_of("administrator")).select('main form[action$="/activity"]')


@pytest.mark.parametrize(
    "sent",
    [{"role": "operator", "branch": ""}, {"role": "auditor", "branch": "almaty"}, {"role": "king", "branch": ""}],
)
def test_role_and_branch_have_to_fit(administrator, page_of, everything, sent):
    before = everything()
    administrator.post(f"{page_of('karaganda-1')}/assign", sent, 422)
    assert everything() == before


def test_an_account_that_is_not_there_is_not_found(administrator):
    administrator.get("/operator/staff-account/999", 404)
    administrator.post("/operator/staff-account/999/activity", {"active": "no"}, 404)


def test_every_change_stands_in_the_journal_with_what_was_before(administrator, page_of, ask):
    administrator.post(f"{page_of('karaganda-1')}/assign", {"role": "supervisor", "branch": "almaty"})
    kind, actor, detail = last_event(ask)
    assert (kind, actor) == ("staff.assigned", "administrator")
    assert '"before": {"role": "operator", "branch": "karaganda"}' in detail and '"role": "supervisor"' in detail
