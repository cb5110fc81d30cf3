"""Sign-in by electronic signature: who comes in, who does not, and what they are told."""

from __future__ import annotations

import base64

import pytest

SPENT = "This request is spent"


def answer_of(world, key, page, purpose="sign-in"):
    form = page.form("form[data-eds]")
    cms = world.sign(key, base64.b64decode(form["challenge"]), purpose)
    return {**form, "cms": base64.b64encode(cms).decode()}


@pytest.fixture
def visitor(world):
    browser = world.visitor()
    browser.get("/?lang=en")
    return browser


def test_a_signature_opens_the_account_of_its_owner(world, visitor):
    page = visitor.post("/sign-in", answer_of(world, "aigerim", visitor.get("/sign-in")))
    assert page.location == "/cabinet"
    assert "Ахметова Айгерім" in visitor.get("/cabinet").one("main")


def test_the_armour_that_ncalayer_puts_round_a_signature_is_accepted(world, visitor):
    sent = answer_of(world, "aigerim", visitor.get("/sign-in"))
    sent["cms"] = f"-----BEGIN CMS-----\n{sent['cms']}\n-----END CMS-----\n"
    assert visitor.post("/sign-in", sent).location == "/cabinet"


def test_who_is_signed_in_already_goes_to_the_account(world):
    assert world.citizen("aigerim").get("/sign-in", status=303).location == "/cabinet"


def test_an_answered_request_is_not_answered_twice(world, visitor):
    sent = answer_of(world, "aigerim", visitor.get("/sign-in"))
    other = {**sent, "cms": base64.b64encode(b"no signature").decode()}
    visitor.post("/sign-in", other, status=422)
    page = visitor.post("/sign-in", sent, status=422)
    assert SPENT in page.one("#errors")
    assert page.form("form[data-eds]")["challenge"] != sent["challenge"]


def test_a_request_runs_out_after_five_minutes(world, visitor):
    sent = answer_of(world, "aigerim", visitor.get("/sign-in"))
    world.clock.ahead(minutes=6)
    assert SPENT in visitor.post("/sign-in", sent, status=422).one("#errors")


def test_a_request_of_another_browser_opens_nothing_here(world, visitor):
    stranger = world.visitor()
    sent = answer_of(world, "aigerim", stranger.get("/sign-in?lang=en"))
    sent.pop("csrf_token")
    assert SPENT in visitor.post("/sign-in", sent, status=422).one("#errors")


def test_the_signing_key_does_not_sign_in(world, visitor):
    sent = answer_of(world, "aigerim", visitor.get("/sign-in"), purpose="signing")
    assert "This key is for another purpose" in visitor.post("/sign-in", sent, status=422).one("#errors")


def test_a_signature_of_something_else_is_refused(world, visitor):
    sent = {**visitor.get("/sign-in").form("form[data-eds]")}
    sent["cms"] = base64.b64encode(world.sign("aigerim", b"other words", "sign-in")).decode()
    assert "What was signed is not what we asked to sign" in visitor.post("/sign-in", sent, status=422).one("#errors")


@pytest.mark.parametrize("cms", ["", "not base64 …", "QUJD", "Ж" * 10_000, "A" * 400_000])
def test_what_is_no_signature_is_told_in_words(visitor, cms):
    form = visitor.get("/sign-in").form("form[data-eds]")
    assert "could not be read" in visitor.post("/sign-in", {**form, "cms": cms}, status=422).one("#errors")


@pytest.mark.parametrize(
    "broken",
    [
        {"challenge": "%%%"},
        {"challenge": ""},
        {"challenge": "Ұғ"},
        {"seal": "ө" * 64},
        {"seal": ""},
        {"seal": "0" * 64},
    ],
)
def test_a_forged_request_is_told_in_words(visitor, broken):
    form = visitor.get("/sign-in").form("form[data-eds]")
    assert SPENT in visitor.post("/sign-in", {**form, **broken}, status=422).one("#errors")


def test_more_than_a_page_can_send_is_refused_with_words(visitor):
    form = visitor.get("/sign-in").form("form[data-eds]")
    assert visitor.post("/sign-in", {**form, "cms": "A" * 13_000_000}, status=413).h1


def test_a_forged_form_is_refused(visitor):
    form = visitor.get("/sign-in").form("form[data-eds]")
    visitor.post("/sign-in", {**form, "csrf_token": "forged"}, status=400)


def test_whose_session_has_ended_is_told_so(world):
    browser = world.citizen("aigerim")
    world.clock.ahead(hours=5)
    page = browser.get("/cabinet", status=302)
    assert "Your session has ended" in browser.get(page.location + "&lang=en").text


def test_the_page_names_the_people_of_the_demonstration_and_how_their_stories_end(world, visitor):
    page = visitor.get("/sign-in")
    keys = [radio["value"] for radio in page.select("[data-eds-dialog] input[name=eds-key]")]
    assert "aigerim" in keys and len(keys) == len(set(keys)) == len(page.select("#people ~ ul > li"))
    assert "Registered by the system at once, in the list of large families." in page.text


def test_without_a_demonstration_nobody_is_offered(world, visitor):
    world.app.extensions.pop("demo")
    page = visitor.get("/sign-in")
    assert not page.select("dialog") and not page.select("#people")
