"""To enrol an authenticator, to replace it, recovery codes; in production nothing opens before."""

from __future__ import annotations

from dataclasses import replace

import pytest

PAGE = "/operator/authenticator"


@pytest.fixture
def production(app):
    """The same house where nothing is a demonstration."""
    outside = app.extensions["services"]
    outside.settings = replace(outside.settings, demo=False)


def confirm(browser, form, status=422, **sent):
    return browser.post(PAGE, {**form, **sent}, status)


def enrol_form(browser):
    return browser.get(f"{PAGE}?lang=en").form(f'form[action="{PAGE}"]')


def test_ten_codes_are_shown_once(officer, enrolled):
    phone = enrolled(officer)
    assert len(set(phone.codes)) == 10
    page = officer.get(PAGE)
    assert "10 recovery codes are left" in page.text and phone.codes[0] not in str(page.html)


def test_the_picture_says_what_the_letters_say(officer):
    page = officer.get(f"{PAGE}?lang=en")
    assert page.html.select_one("main img")["src"].startswith("data:image/svg+xml")
    assert len(page.one("form .code").replace(" ", "")) == 32


def test_looking_at_the_page_changes_nothing(officer, everything):
    before = everything()
    officer.get(PAGE)
    assert everything() == before


def test_a_mistyped_code_keeps_the_same_picture_and_enrols_nothing(officer, ask):
    form = enrol_form(officer)
    page = confirm(officer, form, code="000000")
    assert page.form(f'form[action="{PAGE}"]')["offer"] == form["offer"]
    assert ask("SELECT totp_secret FROM staff WHERE login = 'karaganda-1'") == [(None,)]


def test_an_offer_is_for_one_person_and_for_a_quarter_of_an_hour(world, officer, supervisor):
    foreign = enrol_form(supervisor)["offer"]
    assert "scan the new picture" in confirm(officer, {"offer": foreign}, code="000000").one("#errors li")
    form = enrol_form(officer)
    world.clock.ahead(minutes=16)
    assert "scan the new picture" in confirm(officer, form, code="000000").one("#errors li")
    confirm(officer, {"offer": "nonsense"}, code="000000")


def test_whoever_replaces_it_shows_the_one_before(world, officer, enrolled):
    old = enrolled(officer)
    form = enrol_form(officer)
    page = confirm(officer, form, code="000000", present=old.code())
    assert page.select("#code-error") and not page.select("#present-error")
    new = enrolled(officer, old.code())
    assert new.secret != old.secret and len(new.codes) == 10


def test_without_the_one_before_nothing_is_replaced(officer, enrolled, everything):
    enrolled(officer)
    before = {line for line in everything() if 'INSERT INTO "staff"' in line}
    with pytest.raises(AssertionError, match="422 instead of 200"):
        enrolled(officer, "000000")
    assert {line for line in everything() if 'INSERT INTO "staff"' in line} == before


def test_other_sessions_end_when_one_is_enrolled(sits, officer, enrolled):
    other = sits("karaganda-1")
    enrolled(officer)
    other.get("/operator/queue", 302)
    officer.get("/operator/queue")


def test_new_recovery_codes_replace_those_before(officer, enrolled, password_step):
    phone = enrolled(officer)
    page = officer.post(f"{PAGE}/codes", {"proof": phone.code()}, 200)
    fresh = [tag.get_text() for tag in page.select("li.code")]
    assert len(fresh) == 10 and not set(fresh) & set(phone.codes)
    browser, _ = password_step("karaganda-1")
    browser.post("/operator/code/enter", {"code": phone.codes[0]}, 422)
    browser.post("/operator/code/enter", {"code": fresh[0]})


def test_new_recovery_codes_want_a_right_code(officer, enrolled, everything):
    enrolled(officer)
    before = everything()
    officer.post(f"{PAGE}/codes", {"proof": "000000"}, 422)
    assert everything() == before


def test_in_an_open_session_codes_cannot_be_tried_without_end(officer, enrolled):
    enrolled(officer)
    for _ in range(5):
        officer.post(f"{PAGE}/codes", {"proof": "000000"}, 422)
    officer.post(f"{PAGE}/codes", {"proof": "000000"}, 429)


def test_in_production_nothing_opens_before_one_is_enrolled(officer, enrolled, production):
    for path in ("/operator/queue", "/operator/sessions", "/operator/password", "/operator/case/2611000001"):
        assert officer.get(path, 302).location == PAGE
    officer.post("/operator/queue/next", status=302)
    assert "until then nothing else opens" in officer.get(PAGE).text
    enrolled(officer)
    officer.get("/operator/queue")


def test_in_production_whoever_is_led_here_may_still_sign_out(officer, production):
    assert officer.post("/sign-out").location == "/operator/sign-in"


def test_in_the_demo_it_is_a_choice(officer):
    officer.get("/operator/queue")
