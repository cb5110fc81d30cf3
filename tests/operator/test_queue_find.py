"""The search: by number, IIN or name; a name and an IIN never stand in an address."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from housing.actions.filing.start import build_draft
from housing.queries.cases.queue import QueueContext
from housing.queries.cases.queue_search import search_queue
from housing.storage.transaction import transaction
from tests.operator.test_queue import numbers


@pytest.fixture
def dauren(case_of):
    """Decided by the machine at once, and found all the same."""
    return case_of("dauren")


@pytest.mark.parametrize("sought", ["жүнісов", "ЖҮНІСОВ ДӘ", "  Жүнісов   Дәурен ", "841006399900", "841006 399900"])
def test_a_person_is_found_in_kazakh_letters_and_by_iin(officer, dauren, sought):
    page = officer.post("/operator/queue/find", {"q": sought}, 200)
    assert numbers(page) == [dauren]
    assert not page.location


def test_a_number_is_found_by_an_address_that_can_be_passed_on(officer, dauren):
    spaced = f"{dauren[:4]} {dauren[4:7]} {dauren[7:]}"
    answer = officer.post("/operator/queue/find", {"q": spaced})
    assert answer.location == f"/operator/queue?q={dauren}"
    assert numbers(officer.get(answer.location)) == [dauren]


@pytest.mark.parametrize("pasted", ["\u2066841006399900\u2069", "ЖСН: 841006 399900\u200b", "841006–399900"])
def test_a_pasted_iin_is_found(officer, dauren, pasted):
    assert numbers(officer.post("/operator/queue/find", {"q": pasted}, 200)) == [dauren]


@pytest.mark.parametrize("around", ["№ {}", "\u200e{}\ufeff", "Өтініш №{}"])
def test_a_pasted_number_is_found(officer, dauren, around):
    pasted = around.format(f"{dauren[:4]}-{dauren[4:7]}\u202f{dauren[7:]}")
    answer = officer.post("/operator/queue/find", {"q": pasted})
    assert answer.location == f"/operator/queue?q={dauren}"
    assert numbers(officer.get(f"/operator/queue?q={quote(pasted)}")) == [dauren]


@pytest.mark.parametrize("sought", ["841006399900", "Жүнісов"])
def test_an_address_with_a_name_or_an_iin_finds_nobody_and_says_why(officer, dauren, sought):
    page = officer.get(f"/operator/queue?q={sought}")
    assert numbers(page) == []
    assert "personal data must not stand in an address" in page.text
    assert sought not in str(page.select("main")[0])


def test_a_search_is_made_once_though_its_answer_is_shown_by_a_get(officer, dauren, count_statements):
    sent = {"q": "жүнісов", "csrf_token": officer.csrf()}
    officer.get("/operator/queue")
    with count_statements() as asked:
        sent_away = officer.ask(officer.client.post, "/operator/queue/find", data=sent)
    assert not [one for one in asked if "FROM application" in one]
    assert numbers(officer.get(sent_away.location)) == [dauren]


@pytest.mark.parametrize("sought", ["", "Ж", "12345", "Жүнісов 841006399900", "я" * 10_000])
def test_what_cannot_be_sought_is_refused_with_words(officer, sought):
    page = officer.post("/operator/queue/find", {"q": sought}, 422)
    assert page.select("#errors a[href='#q']") and page.select("#q[aria-invalid]")


def test_another_branch_finds_nobody(sits, dauren):
    page = sits("astana-1").post("/operator/queue/find", {"q": "841006399900"}, 200)
    assert numbers(page) == []
    assert "No case of your branch was found." in page.text


@pytest.mark.parametrize("sought", ["дәурен", "ДӘУРЕН ЖҮН", "жунисов", "даурен"])
def test_a_given_name_comes_first_as_well_and_a_russian_keyboard_will_do(officer, dauren, sought):
    assert numbers(officer.post("/operator/queue/find", {"q": sought}, 200)) == [dauren]


def test_no_letter_of_a_pattern_is_a_joker(officer, dauren):
    assert numbers(officer.post("/operator/queue/find", {"q": "%%"}, 200)) == []


@pytest.mark.parametrize("sought", ["Жүнiсoв", "ЖYHICOB", "дәypен жүнic", "жyнисoв"])
def test_latin_letters_that_look_like_ours_find_the_person(officer, dauren, sought):
    assert numbers(officer.post("/operator/queue/find", {"q": sought}, 200)) == [dauren]


def test_who_is_found_stands_by_the_alphabet(world):
    """Ә after А, though the search takes the one for the other."""
    names = ["Асқар Ай", "Асылов Ай", "Әсел Ай", "Әсет Ай"]
    with world.app.app_context():
        with transaction() as db:
            for nth, name in enumerate(reversed(names)):
                draft = build_draft(f"9001013999{nth:02}", name, "kk", world.clock())
                draft.number, draft.status, draft.branch_code = f"99110000{nth:02}", "registered", "almaty"
                draft.basis, draft.settlement = "no_housing", "750000000"
                draft.filed_at = draft.accepted_at = draft.due_at = world.clock()
                db.add(draft)
        desk = QueueContext("almaty", 1, "operator", world.clock())
        assert [row.name for row in search_queue(desk, "ас").rows] == names


def test_a_found_case_that_is_open_says_how_long_is_left(officer, case_of):
    number = case_of("zhanna")
    by_number = officer.get(officer.post("/operator/queue/find", {"q": number}).location)
    for page in (officer.post("/operator/queue/find", {"q": "кравченко"}, 200), by_number):
        assert "of working time left" in page.one(f"#queue-row-{number}")


@pytest.mark.parametrize(
    ("sought", "status"),
    [
        ("жүнісов' --", 200),
        ('жүнісов"; DROP TABLE event; --', 200),
        ("жүн_сов", 200),
        ("жүн%", 200),
        ("' OR '1'='1", 422),
        ("%", 422),
        ("\\", 422),
    ],
)
def test_words_that_a_database_would_understand_are_words(officer, dauren, sought, status, ask):
    assert dauren not in numbers(officer.post("/operator/queue/find", {"q": sought}, status))
    assert ask("SELECT count(*) FROM event")[0][0] > 0
