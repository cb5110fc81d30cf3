"""The people of the demo: valid, invented, in both languages, and the same story on any day of two years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.demo.people import PEOPLE, STAFF, people, rows
from housing.demo.stories import STORIES
from housing.labels import ROLES
from housing.law.facts import BASES
from housing.law.parameters import years_after, years_before
from housing.reference_data.fields import CATEGORY

FIRST = date(2026, 11, 22)
DAYS = st.dates(FIRST, FIRST + timedelta(days=800))


def check_digit(base):
    """By the algorithm, written a second time; None where the number is never issued."""
    for shift in (0, 2):
        weights = [(i + shift) % 11 + 1 for i in range(11)]
        remainder = sum(int(digit) * weight for digit, weight in zip(base, weights, strict=True)) % 11
        if remainder < 10:
            return str(remainder)
    return None


def everybody():
    return [*PEOPLE.values(), *(member for person in PEOPLE.values() for member in person.family)]


def test_the_check_digit_is_that_of_the_worked_examples():
    assert [check_digit(base) for base in ("90010139999", "01020369949", "75071449936")] == ["8", "8", None]


def test_every_iin_is_valid_synthetic_and_one_persons_own():
    iins = [somebody.iin for somebody in everybody()]
    assert len(set(iins)) == len(iins)
    for iin in iins:
        assert re.fullmatch(r"\d{7}99\d{3}", iin), "the serial is near 9999"
        assert check_digit(iin[:11]) == iin[11]


def test_every_story_has_words_and_every_person_a_story():
    assert STORIES.keys() == PEOPLE.keys() == {row["key"] for row in rows()}
    for person in PEOPLE.values():
        assert person.story.endswith(".") and person.ends.endswith(".")
    assert len({words for story in STORIES.values() for words in story}) == 2 * len(STORIES)


def test_names_and_addresses_stand_in_both_languages():
    for person in PEOPLE.values():
        assert person.surname_kk and person.given_kk and person.name_ru
        assert bool(person.address_kk) == bool(person.address_ru) == bool(person.registered_in)
        assert "  " not in person.name_kk and person.name_kk == person.name_kk.strip()


def test_phones_are_invented_and_nobody_shares_one():
    phones = [person.phone for person in PEOPLE.values()]
    assert len(set(phones)) == len(phones)
    assert all(re.fullmatch(r"\+77000000\d{3}", phone) for phone in phones)


def test_what_is_suggested_can_be_applied_for():
    for person in PEOPLE.values():
        assert person.basis in BASES and person.language in ("kk", "ru")
        assert all(CATEGORY.fullmatch(code) for code in (person.category or "C1", *person.categories))
        assert re.fullmatch(r"\d{9}", person.settlement)


@given(DAYS)
def test_what_should_lie_within_the_windows_lies_within_them(today):
    now = people(today)
    within = years_before(today, 5)
    for key in ("saule", "bolat", "gulnar"):
        (home,) = now[key].dwellings
        assert within < home.until < today and home.since < home.until
    assert years_before(today, 3) < now["sanzhar"].registered_since < today
    assert years_after(now["dina"].born, 17) <= today < years_after(now["dina"].born, 18)
    assert today < years_after(now["amirkhan"].born, 29)


@given(DAYS)
def test_the_others_are_grown_up_and_their_children_are_not(today):
    for person in people(today).values():
        assert (today >= years_after(person.born, 18)) is (person.key not in ("dina", "nurislam"))
        for member in person.family:
            grown = today >= years_after(member.born, 18)
            assert grown is (member.relation == "spouse") is (member.consent is not None)


@given(DAYS, DAYS)
def test_who_somebody_is_does_not_depend_on_the_day(one, other):
    def identity(day):
        return [(person.key, person.iin, person.name_kk, person.phone) for person in people(day).values()]

    assert identity(one) == identity(other)


def test_the_staff_fill_every_role_and_two_branches_can_work():
    assert {staff.role for staff in STAFF} == ROLES.keys()
    assert len({staff.login for staff in STAFF}) == len(STAFF)
    assert all(staff.password.startswith("demo-") for staff in STAFF)
    for branch in ("astana", "almaty"):
        assert {"operator", "supervisor"} <= {staff.role for staff in STAFF if staff.branch == branch}
    assert {staff.branch for staff in STAFF} == {"astana", "almaty", "shymkent", "karaganda", ""}
