"""Who the applicant is: age, citizenship, place of registration, and what the bases say beside (Law 69, 71, 72)."""

from __future__ import annotations

import pytest

from tests.cases import ALMATY, BOSTANDYQ, ELSEWHERE, FLAGS, HERE, REGISTER, case, refuse, review, said


@pytest.mark.parametrize(
    ("filed", "born", "expected"),
    [
        ("2026-07-13", "2008-07-13", REGISTER),  # the 18th birthday
        ("2026-07-13", "2008-07-14", refuse("not_adult")),  # the day before it
        ("2030-02-28", "2012-02-29", REGISTER),  # 29 February becomes 28 February
        ("2030-02-27", "2012-02-29", refuse("not_adult")),
        ("2026-07-13", "1930-01-01", REGISTER),
    ],
)
def test_adult_from_the_day_of_the_18th_birthday_on(filed, born, expected):
    assert said(case(**{"application.filed_at": f"{filed}T10:00:00+05:00", "applicant.born": born})) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-07-13T18:59:59+00:00", refuse("not_adult")),  # 23:59:59 in Almaty
        ("2026-07-13T19:00:00+00:00", REGISTER),  # midnight in Almaty: the birthday has begun
    ],
)
def test_the_day_of_filing_is_the_day_in_almaty(at, expected):
    assert said(case(**{"application.filed_at": at, "applicant.born": "2008-07-14"})) == expected


def test_an_unknown_date_of_birth_refuses_nobody():
    assert said(case(**{"applicant.born": None})) == review("applicant.born")


@pytest.mark.parametrize(
    ("on_record", "expected"),
    [(True, REGISTER), (False, refuse("not_adult")), (None, review("applicant.orphan_on_record"))],
)
def test_a_minor_on_record_as_an_orphan_need_not_be_adult(on_record, expected):
    minor = {"applicant.born": "2012-01-01", "applicant.orphan_on_record": on_record}
    assert said(case(**minor)) == expected


def test_nobody_is_asked_whether_an_adult_is_an_orphan_where_nothing_hangs_on_it():
    assert said(case(**{"applicant.orphan_on_record": None})) == REGISTER


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("citizen", REGISTER),
        ("kandas", REGISTER),
        ("other", refuse("not_citizen_or_kandas")),
        (None, review("applicant.status")),
    ],
)
def test_citizens_and_kandas(status, expected):
    assert said(case(**{"applicant.status": status})) == expected


@pytest.mark.parametrize(
    ("applied", "registered", "same"),
    [
        (HERE, HERE, True),
        (HERE, "351015100", True),  # a district inside Karaganda
        ("351015100", HERE, True),
        (HERE, ELSEWHERE, False),
        (HERE, "", False),  # registered nowhere
        (ALMATY, BOSTANDYQ, True),
        (BOSTANDYQ, ALMATY, True),
        ("751110000", BOSTANDYQ, True),  # two districts of one city
        ("710000000", "711110000", True),
        ("790000000", "791410000", True),
        (ALMATY, "710000000", False),
        (ALMATY, "191010000", False),
        ("191010000", BOSTANDYQ, False),
        ("193633100", "193633500", False),  # two villages of one district
    ],
)
def test_registered_in_the_settlement_applied_to(applied, registered, same):
    given = case(**{"application.settlement": applied, "applicant.registered_in": registered})
    assert said(given) == (REGISTER if same else refuse("not_registered_here"))


def test_an_unknown_place_refuses_nobody():
    assert said(case(**{"application.settlement": None})) == review("application.settlement")
    assert said(case(**{"applicant.registered_in": None})) == review("applicant.registered_in")


@pytest.mark.parametrize(
    ("settlement", "since", "expected"),
    [
        ("710000000", "2023-07-13", REGISTER),  # D - 3 years
        ("710000000", "2023-07-14", refuse("residence_too_short")),
        (ALMATY, "2023-07-13", REGISTER),
        (ALMATY, "2023-07-14", refuse("residence_too_short")),
        ("790000000", "2023-07-13", REGISTER),
        ("790000000", "2023-07-14", refuse("residence_too_short")),
        (BOSTANDYQ, "2023-07-14", refuse("residence_too_short")),  # a district inside is the city
        (ALMATY, None, review("applicant.registered_since")),
        (HERE, "2026-07-01", REGISTER),  # no other city asks it
        ("191010000", "2026-07-01", REGISTER),
    ],
)
def test_three_years_of_registration_in_the_three_cities(settlement, since, expected):
    place = {"application.settlement": settlement, "applicant.registered_in": settlement}
    assert said(case(**place, **{"applicant.registered_since": since})) == expected


@pytest.mark.parametrize(
    ("since", "expected"), [("2025-02-28", REGISTER), ("2025-03-01", refuse("residence_too_short"))]
)
def test_three_years_before_29_february_is_28_february(since, expected):
    filed = {"application.filed_at": "2028-02-29T10:00:00+05:00", "applicant.registered_since": since}
    assert said(case(**filed, **{"application.settlement": ALMATY, "applicant.registered_in": ALMATY})) == expected


@pytest.mark.parametrize("since", ["2026-01-01", "2010-01-01", None])
def test_who_is_not_registered_in_the_city_is_told_that_alone(since):
    given = {"application.settlement": ALMATY, "applicant.registered_in": HERE, "applicant.registered_since": since}
    assert said(case(**given)) == refuse("not_registered_here")


def test_where_nobody_knows_where_somebody_is_registered_the_city_asks_since_when_too():
    given = {"application.settlement": ALMATY, "applicant.registered_in": None, "applicant.registered_since": None}
    assert said(case(**given)) == review("applicant.registered_in", "applicant.registered_since")


@pytest.mark.parametrize(("fact", "reason"), FLAGS.items())
def test_what_stands_against_registration(fact, reason):
    assert said(case(**{fact: True})) == refuse(reason)
    assert said(case(**{fact: False})) == REGISTER
    assert said(case(**{fact: None})) == review(fact)


@pytest.mark.parametrize("category", [*(f"C{n}" for n in range(1, 11)), None, "no such category"])
@pytest.mark.parametrize("change", [{}, {"applicant.status": "other"}, {"dwellings": None}])
def test_a_category_never_changes_the_outcome(change, category):
    given = case(**change)
    expected = said(given)
    given["application"]["category"] = given["applicant"]["category"] = given["category"] = category
    assert said(given) == expected


def test_who_applies_never_changes_the_outcome():
    assert said(case(**{"application.by": "representative"})) == REGISTER
    assert said(case(**{"application.by": None})) == REGISTER
