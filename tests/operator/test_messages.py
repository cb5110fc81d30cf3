"""Messages that reached nobody: who sees which, without a name; sent again or given up, by HTMX and without it."""

from __future__ import annotations

import pytest

from tests.operator.conftest import HTMX

URL = "/operator/messages"


@pytest.fixture
def dead(world, case_of, ask):
    """A message of Karaganda that the provider refused for good: its id and the number of its application."""
    world.stage.sms.fault = "refused"
    number = case_of("aigerim")
    world.stage.sms.fault = ""
    ((message,),) = ask("SELECT id FROM message WHERE state = 'failed'")
    return message, number


@pytest.fixture
def seer(world, sits, dead, ask):
    """The supervisor of the branch that has the case."""
    ((branch,),) = ask("SELECT branch_code FROM application WHERE number = ?", dead[1])
    return sits(f"{branch}-head")


def rows(page):
    return [tag.get_text(" ", strip=True) for tag in page.select("table.grid tbody tr")]


def html(page):
    return page.response.get_data(as_text=True)


def test_a_message_in_trouble_says_what_of_which_application_and_why(seer, dead):
    page = seer.get(URL)
    (row,) = rows(page)
    message, number = dead
    assert f"{number[:4]} {number[4:7]} {number[7:]}" in row
    assert "Registered SMS" in row and "Given up" in row and "The provider refused the number" in row
    assert "not any more" in row and page.select(f"#messages-row-{message} a[href='/operator/case/{number}']")
    assert "1 message needs to be seen to." in page.text


@pytest.mark.parametrize("login", ["head-office", "administrator", "auditor"])
def test_those_without_a_branch_see_all_and_no_person(world, sits, dead, login):
    page = sits(login).get(URL)
    assert len(rows(page)) == 1 and not page.select("table a")
    person = world.person("aigerim")
    assert not [one for one in (person.surname_kk, person.iin, person.phone, person.phone[2:]) if one in html(page)]


def test_a_supervisor_sees_no_other_branch_and_changes_nothing_there(sits, dead, seer, everything):
    stranger = sits("shymkent-head")
    page, before = stranger.get(URL), everything()
    assert page.one(".box") == "Every message has gone out." and "0 messages need to be seen to." in page.text
    for verb in ("again", "close"):
        stranger.post(f"{URL}/{dead[0]}/{verb}", {"reason": "told"}, 404)
    assert everything() == before


def test_the_auditor_looks_and_has_nothing_to_press(sits, dead):
    auditor = sits("auditor")
    assert not auditor.get(URL).select("main form")
    for verb in ("again", "close"):
        auditor.post(f"{URL}/{dead[0]}/{verb}", {"reason": "told"}, 403)


def test_one_that_will_be_tried_again_says_when(world, clock, case_of, sits, ask):
    world.stage.sms.fault = "busy"
    case_of("aigerim")
    ((branch,),) = ask("SELECT branch_code FROM application")
    (row,) = rows(sits(f"{branch}-head").get(URL))
    assert "To be sent" in row and "The provider asked for a pause" in row and "24.11.2026 10:01" in row


def test_sent_again_without_javascript_leads_back_to_the_list(world, seer, dead, ask):
    answer = seer.post(f"{URL}/{dead[0]}/again")
    assert answer.location == f"{URL}#messages-row-{dead[0]}"
    assert "To be sent" in rows(seer.get(URL))[0]
    world.work()
    assert "Sent, not reported yet" in rows(seer.get(URL))[0]
    world.clock.ahead(minutes=1)
    world.work()
    assert "Delivered" in rows(seer.get(URL))[0] and not seer.get(URL).select("table form")
    assert ask("SELECT count(*) FROM event WHERE kind = 'message.sent_again'") == [(1,)]


@pytest.mark.parametrize(
    ("verb", "given", "said"),
    [("again", {}, "The message will be sent again."), ("close", {"reason": "told"}, "The message is closed.")],
)
def test_what_htmx_receives_is_part_of_what_a_reload_shows(seer, dead, verb, given, said):
    before = html(seer.get(URL))
    answer = seer.post(f"{URL}/{dead[0]}/{verb}", given, 200, **HTMX)
    row = html(answer)[: html(answer).index("</tr>") + 5].strip()
    again = html(seer.get(URL))
    assert row.startswith("<tr") and row in again and row not in before
    assert answer.one("#live") == said


def test_a_message_is_given_up_with_a_reason_only(seer, dead, ask):
    page = seer.post(f"{URL}/{dead[0]}/close", {"reason": ""}, 422)
    assert page.html.title.get_text().startswith("Error:")
    assert page.html.select_one("#errors a")["href"] == f"#reason-{dead[0]}"
    assert page.one(f"#reason-{dead[0]}-error").endswith("Choose why the message is given up")
    fragment = seer.post(f"{URL}/{dead[0]}/close", {"reason": "because"}, 422, **HTMX)
    assert fragment.select(f"#reason-{dead[0]}-error") and fragment.select("details[open]")
    assert ask("SELECT state FROM message WHERE state = 'closed'") == []
    seer.post(f"{URL}/{dead[0]}/close", {"reason": "unreachable"})
    assert "Closed by an official" in rows(seer.get(URL))[0]
    assert "A message was given up by hand" in seer.get(f"/operator/case/{dead[1]}").one("#case-history")


def test_of_two_who_act_the_second_is_shown_how_it_stands(seer, sits, dead, ask):
    seer.post(f"{URL}/{dead[0]}/close", {"reason": "told"})
    late = sits("head-office")
    page = late.post(f"{URL}/{dead[0]}/again", status=409)
    assert "Nothing was changed" in page.one(".box") and "Closed by an official" in rows(page)[0]
    fragment = late.post(f"{URL}/{dead[0]}/again", status=409, **HTMX)
    assert "Nothing was changed" in fragment.one("#live") and not fragment.select("form")
    assert ask("SELECT count(*) FROM event WHERE kind = 'message.sent_again'") == [(0,)]


@pytest.mark.parametrize("message", ["0", "999999", "-1", "x", "99999999999999999999"])
def test_a_message_that_there_is_not_is_not_found(seer, message):
    seer.post(f"{URL}/{message}/again", status=404)


def test_a_message_that_went_well_is_not_in_the_list_and_not_to_be_touched(case_of, sits, ask):
    case_of("aigerim")
    ((message,),) = ask("SELECT id FROM message WHERE state = 'sent'")
    office = sits("head-office")
    assert rows(office.get(URL)) == []
    office.post(f"{URL}/{message}/again", status=404)


def test_the_menu_leads_there_whom_it_lets_in(sits):
    assert sits("karaganda-head").get(URL).select(".menu a[href='/operator/messages'][aria-current=page]")
    assert not sits("karaganda-1").get("/operator/queue").select(".menu a[href='/operator/messages']")


def test_looking_writes_nothing(seer, everything):
    before = everything()
    seer.get(URL)
    assert everything() == before


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_screen_speaks_three_languages(seer, dead, language):
    assert seer.get(f"{URL}?lang={language}").html.html["lang"] == language
