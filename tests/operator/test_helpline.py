"""The helpline: who calls is asked first, the answer is masked, no reason is told, and all of it is written down."""

from __future__ import annotations

import json

import pytest

from housing.law.eligibility import GROUNDS
from housing.law.lifecycle import STATUSES
from housing.operator.helpline import (
    FIRST_PAUSE,
    LOOK_UPS_AT_ONCE,
    OF_PERSON,
    SECONDS_PER_LOOK_UP,
    STATUS_SCRIPTS,
)
from housing.queries.cases.helpline import mask_iin
from housing.queries.filing.notice import mask_name
from tests.citizen import steps

URL, FIND = "/operator/helpline", "/operator/helpline/find"


@pytest.fixture
def helper(sits):
    return sits("helpline")


@pytest.fixture
def answers(world):
    """What somebody says of themselves on the telephone."""

    def of(key):
        who = world.person(key)
        name = f"{who.surname_kk} {who.given_kk} {who.patronymic_kk}"
        return {"name": name, "born": f"{who.born:%d.%m.%Y}", "address": who.address_ru}

    return of


@pytest.fixture
def look(helper, answers):
    """Looks up for a caller who answers two questions as `key` would."""

    def find(sought, status=200, key="viktor", **said):
        whole = {name: words for name, words in answers(key).items() if name != "address"}
        return helper.post(FIND, {"q": sought, **(said or whole)}, status)

    return find


def said(page):
    return page.select(".call-script[lang=kk]")[0].get_text(" ") + page.select(".call-script[lang=ru]")[0].get_text(" ")


@pytest.mark.parametrize("by", ["number", "iin"])
def test_by_number_or_iin_the_state_and_the_time_are_told_and_the_person_is_masked(world, look, case_of, by):
    number, who = case_of("viktor"), world.person("viktor")
    page = look(number if by == "number" else who.iin)
    assert page.one("#answer") == f"№ {number[:4]} {number[4:7]} {number[7:]}"
    assert "With an official" in page.text and "18:30" in said(page)
    main = page.one("main")
    assert f"{who.surname_kk[0]}••••••" in main and f"••••••••{who.iin[-4:]}" in main
    assert not [one for one in (who.surname_kk, who.given_kk, who.iin, who.phone, who.iin[:6]) if one in main]


def test_a_number_may_be_typed_as_it_is_read_out(look, case_of):
    number = case_of("viktor")
    assert number[:4] in look(f" {number[:4]} {number[4:7]} {number[7:]} ").one("#answer")


def test_no_reason_of_a_refusal_is_told(world, look, number):
    refused = number(steps.refused(world, "marat"))
    page = look(refused, key="marat")
    assert "Registration refused" in page.one("section .row")
    words = page.one("main")
    assert not [one.words for one in GROUNDS if one.words in words or one.requirement in words or one.key in words]


def test_the_look_up_and_the_questions_are_written_down_without_the_person(world, look, case_of, answers, ask):
    number, who = case_of("viktor"), world.person("viktor")
    look(who.iin, **answers("viktor") | {"born": "01.01.1970"})
    ((actor, detail, of),) = ask(
        "SELECT actor, detail, number FROM event JOIN application ON application.id = application_id"
        " WHERE kind = 'helpline.looked_up'"
    )
    assert (actor, of) == ("helpline", number)
    said = {"by": "iin", "asked": ["name", "born", "address"], "right": ["name", "address"], "told": True}
    assert json.loads(detail) == said


@pytest.mark.parametrize("asked", [["mother"], ["name"], ["born"]])
def test_who_has_not_answered_two_questions_is_told_nothing(look, case_of, answers, everything, asked):
    number = case_of("viktor")
    before = everything()
    page = look(number, 422, **{name: answers("viktor").get(name, "?") for name in asked})
    assert page.select("#errors a[href='#name']") and everything() == before
    assert not page.select(".call-script") and "With an official" not in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Сокол Марат", "born": "09.05.1991"},
        {"born": "01.02.1990", "address": "Кезек 1, 1"},
        {"name": "", "born": "x"},
    ],
)
def test_wrong_answers_are_told_as_little_as_no_application(look, case_of, answers, ask, wrong):
    number = case_of("viktor")
    said = answers("viktor") | {"address": "Кезек"} | wrong
    pages = [look(number, **said), look("2611999999", **said)]
    assert len({page.one("main") for page in pages}) == 1 and "Nothing can be told" in pages[0].text
    of = list(ask("SELECT application_id, detail FROM event WHERE kind = 'helpline.looked_up'"))
    assert [(row[0] is not None, json.loads(row[1])["told"]) for row in of] == [(True, False), (False, False)]


def test_nothing_of_the_person_stands_on_the_page_that_asks(helper, case_of):
    number = case_of("viktor")
    page = helper.post(FIND, {"q": number, "name": "x"}, 422)
    assert page.form("main form")["name"] == "x" and "••" not in page.one("main")


def test_who_guesses_is_held_back_and_right_answers_are_forgiven(world, look, case_of):
    number, guess = case_of("viktor"), {"name": "Сокол Марат", "born": "09.05.1991"}
    look(number)
    for _ in range(OF_PERSON.free):
        look(number, **guess)
    assert int(look(number, 429, **guess).response.headers["Retry-After"]) == FIRST_PAUSE
    look(number, 429)
    world.clock.ahead(seconds=int(FIRST_PAUSE))
    look(number)
    look(number, **guess)


TYPED = ["", "12", "abc", "2611-00001", "9" * 39, "111111111111", "' OR 1=1 --", "٢٦١١٠٠٠٠٠١"]


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_no_number_and_no_iin_is_told_at_the_field(look, everything, typed):
    before = everything()
    page = look(typed, 422)
    assert page.select("#errors a[href='#q']") and page.select("#q[aria-invalid=true]") and everything() == before


def test_unknown_is_said_calmly_and_the_same_for_a_number_and_a_person(world, look, ask):
    world.drafted("olzhas")
    pages = [look("2611999999"), look(world.person("olzhas").iin), look(world.person("marat").iin)]
    assert len({page.one("main") for page in pages}) == 1 and "Nothing can be told" in pages[0].text
    rows = ask("SELECT application_id, detail FROM event WHERE kind = 'helpline.looked_up'")
    assert [json.loads(detail)["told"] for of, detail in rows if of is None] == [False] * 3


def test_of_a_person_the_application_filed_last_is_told(world, look, number, case_of):
    steps.refused(world, "marat")
    world.clock.ahead(hours=1)
    again = case_of("marat")
    assert look(world.person("marat").iin, key="marat").one("#answer").replace(" ", "") == f"№{again}"


def test_past_the_term_the_caller_is_told_so(world, case_of, answers):
    number = case_of("viktor")
    world.clock.ahead(days=9)
    helper = world.official("helpline")
    page = helper.post(f"{FIND}?lang=en", {"q": number, **answers("viktor")}, 200)
    late = page.select(".call-script[lang=kk] p")
    assert len(late) == 4 and "27" in late[1].get_text()


def test_there_is_a_saying_for_every_status_that_can_be_found():
    assert set(STATUS_SCRIPTS) == set(STATUSES) - {"draft", "erased"}


def test_who_looks_up_faster_than_people_call_has_to_wait(world, look, case_of):
    number = case_of("viktor")
    for _ in range(LOOK_UPS_AT_ONCE):
        look(number)
    assert look(number, 429).response.headers["Retry-After"] == str(int(SECONDS_PER_LOOK_UP))
    world.clock.ahead(seconds=int(SECONDS_PER_LOOK_UP))
    look(number)


def test_neither_number_nor_person_comes_into_an_address(helper, case_of, world):
    number = case_of("viktor")
    page = helper.get(f"{URL}?q={number}&iin={world.person('viktor').iin}")
    assert not page.select(".call-script") and page.select("main form")[0]["method"] == "post"
    helper.get(FIND, 405)


@pytest.mark.parametrize("login", ["karaganda-1", "karaganda-head", "head-office", "administrator", "auditor"])
def test_the_helpline_is_for_the_helpline_alone(sits, login, everything):
    browser = sits(login)
    before = everything()
    browser.get(URL, 403)
    browser.post(FIND, {"q": "2611000001", "name": "x", "born": "x"}, 403)
    assert everything() == before


def test_the_helpline_has_its_own_menu_and_opens_no_file(helper, case_of):
    number = case_of("viktor")
    assert [link["href"] for link in helper.get(URL).select(".menu a")] == [URL, "/operator/sessions"]
    for path in (f"case/{number}", "queue", "journal", "dashboard", "document/1"):
        helper.get(f"/operator/{path}", 403)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Мұратов Әділ Үсенұлы", "М•••••• Ә. Ү."),
        ("Ли", "Л••••••"),
        ("", "••••••"),
        ("  ", "••••••"),
    ],
)
def test_a_name_is_masked(name, shown):
    assert mask_name(name, 6) == shown and mask_iin("960101300010") == "••••••••0010"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_screen_speaks_three_languages(helper, language):
    assert helper.get(f"{URL}?lang={language}").html.html["lang"] == language
