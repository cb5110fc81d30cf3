"""A working day of the branch of Karaganda, from the morning's queue to the figures of the evening, in two browsers."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from housing.law.working_time import ALMATY

OFFICER, SUPERVISOR = "karaganda-1", "karaganda-head"
#: Three-day cases come on Friday and one-day cases on Tuesday, so that all of them are due on Wednesday at 18:30.
FRIDAY, TUESDAY = datetime(2026, 11, 20, 10, 0, tzinfo=ALMATY), datetime(2026, 11, 24, 10, 0, tzinfo=ALMATY)
MORNING, EVENING = datetime(2026, 11, 25, 9, 5, tzinfo=ALMATY), datetime(2026, 11, 25, 18, 35, tzinfo=ALMATY)
TODAY = "25.11.2026"
#: The refusal waits for the supervisor.
BEFORE_THE_SECOND_LOOK = {
    "viktor": "registered",
    "zhanna": "registered",
    "raushan": "second_look",
    "dauren": "source_awaited",
}
DECIDE, TAKE_NEXT = "#case-form button:not([formaction])", "form[action='/operator/queue/next'] button"


@pytest.fixture
def cases(world, stage, second_looks):
    """Four cases by their person: two with a paper to be read, a share of a flat, and a base that keeps silent."""
    second_looks(first_of_kind=1)
    filed = {}
    world.clock.go(FRIDAY)
    filed["viktor"], filed["raushan"] = world.settled("viktor"), world.settled("raushan")
    world.clock.go(TUESDAY)
    filed["zhanna"] = world.settled("zhanna")
    stage.silent.add("real_property")
    filed["dauren"] = world.settled("dauren")
    world.clock.go(MORNING)
    world.work()
    return filed


@pytest.fixture
def numbers(world, cases):
    with world.app.app_context():
        return {key: world.row(application_id).number for key, application_id in cases.items()}


@pytest.fixture
def statuses(world, cases):
    """How the four stand in the database now."""
    return lambda: {key: world.status(application_id) for key, application_id in cases.items()}


def listed(desk):
    """Numbers of the cases in the queue, from the most urgent on."""
    return [
        row.removeprefix("queue-row-")
        for row in desk.page.eval_on_selector_all("tr[data-row]", "rows => rows.map(row => row.id)")
    ]


def alert_of(desk, number, detail):
    """The alert about a case, in the inbox, that has this in it."""
    case = desk.page.locator("ul.inbox > li").filter(has=desk.page.locator(f"a[href^='/operator/case/{number}']"))
    return case.filter(has=desk.page.locator(detail))


def cells(desk, table, row):
    """Cells of a row of a table of the figures, by the word the row begins with."""
    words = desk.page.eval_on_selector_all(
        f"section[aria-labelledby={table}] tbody tr", "rows => rows.map(row => [...row.cells].map(c => c.textContent))"
    )
    return next(found[1:] for found in words if found[0] == row)


def tile(desk, place):
    """The big number of a tile of the figures, counted from 1."""
    return desk.page.inner_text(f"dl.tiles > div:nth-child({place}) .big")


def test_a_day(official, world, numbers, statuses):
    desk = official(OFFICER)
    desk.look()
    assert sorted(listed(desk)) == sorted(numbers.values())
    reads_a_paper_and_registers(desk, numbers["viktor"])
    settles_a_share_and_registers(desk, numbers["zhanna"])
    refuses(desk, numbers["raushan"])
    assert statuses() == BEFORE_THE_SECOND_LOOK
    confirms(official(SUPERVISOR), numbers["raushan"], statuses)
    world.stage.messages.clear()
    world.work()
    told = {key for key, number in numbers.items() for sms in world.stage.messages if number in sms.text}
    assert told == {"viktor", "zhanna", "raushan"} and len(world.stage.messages) == 3
    world.clock.go(EVENING)
    world.work()
    evening = official(SUPERVISOR)
    finds_the_late_one(evening, numbers["dauren"])
    says_why_it_is_late(evening, numbers["dauren"])
    reads_the_figures_before(evening)
    takes_it_over_and_registers(evening, numbers["dauren"], statuses)
    reads_the_figures_after(evening)


def reads_a_paper_and_registers(desk, number):
    """The next one is the one that waits longest; its paper is read beside the facts."""
    desk.press(TAKE_NEXT)
    desk.at(f"/operator/case/{number}")
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    desk.look()
    desk.press("#case-papers a[href*='/viewer/']")
    desk.at(f"/operator/case/{number}/viewer/")
    assert desk.page.evaluate("document.querySelector('.viewer img').decode().then(() => true)"), "the sheet is drawn"
    desk.look()
    desk.choose("reliable", "yes")
    desk.page.fill("#reason", "The stamp and the certificate are in order")
    desk.press("#reading-form button")
    desk.page.wait_for_selector("section[aria-labelledby=read-title] .tag.ok")
    desk.look()
    desk.press("a.back")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    assert desk.page.input_value("#note") == "The stamp and the certificate are in order"
    decides(desk, number, "register")


def decides(desk, number, verdict):
    desk.choose("verdict", verdict)
    desk.press(DECIDE)
    desk.at("/operator/queue")
    assert number not in listed(desk)
    desk.look()


def settles_a_share_and_registers(desk, number):
    desk.press(f"#queue-row-{number} [data-claim]")
    desk.page.wait_for_selector(f"#queue-row-{number}.marked")
    desk.press(f"#queue-row-{number} a")
    desk.at(f"/operator/case/{number}")
    desk.look()
    desk.choose("settle-dwellings-0-share", "not")
    desk.page.fill("#note", "A quarter of a flat of one room")
    decides(desk, number, "register")


def refuses(desk, number):
    """It does not take effect: the first refusal on its grounds in the branch waits for a second look."""
    desk.go(f"/operator/case/{number}")
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    desk.choose("verdict", "refuse")
    desk.press("#case-form button[formaction$='/preview']")
    desk.page.wait_for_selector("#preview-form")
    desk.look()
    desk.press("#preview-form button:not([formaction])")
    desk.page.wait_for_selector(".box.ok")
    desk.look()
    desk.go(f"/operator/case/{number}")
    desk.page.wait_for_selector("#case-look")
    assert desk.page.locator("#case-form, #case-look form[action$='/confirm']").count() == 0
    desk.look()


def confirms(head, number, statuses):
    """The supervisor finds it in the queue, reads what was found, and answers for it too."""
    head.look()
    head.press(f"#queue-row-{number} a")
    head.at(f"/operator/case/{number}")
    expect(head.page.locator("#case-look ol.bullets li")).to_have_count(1)
    head.look()
    head.press("form[action$='/second-look/confirm'] button")
    head.at("/operator/queue?done=")
    assert number not in listed(head)
    head.look()
    assert statuses()["raushan"] == "refused"
    head.go("/operator/inbox?box=all")
    expect(head.page.locator("ul.inbox > li.unread")).to_have_count(2)
    head.look()
    head.press("form[action^='/operator/inbox/read'] button:not([name])")
    expect(head.page.locator("ul.inbox > li.unread")).to_have_count(0)


def finds_the_late_one(head, number):
    """In the queue it stands as late, under the tab of what has come up to the supervisor too; the menu counts it."""
    expect(head.page.locator(f"#queue-row-{number} .countdown.late")).to_have_count(1)
    head.look()
    head.go("/operator/queue?whose=escalated")
    assert listed(head) == [number]
    expect(head.page.locator(".menu .count.highlighted")).to_have_count(1)
    head.look()
    head.press(".menu a[href='/operator/inbox']")
    head.at("/operator/inbox")


def says_why_it_is_late(head, number):
    """A broken term is not handled without its cause."""
    broken = alert_of(head, number, "select[name=cause]")
    expect(broken).to_have_count(1)
    broken.locator("summary").click()
    head.look()
    broken.locator("textarea").fill("The register kept silent since Tuesday")
    broken.locator("form[action*='/handle'] button").click()
    head.page.wait_for_selector("#errors a[href^='#cause-']")
    head.look()
    head.complaints.clear()  # the browser prints the 422 that was asked for
    assert broken.locator("textarea").input_value() == "The register kept silent since Tuesday"
    broken.locator("select[name=cause]").select_option("source_silent")
    broken.locator("form[action*='/handle'] button").click()
    head.page.wait_for_selector("#errors", state="detached")
    expect(alert_of(head, number, "select[name=cause]")).to_have_count(0)
    head.look()


def reads_the_figures_before(head):
    head.go("/operator/dashboard?days=7")
    assert cells(head, "flows", TODAY) == ["0", "0", "2", "1", "0", "0", "1"], "registered 2, refused 1, open 1"
    assert cells(head, "terms", TODAY) == ["3", "0"] and (tile(head, 2), tile(head, 3)) == ("0", "1")
    head.look()


def takes_it_over_and_registers(head, number, statuses):
    """He brought a certificate of the registry; a term that is broken does not stop the case."""
    head.go("/operator/inbox?box=all")
    alert_of(head, number, "button[name=to]").first.locator("button[name=to]").click()
    head.page.wait_for_selector("ul.inbox")
    head.go(f"/operator/case/{number}")
    head.page.wait_for_selector("#case-lease[data-lease=mine]")
    head.look()
    head.choose("settle-dwellings", "none")
    head.page.fill("#note", "Certificate of the registry, 25.11.2026")
    decides(head, number, "register")
    assert set(statuses().values()) == {"registered", "refused"}


def reads_the_figures_after(head):
    head.press(".menu a[href='/operator/dashboard']")
    head.at("/operator/dashboard")
    assert cells(head, "flows", TODAY) == ["0", "0", "3", "1", "0", "0", "0"], "registered 3, refused 1, open none"
    assert cells(head, "terms", TODAY) == ["3", "1"] and (tile(head, 2), tile(head, 3)) == ("1", "0")
    for name in ("terms", "flows"):
        head.press(f"section[aria-labelledby={name}] summary")
    head.look()
