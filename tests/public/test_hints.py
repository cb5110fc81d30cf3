"""Hints before sign-in: questions, and what may stand in the way; never a decision, and nothing is kept."""

from __future__ import annotations

import re

import pytest

from housing.queries.reference.reference import load_effective_values
from tests.conftest import TUESDAY
from tests.house.doors import ANYONE
from tests.house.test_routes import ROUTES
from tests.reference.steps import stands

#: What a decision says, in the three languages: hints never say it.
VERDICTS = re.compile(r"refus|you will be|бас тарт|отказ|будете|registered as|қойыласыз", re.IGNORECASE)
OWNS = "/hints?basis=no_housing&housing=now&share=whole&show=1"


def hints(world, url, language="en", **headers):
    return world.visitor_in(language).get(url, **headers)


def names(page):
    return [tag["name"] for tag in page.select("main fieldset input[value=unknown]")]


def test_every_question_may_be_left_or_answered_with_i_do_not_know(world):
    page = hints(world, "/hints")
    assert len(page.select("main fieldset")) == len(names(page)) == 9
    assert not page.select("main input[checked]") and not page.select("main input[required]")
    assert not page.select("main input:not([type=radio])"), "nothing personal is asked"


@pytest.mark.parametrize(
    ("query", "questions"),
    [
        ("basis=emergency_housing", {"emergency"}),
        ("basis=emergency_housing&emergency=yes", {"emergency", "near"}),
        ("here=yes", {"city"}),
        ("here=yes&city=yes", {"city", "years"}),
        ("here=no", {"orphan"}),
        ("age=minor", {"orphan"}),
        ("housing=before", {"share"}),
        ("near=yes&years=yes", set()),
    ],
)
def test_a_question_is_asked_where_it_makes_sense(world, query, questions):
    always = set(names(hints(world, "/hints")))
    assert set(names(hints(world, f"/hints?{query}"))) - always == questions


def test_an_answer_of_a_question_that_is_not_asked_does_not_count(world):
    assert hints(world, "/hints?here=no&orphan=no&show=1").select("#hint-not_registered_here")
    assert not hints(world, "/hints?here=yes&orphan=no&emergency=no&show=1").select("[id^=hint-]")


def test_what_may_stand_in_the_way_bears_the_words_and_the_place_of_the_law(world):
    page = hints(world, OWNS)
    told = page.one("#hint-owned_housing")
    assert "No housing owned now or within the last five years" in told
    assert "Rules, point 15, 2)" in told and "Law, article 72, 1)" in told
    assert "The state databases decide, not these hints. You may apply all the same." in page.one("#hints")
    assert page.select("#hints a.btn[href='/sign-in']")


def test_nothing_in_the_way_is_said_without_a_promise(world):
    page = hints(world, "/hints?basis=no_housing&housing=none&show=1")
    assert page.one("#hints-title") == "Nothing that you said stands in the way"
    assert "No documents are needed" in page.one("#hints")
    assert "The state databases decide" in page.one("#hints")


def test_nothing_answered_is_said_to_be_nothing(world):
    assert hints(world, "/hints?show=1").one("#hints-title") == "You have not answered anything yet"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("url", [OWNS, "/hints?show=1", "/hints?housing=none&age=minor&orphan=no&here=no&show=1"])
def test_a_hint_never_pretends_to_decide(world, language, url):
    page = hints(world, url, language)
    for point in page.select("[data-point]"):
        point.decompose()  # the Annex is quoted by the name of its row
    assert VERDICTS.findall(page.one("#hints")) == []


def test_htmx_gets_the_very_part_that_a_reload_shows(world):
    part = hints(world, OWNS, **{"HX-Request": "true"}).response.get_data(as_text=True)
    fragment, _, note = part.partition('<div id="live"')
    assert fragment.strip() in hints(world, OWNS).response.get_data(as_text=True)
    assert fragment.lstrip().startswith('<div class="flow" id="hints-form"') and "hints stand below" in note


def test_without_scripts_the_form_is_a_form(world):
    form = hints(world, "/hints").select("main form")[0]
    assert form["method"] == "get" and form["action"] == "/hints#hints"
    assert not form.select("input[name=csrf_token]"), "a token must not reach an address"


@pytest.mark.parametrize("query", ["basis=palace", "age=%3Cscript%3E", "housing=none&status=880415499915"])
def test_an_unknown_code_is_an_error_and_brings_no_hint(world, query):
    page = world.visitor_in("en").get(f"/hints?{query}&show=1", 422)
    assert page.select(".errors a[href^='#']") and not page.select("#hints")
    assert "script>" not in page.one("main") and "880415499915" not in page.one("main")


def test_nothing_is_kept(world):
    headers = hints(world, OWNS).response.headers
    assert headers["Cache-Control"] == "no-store" and "Set-Cookie" not in headers
    assert ROUTES["public.hints"].who == ANYONE


def test_before_the_law_was_in_force_its_first_numbers_count(world, clock):
    from datetime import UTC, datetime

    clock.go(datetime(2026, 1, 5, tzinfo=UTC))
    assert hints(world, OWNS).select("#hint-owned_housing")


def test_questions_name_the_numbers_that_are_in_force(world):
    with world.app.app_context():
        values = load_effective_values("law", TUESDAY.date())["law"]
        stands("law", since=TUESDAY.date(), **{**values, "residence_years": 4, "ownership_window_years": 7})
    page = world.visitor().get("/hints?lang=en&here=yes&city=yes")
    assert "for at least 4 years?" in page.text and "not within the last 7 years" in page.text
