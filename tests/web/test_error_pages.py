"""An error says in words what happened and what did not, shows a way out and a code to quote, in three languages."""

from __future__ import annotations

import pytest
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, default_exceptions

from housing.demo.people import STAFF
from housing.web.errors import ERRORS, handle_exception, handle_http_error
from tests.judge import LANGUAGES, Page, judge


@pytest.fixture
def answer(app):
    """The page of a fault, as somebody sees it who came by such a request."""

    def of(fault, language, **request):
        with app.test_request_context(f"/cabinet?lang={language}", **request):
            app.preprocess_request() if request.get("method") != "POST" else None
            response = handle_http_error(fault) if isinstance(fault, HTTPException) else handle_exception(fault)
            page = Page(app.process_response(response))
        judge(page)
        return page

    return of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ERRORS)
def test_every_error_has_words_a_way_out_and_a_code_to_quote(answer, code, language):
    page = answer(default_exceptions[code](), language)
    assert page.status == code and page.html.html["lang"] == language
    assert str(code) in page.one("main .text-width > .sub:first-child") and page.select("main a.btn[href]")
    assert all(tag.get_text(strip=True) for tag in page.select("main h1, main .lead, main .lead + p"))
    assert len(page.one("main [data-incident]")) == 8 and page.select("a[href='tel:1414']")


@pytest.mark.parametrize("code", ERRORS)
def test_the_words_of_an_error_are_its_own_and_differ_by_language(answer, code):
    heads = {answer(default_exceptions[code](), language).h1 for language in LANGUAGES}
    assert len(heads) == 3
    assert answer(default_exceptions[code](), "en").h1 not in {
        answer(default_exceptions[other](), "en").h1 for other in ERRORS if other != code
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours_says_nothing_of_its_cause(answer, language):
    page = answer(RuntimeError("880415499915"), language)
    assert page.status == 500 and "880415499915" not in page.text


def test_a_fault_of_ours_is_logged_by_its_kind_and_the_code_to_quote(answer, caplog):
    page = answer(RuntimeError("880415499915"), "en")
    (line,) = [one.getMessage() for one in caplog.records if "RuntimeError" in one.getMessage()]
    quoted = line.split()[1].rstrip(":")
    assert len(quoted) == 8 and quoted in page.text and "880415499915" not in caplog.text


@pytest.mark.parametrize("code", [413, 429])
def test_who_sent_a_form_finds_the_way_back_to_it(answer, code):
    came = {"method": "POST", "headers": {"Referer": "http://localhost/apply/basis"}}
    assert answer(default_exceptions[code](), "en", **came).select("main a.btn[href='http://localhost/apply/basis']")


def test_the_way_back_leads_nowhere_else(answer):
    came = {"method": "POST", "headers": {"Referer": "https://elsewhere.example/apply"}}
    assert "elsewhere" not in str(answer(default_exceptions[413](), "en", **came).html)


def test_a_session_that_ended_is_told_from_a_request_that_nobody_understands(answer):
    assert answer(CSRFError(), "en").h1 == "Your session has ended"
    assert answer(default_exceptions[400](), "en").h1 == "We did not understand this request"


def test_a_token_that_is_missing_gets_the_page_of_the_ended_session_and_a_code(world):
    page = world.visitor_in("en").post("/sign-in/code/send", {"csrf_token": "", "iin": "1"}, 400)
    assert page.h1 == "Your session has ended" and len(page.one("main [data-incident]")) == 8
    assert page.select("main a[href='/sign-in']")


@pytest.mark.parametrize(
    "login", [one.login for one in STAFF if one.login.startswith(("karaganda", "head", "a", "help"))]
)
def test_whoever_meets_an_error_is_shown_a_way_that_is_open_to_them(world, login):
    """Also the name of the house, on every page."""
    browser = world.official(login)
    page = browser.get("/operator/no-such-page", 404)
    for way in (page.html.select_one("main a.btn"), page.html.select_one(".brand")):
        browser.get(way["href"])


def test_an_official_signs_in_as_someone_else_where_officials_do(world):
    ways = {login: world.official(login).get("/cabinet", 403) for login in ("auditor", "karaganda-1")}
    assert all(page.select("main a[href='/operator/sign-in']") for page in ways.values())
