"""From a case back to the list that it was opened from, with its filters, sort and page; never by a name."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.operator.test_queue import numbers

LIST = "/operator/queue?basis=no_housing&sort=-accepted&rows=25"
READ = "settle-application-documents-0-reliable"


@pytest.fixture
def crowd(world):
    world.crowded(2000, "karaganda")


@pytest.fixture
def from_list(officer, case_of):
    """The case of Viktor, opened from a list of emergency housing: (its number, its page, the list)."""
    number = case_of("viktor")
    listed = "/operator/queue?basis=emergency_housing&sort=-due"
    link = officer.get(listed).html.select_one(f"#case-{number}")["href"]
    return number, officer.get(link), listed


def back(page):
    return page.html.select_one("a.back")["href"]


def action(page, ending):
    return next(form["action"] for form in page.select("form") if ending in form["action"])


def test_a_case_of_any_page_leads_back_to_that_page(crowd, officer):
    second = officer.get(LIST).html.select_one("a[rel=next]")["href"]
    listed = officer.get(second)
    page = officer.get(listed.html.select_one("tr[data-row] th a")["href"])
    assert numbers(officer.get(back(page))) == numbers(listed)
    assert "after=" in back(page) and "sort=-accepted" in back(page)


def test_from_the_whole_queue_an_address_bears_nothing(officer, case_of):
    number = case_of("zhanna")
    page = officer.get("/operator/queue")
    assert page.html.select_one(f"#case-{number}")["href"] == f"/operator/case/{number}"
    assert back(officer.get(f"/operator/case/{number}")) == "/operator/queue"


def test_a_row_that_refreshed_itself_or_was_claimed_leads_back_too(officer, case_of):
    number, htmx = case_of("zhanna"), {"HX-Request": "true"}
    for answer in (
        officer.get(f"{LIST}&seen=1", **htmx),
        officer.post(f"/operator/queue/{number}/claim?rows=25", {}, 200, **htmx),
    ):
        link = answer.html.select_one(f"#case-{number}")["href"]
        assert "rows=25" in back(officer.get(link))


def test_after_the_decision_the_same_list_says_what_became_of_it(from_list, officer):
    number, page, listed = from_list
    sent = {**page.form("#case-form"), "verdict": "register", "note": "Read", READ: "yes"}
    done = officer.post(action(page, "/decide"), sent).location
    assert done == f"{listed}&done={number}"
    assert "The decision is recorded" in officer.get(done).one("main .box.ok[role=status]")


def test_after_the_preview_and_a_fault_the_way_is_kept(from_list, officer):
    number, page, listed = from_list
    assert back(officer.post(action(page, "/decide"), page.form("#case-form"), 422)) == listed
    sent = {**page.form("#case-form"), "verdict": "register", "note": "Read", READ: "yes"}
    way = action(page, "/decide").replace("/decide", "/preview")
    preview = officer.post(way, sent, 200)
    done = officer.post(action(preview, "/decide"), preview.form("#preview-form")).location
    assert done == f"{listed}&done={number}"


def test_after_a_note_a_document_and_a_lease_the_way_is_kept(from_list, officer):
    _, page, listed = from_list
    saved = officer.post(action(page, "/notes"), {**page.form("#notes-form form"), "notes": "Rang"})
    assert back(officer.get(saved.location)) == listed
    viewer = officer.get(page.html.select_one("#case-papers a[href*='/viewer/']")["href"])
    assert back(officer.get(back(viewer))) == listed
    read = {**viewer.form("#reading-form"), "reliable": "yes", "reason": "The stamp is whole"}
    again = officer.get(officer.post(action(viewer, "/read"), read).location)
    assert back(officer.get(back(again))) == listed
    taken = officer.get(officer.post(action(page, "/lease/take")).location)
    assert officer.post(action(taken, "/lease/release")).location == listed


def test_the_next_case_leads_back_to_the_same_list(from_list, officer, case_of):
    _, page, listed = from_list
    case_of("zhanna")
    following = officer.get(officer.post(action(page, "/queue/next")).location)
    assert back(following) == listed
    queue = officer.get(listed)
    assert back(officer.get(officer.post(action(queue, "/queue/next")).location)) == listed


def test_cases_given_at_once_lead_back(from_list, supervisor):
    number, _, listed = from_list
    page = supervisor.get(listed)
    given = supervisor.post(action(page, "/operator/assign"), {"number": number, "to": ""}, 200)
    assert back(supervisor.get(given.html.select_one("tbody th a")["href"])) == listed
    assert given.select(f"main a[href='{listed}']")


def test_from_the_alerts_back_to_their_tab(late, supervisor):
    page = supervisor.get("/operator/inbox?box=all")
    case = supervisor.get(page.html.select_one("ul.inbox a.num")["href"])
    assert back(case) == "/operator/inbox?box=all" and case.one("a.back") == "Alerts"


def test_the_auditor_goes_back_to_the_journal_as_it_was_filtered(late, sits):
    auditor = sits("auditor")
    page = auditor.get("/operator/journal?kind=application.escalated")
    case = auditor.get(page.html.select_one("tbody a.small")["href"])
    assert back(case) == "/operator/journal?kind=application.escalated"
    assert back(auditor.get(f"/operator/case/{late}")) == f"/operator/journal?number={late}"


@pytest.mark.parametrize(
    "sent",
    [
        "https://evil.example/",
        "//evil.example/queue",
        "staff-accounts",
        "queue?q=Сокол",
        "queue?iin=840312400123",
        "queue?whose=x&done=1",
        "../sign-out",
        "javascript:alert(1)",
        "queue" + "?rows=25" * 99,
    ],
)
def test_another_address_or_somebody_s_name_leads_to_the_plain_queue(officer, case_of, sent):
    page = officer.get(f"/operator/case/{case_of('zhanna')}?return_to={quote(sent, safe='')}")
    assert back(page) == "/operator/queue"
    assert quote(sent, safe="") not in str(page.html.select_one("main"))
