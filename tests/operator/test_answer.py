"""What the state bases answered, as it came: for whoever may see the case, written down, no stranger in it."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

REQUESTS = "SELECT request_id, source FROM answer WHERE application_id = 1 ORDER BY id"
OPENED = "SELECT actor, detail FROM event WHERE kind = 'file.opened' AND json_extract(detail, '$.what') = 'answer'"


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


@pytest.fixture
def asked(viktor, ask):
    """Of the last question to each base its number, by the base."""
    return {source: request for request, source in ask(REQUESTS)}


def url(number, request):
    return f"/operator/case/{number}/answer/{request}"


def test_from_a_fact_to_the_answer_it_rests_on(viktor, officer):
    page = officer.get(f"/operator/case/{viktor}?return_to=queue%3Frows%3D25")
    link = page.html.select_one("#case-facts td a")["href"]
    shown = officer.get(link)
    assert "Виктор" in shown.one("pre[aria-label=Answer]"), "the first fact is told by the base of natural persons"
    assert link.split("/")[-1].partition("?")[0] in shown.one("[aria-labelledby=about-title]")
    assert "return_to=queue?rows%3D25" in shown.html.select_one("a.back")["href"]


def test_the_request_stands_beside_it_with_the_password_masked(viktor, officer, asked):
    from tests.conftest import PASSWORD

    for request in asked.values():
        page = officer.get(url(viktor, request))
        assert PASSWORD not in page.text
        assert "***" in page.one("pre[aria-label=Request]")


def test_a_password_that_was_kept_by_others_is_masked_too(viktor, officer, asked, ask):
    request = asked["natural_persons"]
    ask("UPDATE answer SET request = CAST(? AS BLOB) WHERE request_id = ?", "<a><x:password>opensesame</a>", request)
    assert "opensesame" not in officer.get(url(viktor, request)).text


def test_whoever_opens_it_is_written_down(viktor, officer, sits, asked, ask):
    officer.get(url(viktor, asked["orphans"]))
    sits("auditor").get(url(viktor, asked["orphans"]))
    said = {"what": "answer", "request": asked["orphans"]}
    assert [(actor, json.loads(detail)) for actor, detail in ask(OPENED)] == [("karaganda-1", said), ("auditor", said)]


def test_it_is_for_whoever_may_see_the_case(viktor, officer, sits, asked, case_of, ask):
    request = asked["natural_persons"]
    for login, status in (("astana-1", 404), ("head-office", 404), ("administrator", 403), ("helpline", 403)):
        sits(login).get(url(viktor, request), status)
    other = case_of("zhanna")
    for number, sought in ((other, request), (viktor, str(uuid4())), (viktor, "x")):
        officer.get(url(number, sought), 404)
    assert ask(OPENED) == []


def test_of_a_stranger_nothing_is_shown_but_that_it_was_one(viktor, officer, asked, ask):
    request = asked["mortgages"]
    kept = "discarded: about another person; sha256 0123"
    ask("UPDATE answer SET state = 'unavailable', raw = CAST(? AS BLOB) WHERE request_id = ?", kept, request)
    page = officer.get(url(viktor, request))
    assert "about another person" in page.one(".box.bad") and not page.select("pre[aria-label=Answer]")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "<a",
        "<b>мәтін</b>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<script>alert(1)</script>",
        "я" * 70_000,
    ],
)
def test_whatever_came_is_shown_as_text(viktor, officer, asked, ask, raw):
    ask("UPDATE answer SET raw = CAST(? AS BLOB) WHERE request_id = ?", raw, asked["mortgages"])
    page = officer.get(url(viktor, asked["mortgages"]))
    assert not page.select("main script") and "root:" not in page.text and len(page.text) < 70_000


def test_the_applicant_stands_on_the_case_with_name_phone_mail_and_language(viktor, officer, ask):
    ask("UPDATE application SET email = 'v@example.kz', phone = '+77010000001'")
    card = officer.get(f"/operator/case/{viktor}").one("section[aria-labelledby=asked]")
    for words in ("Соколов Виктор Сергеевич", "+77010000001", "v@example.kz", "Russian"):
        assert words in card
    ask("UPDATE application SET email = NULL, phone = NULL")
    assert "not given" in officer.get(f"/operator/case/{viktor}").one("section[aria-labelledby=asked]")
