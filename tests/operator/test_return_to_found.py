"""From a case back to what a search of the queue found; the address bears a key of the answer, never a name."""

from __future__ import annotations

import pytest

from tests.operator.test_queue import numbers
from tests.operator.test_return_to_list import READ, action, back

#: As a browser sends a form, so that the answer is shown by a GET.
FORM = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
NAME, KEY = "сокол", r"/operator/queue?answer="


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


@pytest.fixture
def found(officer, viktor):
    """The address of what was found, and the page of the case as it was opened from there."""

    def search(sought=NAME):
        listed = officer.client.post(
            "/operator/queue/find", data={"q": sought, "csrf_token": officer.csrf()}, headers=FORM
        ).location
        page = officer.get(listed)
        assert numbers(page) == [viktor]
        return listed, officer.get(page.html.select_one(f"#case-{viktor}")["href"])

    return search


def forget(app):
    for one in app.extensions["answers"].kept.values():
        one.seen_at -= 3601


@pytest.mark.parametrize("sought", [NAME, "iin"])
def test_a_case_that_was_found_leads_back_to_what_was_found(found, officer, viktor, world, sought):
    sought = world.person("viktor").iin if sought == "iin" else sought
    listed, page = found(sought)
    assert back(page) == listed and listed.startswith(KEY)
    assert numbers(officer.get(back(page))) == [viktor]
    addresses = [tag.get("href") or tag.get("action") or "" for tag in page.select("a[href], form[action]")]
    assert not [one for one in addresses if sought in one or "%D1" in one]


def test_a_case_found_by_its_number_leads_back_there(officer, viktor):
    page = officer.get(officer.get(f"/operator/queue?q={viktor}").html.select_one(f"#case-{viktor}")["href"])
    assert back(page) == f"/operator/queue?q={viktor}"


def test_after_the_decision_what_was_found_says_what_became_of_it(found, officer, viktor):
    listed, page = found()
    sent = {**page.form("#case-form"), "verdict": "register", "note": "Read", READ: "yes"}
    done = officer.client.post(action(page, "/decide"), data={**sent, "csrf_token": officer.csrf()}).location
    assert done == f"{listed}&done={viktor}"
    shown = officer.get(done)
    assert "The decision is recorded" in shown.one("main .box.ok[role=status]") and numbers(shown) == [viktor]


def test_a_fault_on_the_case_does_not_lose_what_was_found(found, officer):
    listed, page = found()
    sent = {**page.form("#case-form"), "csrf_token": officer.csrf()}
    fault = officer.get(officer.client.post(action(page, "/decide"), data=sent, headers=FORM).location)
    assert back(fault) == listed


def test_a_claim_and_cases_taken_at_once_lead_back_to_what_was_found(found, officer, viktor):
    listed, _ = found()
    page = officer.get(listed)
    claim = page.html.select_one("button[data-claim]")["formaction"]
    row = officer.post(claim, {}, 200, **{"HX-Request": "true"}).html.select_one(f"#case-{viktor}")
    assert back(officer.get(row["href"])) == listed
    sent = {"number": viktor, "csrf_token": officer.csrf()}
    given = officer.get(officer.client.post(action(page, "/operator/assign"), data=sent, headers=FORM).location)
    assert given.select(f"main a[href='{listed}']")
    assert back(officer.get(given.html.select_one("tbody th a")["href"])) == listed


def test_a_claim_without_a_script_comes_back_to_what_was_found(found, officer):
    listed, _ = found()
    claim = officer.get(listed).html.select_one("button[data-claim]")["formaction"]
    assert officer.client.post(claim, data={"csrf_token": officer.csrf()}).location == listed


def test_what_was_found_and_is_forgotten_leads_to_the_queue(found, officer, viktor, app):
    listed, page = found()
    forget(app)
    assert numbers(officer.get(listed)) == [viktor]
    sent = {**page.form("#case-form"), "verdict": "register", "note": "Read", READ: "yes"}
    done = officer.client.post(action(page, "/decide"), data={**sent, "csrf_token": officer.csrf()}).location
    assert done == f"/operator/queue?done={viktor}"
    shown = officer.get(done)
    assert "no longer kept" not in shown.text and "The decision is recorded" in shown.text


def test_what_a_colleague_found_is_no_way_back(found, supervisor, viktor):
    listed, _ = found()
    page = supervisor.get(f"/operator/case/{viktor}?return_to=queue%3Fanswer%3D{listed.partition('=')[2]}")
    assert back(page) == "/operator/queue"
