"""With every number of the law changed no text names an old one: in no language, on no page, in no notice or SMS."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from sqlalchemy import select

from housing.law.parameters import PARAMETERS
from housing.law.working_time import HOURS
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.reference import load_effective_values
from housing.reference_data.catalogs import CATALOGS
from housing.reference_data.law_numbers import FORM_OF, NUMBERS, format_placeholder, numbers_of
from housing.reference_data.plain_numbers import find_plain_number
from housing.storage.extensions import db
from housing.storage.models import Message, Notice
from tests.citizen.steps import begun, english, number_of, refused
from tests.house.house import ROOT, tell
from tests.reference.steps import stands

LANGUAGES = ("kk", "ru", "en")
#: No two are alike, and none is an old one.
LAW = {
    "ownership_window_years": 41, "worsening_window_years": 42, "adult_from_years": 24, "orphan_until_years": 37,
    "residence_years": 4, "complaint_months": 7, "quality_body_days": 17, "removal_notice_days": 19,
    "representative_months": 6, "retention_years": 8, "withdrawal_days": 16,
}  # fmt: skip
TERMS = {"days_emergency_housing": 2, "days_orphan_documents": 2, "days_complaint": 9}
#: The term of one day is the longest and the shortest that row 4 allows: it cannot be another.
OLD = {name: old for name, old in numbers_of(PARAMETERS[0], HOURS[0]).items() if name != "no_housing_days"}
#: Numbers of another law, of the bank's own stages, of people of the demonstration.
OF_OTHERS = re.compile(
    r"guardian of a child under 14|trustee of a child from 14|^Terms of (one or two|three) working days|"
    r"^A (boy of fifteen|student of seventeen)|^No report of delivery came|working day$|within a working day or late"
)
#: Between 14 and 18 a child has a trustee (Code on Marriage and Family).
TRUSTEE = re.compile(r"14 пен 18 жас|от 14 до 18 лет|from 14 to 18")
HINTS = "/hints?basis=no_housing&housing=before&share=whole&age=minor&here=yes&city=yes&years=no&orphan=yes&show=1"
PUBLIC = ("/", "/help", "/data", "/accessibility", "/sign-in", HINTS)
APPLYING = (
    "/apply",
    "/apply/basis",
    "/apply/settlement",
    "/apply/ward",
    "/apply/facts",
    "/apply/tasks",
    "/consents",
    "/cabinet",
)


@pytest.fixture
def changed(world):
    """Every number is another from the first day on."""
    with world.app.app_context():
        today = world.clock().date()
        for catalog, key, values in (("law", "law", LAW), ("hours", "provider", TERMS)):
            stands(catalog, **{**load_effective_values(catalog, today)[key], **values})
        assert not [name for name, number in load_law_numbers(today).items() if number in OLD.values()]
    return world


def old_numbers(text):
    """Every old number that the text names with its noun, in any form of any language."""
    found = set()
    for blank in (one for one, (name, _form) in FORM_OF.items() if name in OLD):
        for language in LANGUAGES:
            said = format_placeholder(blank, OLD, language)
            if re.search(rf"(?<![\w-]){re.escape(said)}", text, re.IGNORECASE):
                found.add(said)
    return sorted(found)


def text_of(page):
    """Without the banner of the demonstration, whose button moves the clock, and without ages of another law."""
    for banner in page.select(".demo"):
        banner.decompose()
    return TRUSTEE.sub("", page.text)


def walked(browser, paths):
    """`path: what` of every old number on these pages in three languages."""
    faults = []
    for language in LANGUAGES:
        browser.get(f"/?lang={language}")
        for path in paths:
            faults += [f"{language} {path}: {said}" for said in old_numbers(text_of(browser.get(path)))]
    return faults


def test_no_catalogue_of_strings_names_a_number_of_the_law():
    faults = []
    for language in ("kk", "ru"):
        with (ROOT / f"translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
            for message in read_po(file, locale=language):
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                said = [found for words in (*ids, *forms) if (found := find_plain_number(words))]
                faults += [f"{ids[0]}: {found}" for found in said if not OF_OTHERS.search(ids[0])]
    tell("Write these as placeholders:", faults)


def test_no_row_of_words_in_force_names_one(world):
    with world.app.app_context():
        faults = [
            f"{catalog.code} {key} {field.name} {language}: {find_plain_number(words)}"
            for catalog in CATALOGS
            for key, values in load_effective_values(catalog.code, date(2030, 1, 1)).items()
            for field in catalog.fields
            if field.kind == "template"
            for language, words in values[field.name].items()
            if find_plain_number(words)
        ]
    tell("Write these as placeholders:", faults)


def test_no_page_before_sign_in_names_an_old_number(changed):
    tell("Old numbers:", walked(changed.visitor(), PUBLIC))


def test_no_page_of_an_application_names_an_old_number(changed):
    case = refused(changed, "marat")
    browser, number = english(changed, "marat"), number_of(changed, "marat")
    faults = walked(browser, [f"/cabinet/{page}/{number}" for page in ("application", "complaint", "own-consent")])
    faults += walked(begun(changed, "viktor"), APPLYING)
    faults += walked(changed.official("astana-1"), [f"/operator/case/{number}"])
    with changed.app.app_context():
        texts = db.session.scalars(select(Notice.texts).where(Notice.application_id == case)).one()
        told = {key: BeautifulSoup(html, "html.parser").get_text(" ", strip=True) for key, html in texts.items()}
        messages = list(db.session.scalars(select(Message.text)))
    faults += [f"notice {key}: {said}" for key, text in told.items() for said in old_numbers(text)]
    faults += [f"SMS: {said}" for text in messages for said in old_numbers(text)]
    tell("Old numbers:", faults)
    assert "қырық бір жыл" in told["kk"] and "сорока одного года" in told["ru"] and "жеті ай" in told["kk"]


def test_the_walk_finds_what_it_looks_for():
    assert old_numbers("за пять лет, Бес жыл, 15 working days, within three months") and not old_numbers("25 лет")
    assert set(OLD) == set(NUMBERS) - {"no_housing_days"}


def test_a_case_is_told_by_the_set_of_its_day_of_filing(world):
    refused(world, "marat")
    with world.app.app_context():
        values = load_effective_values("law", world.clock().date())["law"]
        stands("law", date(2026, 11, 25), **{**values, "ownership_window_years": 41})
    world.clock.ahead(days=2)
    number = number_of(world, "marat")
    assert "бес жыл" in world.citizen("marat").get(f"/cabinet/application/{number}?lang=kk").text
    assert "қырық бір жыл" in world.visitor().get("/?lang=kk").text
