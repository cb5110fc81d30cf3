"""Every page of staff in every state, each in two of the three languages: axe finds nothing, nothing sticks out
sideways at a desk or on a telephone, and heading, landmarks, tables, errors and status are built as they should be.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.actions.filing.attach import Examiners, attach_file
from housing.actions.filing.dispute import DisputeStatement, dispute_fact
from housing.actions.filing.file_complaint import file_complaint
from housing.law.findings import value_at
from housing.law.working_time import ALMATY
from housing.queries.filing.facts import load_case_facts
from tests.citizen.steps import refused
from tests.papers import picture

LATE = datetime(2026, 11, 26, 10, 0, tzinfo=ALMATY)
DECIDE = "#case-form button:not([formaction])"


def test_before_anybody_is_signed_in(seat, world):
    door = seat()
    door.see("/operator/sign-in?ended=1")
    door.press("main form button")
    door.press("main form button", login="karaganda-1", password="wrong", ready="#errors li:not(:has(a))")


def test_the_queue_while_it_is_empty(seat, stage):
    desk = seat("karaganda-1")
    desk.see("/operator/queue")
    desk.also("/operator/queue?basis=no_housing&whose=mine", ready="#queue-rows .box")
    desk.also("/operator/queue?q=891122300123", ready=".box.info")
    desk.press("form[action='/operator/queue/find'] button", q="")
    desk.press(
        "form[action='/operator/queue/find'] button", q="Қасымов", ready="#queue-table a[href='/operator/queue']"
    )
    desk.also("/operator/queue")
    assert not desk.page.locator("#queue-chosen button").is_visible(), "nothing is chosen where nothing stands"


def test_the_queue_with_cases_of_every_kind(seat, world, number, stage):
    """Late, urgent, claimed by oneself and by a colleague, escalated, with a silent base."""
    world.settled("viktor"), world.settled("zhanna")
    world.clock.go(LATE)
    stage.silent.add("real_property")
    mine, theirs = number(world.settled("dauren")), number(world.settled("raushan"))
    world.official("karaganda-head").post(f"/operator/queue/{theirs}/claim")
    world.official("karaganda-1").post(f"/operator/queue/{mine}/claim")
    desk, head = seat("karaganda-1"), seat("karaganda-head")
    desk.see("/operator/queue", ready="tr.group-row.bad")
    for query in ("?whose=mine", "?whose=escalated&sort=-due", f"?q={mine}"):
        desk.also(f"/operator/queue{query}")
    desk.also("/operator/queue?basis=no_housing", ready="tr.marked")
    desk.press("#queue-table details summary", ready="#queue-table details[open]")
    desk.press("form[action^='/operator/queue/save'] button")
    desk.press("form[action^='/operator/queue/save'] button", ready="#queue-saved a", name="Баспанасыздар")
    desk.press("[popovertarget=keys]", ready="#keys:popover-open")
    head.see("/operator/queue")
    head.page.check("input[name=number]")
    head.press("#queue-chosen button", ready="table.grid .tag")


@pytest.fixture
def papers(world, number):
    """The number of a case with a paper of two kinds: a PDF and a picture."""
    draft = world.drafted("viktor")
    with world.app.app_context():
        attach_file(
            draft,
            "other",
            "photo.jpg",
            picture(size=(900, 1200)),
            world.clock(),
            Examiners(world.app.extensions["services"].verifier),
        )
    return number(world.settled_as_drafted("viktor"))


def test_a_case_under_work(seat, papers):
    """Papers of both kinds, unknown facts, mistakes, held by a colleague, the notice seen beforehand."""
    desk, head, case = seat("karaganda-1"), seat("karaganda-head"), f"/operator/case/{papers}"
    desk.see(f"{case}/viewer/1", ready="#reading-form")
    desk.also(f"{case}/viewer/1?zoom=2&turn=90", ready="#reading-form")
    desk.also(f"{case}/viewer/2", ready="#reading-form")
    desk.press("#reading-form button")
    desk.page.check("input[name=reliable][value=yes]")
    desk.press("#reading-form button", ready="section[aria-labelledby=read-title]", reason="Мөрі бар")
    desk.see(case, ready="#case-lease[data-lease=mine]")
    desk.press(DECIDE)
    head.also(case, ready="#case-lease[data-lease=other]")
    desk.hand.go(case)
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    desk.page.check("input[name=verdict][value=register]")
    desk.press(DECIDE, note="Мөрі бар")
    desk.page.check("input[name=settle-application-documents-0-reliable][value=yes]")
    desk.press("#case-form button[formaction$='/preview']", ready="#preview-form")


def test_a_case_that_is_decided(seat, world, papers):
    """By a colleague meanwhile: 409; then as it stands, and the correction of its notice."""
    desk, case = seat("karaganda-1"), f"/operator/case/{papers}"
    desk.hand.go(case)
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    world.clock.ahead(minutes=21)
    head = world.official("karaganda-head")
    sent = {**head.get(case).form("#case-form"), "verdict": "register", "note": "Оқылды"}
    head.post(f"{case}/decide", {**sent, **{f"settle-application-documents-{n}-reliable": "yes" for n in range(2)}})
    desk.page.check("input[name=verdict][value=refuse]")
    desk.press(DECIDE, ready="#case-conflict [role=alert]", note="Мөрі жоқ")
    desk.see(case, ready="#case-decision")
    desk.also(f"/operator/queue?done={papers}", ready=".box.ok")
    head = seat("karaganda-head")
    head.see(f"{case}/reissue")
    head.press("main form.card button")
    head.press("main form.card button", ready="#case-decision", reason="Тегіндегі бір әріп", name="Соколов Виктор")


def test_a_refusal_that_waits_for_a_second_look(seat, world, papers, second_looks):
    second_looks(first_of_kind=1)
    desk, head, case = seat("karaganda-1"), seat("karaganda-head"), f"/operator/case/{papers}"
    desk.hand.go(case)
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    for name, value in (("settle-application-documents-0-reliable", "no"), ("verdict", "refuse")):
        desk.page.check(f"input[name={name}][value={value}]")
    desk.press(DECIDE, ready=".box.ok", note="Мөрі басқа сарапшынікі")
    desk.also(case, ready="#case-look")
    head.see(case, ready="#case-look form")
    head.press("form[action$='/second-look/return'] button")
    head.press("form[action$='/second-look/return'] button", ready=".box.ok", comment="Алдымен сарапшыдан сұраңыз")
    desk.also(case, ready="#case-look .box.warn")


def test_a_case_in_which_facts_are_disputed_or_withdrawn(seat, world, number):
    draft = world.drafted("marat")
    with world.app.app_context():
        told = load_case_facts(draft).undisputed
        statement = DisputeStatement("dwellings[0]", value_at(told, "dwellings[0]"), "Бұл пәтер менікі емес")
        dispute_fact(draft, statement, world.clock())
    disputed = number(world.settled_as_drafted("marat"))
    desk = seat("astana-1")
    desk.see(f"/operator/case/{disputed}", ready="#case-lease[data-lease=mine]")
    world.citizen("marat").post(f"/cabinet/withdraw/{disputed}", {"sure": "y"})
    desk.also(f"/operator/case/{disputed}", ready=".casehead .tag.mute")
    desk.also("/operator/queue?status=withdrawn", ready="tr[data-row]")


def test_alerts_and_figures(seat, world, number):
    for login in ("karaganda-head", "head-office"):
        seat(login).see("/operator/inbox")
    seat("head-office").see("/operator/dashboard")
    world.settled("zhanna"), refused(world, "marat")
    world.clock.go(LATE)
    world.work()
    officer, head = seat("karaganda-1"), seat("karaganda-head", anew=True)
    officer.see("/operator/inbox", ready="li.unread")
    head.see("/operator/inbox", ready="li.unread")
    head.page.locator("li:has(select[name=cause]) summary").click()
    head.press("li:has(select[name=cause]) form[action*='/handle'] button")
    head.page.select_option("ul.inbox select[name=cause]", "source_silent")
    head.press(
        "li:has(select[name=cause]) form[action*='/handle'] button", ready="main:not(:has(ul.inbox select[name=cause]))"
    )
    office = seat("head-office", anew=True)
    office.see("/operator/inbox", ready="li.unread")
    office.also("/operator/dashboard?days=90&branch=astana")
    office.press("section[aria-labelledby=flows] summary", ready="section[aria-labelledby=flows] details[open]")
    head.see("/operator/dashboard")


def test_the_helpline_and_the_journal(seat, world, number):
    case, helper, auditor = number(world.settled("viktor")), seat("helpline"), seat("auditor")
    who = world.person("viktor")
    helper.see("/operator/helpline")
    helper.press("main form button")
    for sought in (case, "2611999999"):
        helper.hand.go("/operator/helpline")
        helper.press("main form button", ready="#answer", q=sought, born=f"{who.born:%d.%m.%Y}", address=who.address_kk)
    auditor.see("/operator/journal", ready="table.grid")
    auditor.also("/operator/journal?since=soon&until=x&number=1", ready="#errors")
    auditor.also("/operator/journal?kind=alert.read")
    auditor.see("/operator/proof", ready=".box")
    auditor.see("/operator/message-texts")
    for path in ("messages", "complaints"):
        auditor.also(f"/operator/{path}")


def test_messages_and_complaints(seat, world, number):
    head, office = seat("almaty-head"), seat("head-office")
    head.see("/operator/messages"), head.see("/operator/complaints")
    world.stage.sms.fault = "refused"
    case = world.settled("aigerim")
    with world.app.app_context():
        complaint = file_complaint(case, world.who("aigerim"), "delay", "Жауап жоқ.", world.clock())
    head.see("/operator/messages", ready="table.grid")
    head.press("table summary", ready="table details[open]")
    head.page.evaluate("document.querySelector('table details form').removeAttribute('hx-post')")
    head.press("table details form button", ready="[id^=reason-][id$=-error]")
    office.also("/operator/messages", ready="table.grid")
    head.see("/operator/complaints", ready="table.grid")
    head.see(f"/operator/complaint/{complaint}", ready="main form")
    head.press("main form button")
    head.page.check("input[name=outcome][value=partly]")
    head.press("main form button", ready="table.grid", answer="Мерзім бұзылды, кешірім сұраймыз.")
    office.also(f"/operator/complaint/{complaint}", ready="#answered")
    office.also("/operator/complaints", ready="table.grid")


def test_the_register(seat, world):
    world.settled("aigerim")
    world.clock.ahead(days=40)
    head, auditor = seat("almaty-head"), seat("auditor")
    head.see("/register/entries")
    head.see("/register/register-figures")
    head.see("/register/entries?list=C7&first=1", ready="#first-error")
    head.see("/register/entries?list=C7", ready="table.grid")
    head.press("form[action$='/find'] button", ready="#q-error")
    head.press("form[action$='/find'] button", ready="main tbody tr", q="Ахметова")
    entry = head.page.get_attribute("main tbody a", "href")
    head.see(entry, ready="#own")
    auditor.also(entry, ready="#own")
    auditor.also("/register/entries?list=C7&state=left")


def test_accounts_of_staff(seat, world):
    desk, add = seat("administrator"), "form[action$='/add'] button"
    desk.see("/operator/alarms", ready="main ul.list")
    desk.see("/operator/backups", ready=".box.bad")
    desk.see("/operator/invariants", ready=".box.info")
    desk.see("/operator/retention?count=1", ready="table.grid")
    desk.see("/operator/maintenance")
    announce, evening = "form[action$='/announce'] button", {"day": "24.11.2026", "begins": "22:00"}
    desk.press(announce, ready=".errors", **evening, ends="1")
    desk.press(announce, ready="main .box.warn", **evening, ends="23:00")
    desk.press("form[action$='/end'] button", ready="form[action$='/announce']")
    desk.see("/operator/staff-accounts")
    desk.press(add)
    desk.page.select_option("#role", "operator")
    desk.page.select_option("#branch", "karaganda")
    desk.press(add, ready=".box.ok", login="karaganda-3", name="Ахметова Айгүл")
    desk.see("/operator/staff-account/1")
    desk.page.select_option("#role", "operator")
    desk.page.select_option("#branch", "")
    desk.press("form[action$='/assign'] button")
    desk.press("form[action$='/password'] button", ready=".box.ok .code")
    desk.hand.go("/operator/staff-accounts")
    desk.hand.press("table a:text-is('administrator')")
    desk.also(desk.page.url.removeprefix(desk.hand.site))


def test_one_s_own_account_and_what_is_not_there(seat, world, number):
    desk = seat("karaganda-1")
    case = number(world.settled("viktor"))
    for path in ("sessions", "password", "authenticator"):
        desk.see(f"/operator/{path}")
    desk.press("form[action='/operator/authenticator'] button", code="12")
    desk.hand.go("/operator/password")
    desk.press("form[action='/operator/password'] button")
    for path in ("journal", "case/2611999999", "queue/find"):
        desk.see(f"/operator/{path}", ready="[data-incident]")
    world.official("karaganda-head").post(f"/operator/queue/{case}/claim")
    desk.hand.go("/operator/queue")
    desk.send(f"/operator/queue/{case}/claim", ready="[data-incident]")


def test_an_authenticator_and_its_codes(seat, world):
    import base64

    from tests.operator.conftest import Phone

    desk = seat("karaganda-1")
    desk.hand.go("/operator/authenticator")
    phone = Phone(world.clock, base64.b32decode(desk.page.inner_text("form .code").replace(" ", "")))
    desk.press("form[action='/operator/authenticator'] button", ready="li.code", code=phone.code())
    desk.see("/operator/authenticator", ready="form[action$='/codes']")
    desk.press("form[action$='/codes'] button", proof="12")
    desk.also("/operator/sessions")
    door = seat()
    door.hand.go("/operator/sign-in")
    door.press("main form button", ready="#code", login="karaganda-1", password="demo-karaganda-1")
    door.see("/operator/code")
    door.press("main form button", code="12")
