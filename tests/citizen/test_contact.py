"""Phone and e-mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.citizen.contact import normalize_phone
from tests.citizen.steps import begun, english

URL = "/apply/contact"


def value(page, name):
    return page.html.select_one(f"#{name}")["value"]


@pytest.mark.parametrize(
    "written", ["+77000000001", "+7 700 000 00 01", "8 (700) 000-00-01", "7700 000 0001", "  8700‑000‑00‑01 "]
)
def test_a_number_is_understood_however_it_is_written(world, written):
    browser = begun(world)
    assert browser.post(URL, {"phone": written}).location == "/apply/tasks"
    assert value(browser.get(URL), "phone") == "+77000000001"


@pytest.mark.parametrize("phone", ["", "   ", "123", "+1 202 555 0101", "телефон", "+7７００0000001", "7" * 10_000])
def test_what_is_no_mobile_number_is_refused_and_kept(world, phone):
    page = begun(world).post(URL, {"phone": phone, "email": "әсел@example.kz"}, status=422)
    assert page.select("#errors a[href='#phone']") and page.one("#phone-error")
    assert value(page, "phone") == phone.strip() and value(page, "email") == "әсел@example.kz"


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("8 (7172) 55 50 10", "a landline"),
        ("+7 7212 00 00 00", "a landline"),
        ("+7 916 000 00 01", "of Kazakhstan"),
    ],
)
def test_a_number_that_no_sms_reaches_is_refused_with_words(world, phone, words):
    page = begun(world).post(URL, {"phone": phone}, status=422)
    assert words in page.one("#phone-error")


@pytest.mark.parametrize("email", ["aty@example.kz", "әсел.Ұлы@мысал.қаз", ""])
def test_an_e_mail_keeps_its_letters(world, email):
    browser = begun(world)
    browser.post(URL, {"phone": "+77000000001", "email": f" {email} "})
    assert value(browser.get(URL), "email") == email


@pytest.mark.parametrize(
    "email",
    [
        "no at sign",
        "a@b",
        "@example.kz",
        "a@" + "b" * 10_000 + ".kz",
        "a@b.kz, c@d.kz",
        "a@b.",
        "a,b@c.kz",
        "<a@b.kz>",
        "a@b.kz\nBcc:c@d.kz",
        "a;b@c.kz",
        '"a"@b.kz',
        "a\x00@b.kz",
    ],
)
def test_what_is_no_e_mail_is_refused(world, email):
    page = begun(world).post(URL, {"phone": "+77000000001", "email": email}, status=422)
    assert page.select("#errors a[href='#email']")


@given(st.text())
def test_anything_at_all_becomes_a_number_or_stays_what_it_was(text):
    dialled = normalize_phone(text)
    assert dialled == text.strip() or (len(dialled) == 12 and dialled.isascii())


def test_the_address_stands_on_the_application_too(world):
    browser = begun(world)
    browser.post(URL, {"phone": "+77000000001", "email": "aty@example.kz"})
    with world.app.app_context():
        assert world.row(world.draft_of("aigerim")).email == "aty@example.kz"
    browser.post(URL, {"phone": "+77000000001", "email": ""})
    with world.app.app_context():
        assert world.row(world.draft_of("aigerim")).email is None


def test_the_page_says_that_a_letter_is_an_extra(world):
    assert "every notice comes to your account in any case" in begun(world).get(URL).one("#email-hint")


def test_the_page_says_when_an_sms_comes(world):
    assert "linked to your account of the eGov portal" in begun(world).get(URL).text


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
