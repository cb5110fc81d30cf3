"""Declarations of reference data: what a field takes, what is in force on a day, what a change changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.reference_data.catalogs import CATALOGS
from housing.reference_data.effective_rows import Edit, Row, changed_fields, effective_on
from housing.reference_data.fields import Field, InvalidValueError, field_to_inputs, read_field

DAY = date(2026, 11, 24)
NAME, MANY, CODE = (
    Field("name", "Name", "words", most=20),
    Field("many", "Many", "number", least=1, most=9),
    Field("code", "Code", "code"),
)
WHICH, ON = Field("which", "Which", "choice", choices={"a": "A", "b": "B"}), Field("on", "On", "date")
YES = Field("yes", "Yes", "yes_no")
ONE = Field("one", "One", "reference", of="others", choices={"a": "A", "b": "B"})
SEVERAL, KATO = ONE._replace(name="several", many=True), Field("kato", "Code", "kato")


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        (NAME, {"name_kk": " Себеп ", "name_ru": "П", "name_en": "Cause"}, {"kk": "Себеп", "ru": "П", "en": "Cause"}),
        (MANY, {"many": "9"}, 9),
        (CODE, {"code": "ab_1"}, "ab_1"),
        (WHICH, {"which": "b"}, "b"),
        (ON, {"on": "1.2.2027"}, "2027-02-01"),
        (ON, {"on": "2027-02-01"}, "2027-02-01"),
        (YES, {"yes": "no"}, False),
        (Field("seed", "Seed", "text", optional=True), {}, ""),
        (KATO, {"kato": "351010000"}, "351010000"),
        (ONE, {"one": "a"}, "a"),
        (SEVERAL, {"several": " b, a  b "}, ["b", "a"]),
        (ONE._replace(optional=True), {"one": ""}, ""),
        (SEVERAL._replace(optional=True), {}, []),
    ],
)
def test_what_is_sent_becomes_the_value_and_goes_back_the_same(field, sent, value):
    assert read_field(field, sent) == value
    assert read_field(field, field_to_inputs(field, value)) == value


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        (NAME, {"name_kk": "Себеп", "name_ru": "", "name_en": "Cause"}),
        (NAME, {"name_kk": "С" * 21, "name_ru": "П", "name_en": "C"}),
        (NAME, {"name_kk": "Себеп\x00", "name_ru": "П", "name_en": "C"}),
        (MANY, {"many": "0"}),
        (MANY, {"many": "10"}),
        (MANY, {"many": "1.5"}),
        (MANY, {"many": "١"}),
        (MANY, {}),
        (CODE, {"code": "A"}),
        (CODE, {"code": "1a"}),
        (CODE, {"code": "себеп"}),
        (CODE, {"code": "a" * 41}),
        (WHICH, {"which": "c"}),
        (ON, {"on": "31.02.2027"}),
        (ON, {"on": "01.01.1999"}),
        (YES, {"yes": "maybe"}),
        (ONE, {"one": "c"}),
        (ONE, {"one": "a b"}),
        (ONE, {}),
        (SEVERAL, {"several": "a c"}),
        (SEVERAL, {"several": ","}),
        (SEVERAL._replace(choices={str(n): "" for n in range(300)}), {"several": " ".join(map(str, range(201)))}),
        (KATO, {"kato": "35101000"}),
        (KATO, {"kato": "٣51010000"}),
        (CODE._replace(most=3), {"code": "abcd"}),
    ],
)
def test_what_is_no_value_is_told(field, sent):
    with pytest.raises(InvalidValueError):
        read_field(field, sent)


def values(rows, day):
    return {key: row.values["n"] for key, row in effective_on(rows, day).items()}


def test_the_latest_row_whose_day_has_come_counts():
    later = [Row("a", DAY + timedelta(5), {"n": 2}, 2), Row("b", DAY + timedelta(1), {"n": 3}, 2)]
    rows = [Row("a", DAY, {"n": 1}, 1), *later]
    assert values(rows, DAY) == {"a": 1} and values(rows, DAY + timedelta(5)) == {"a": 2, "b": 3}


def test_of_one_day_the_later_version_counts_and_an_ended_key_is_gone():
    rows = [Row("a", DAY, {"n": 1}, 1), Row("a", DAY, {"n": 2}, 2), Row("b", DAY, {"n": 3}, 1), Row("b", DAY, None, 2)]
    assert values(rows, DAY) == {"a": 2}


ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from("abc"),
        st.integers(0, 9).map(lambda n: DAY + timedelta(n)),
        st.one_of(st.none(), st.fixed_dictionaries({"n": st.integers(0, 9)})),
        st.integers(1, 9),
    ),
    max_size=12,
    unique_by=lambda row: (row.key, row.since, row.version),
)


@given(ROWS, st.integers(0, 9), ROWS)
def test_a_later_row_leaves_the_days_before_it_as_they_were(rows, ahead, more):
    """The past is readable as it was: what is published for a day on changes no day before."""
    edge = DAY + timedelta(ahead)
    later = [row._replace(since=max(row.since, edge), version=row.version + 10) for row in more]
    for day in (DAY + timedelta(n) for n in range(ahead)):
        assert effective_on([*rows, *later], day) == effective_on(rows, day)


@given(ROWS, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(rows, random):
    turned = list(rows)
    random.shuffle(turned)
    assert effective_on(turned, DAY + timedelta(9)) == effective_on(rows, DAY + timedelta(9))


def test_a_change_is_told_field_by_field():
    changed = Edit("a", DAY, {"many": 1, "which": "a"}, {"many": 2, "which": "a"})
    assert changed.what == "changed" and changed_fields((MANY, WHICH), changed) == [MANY]
    assert Edit("a", DAY, None, {"many": 1}).what == "added" and Edit("a", DAY, {"many": 1}, None).what == "ended"


@pytest.mark.parametrize("field", [field for one in CATALOGS for field in one.fields if field.kind == "reference"])
def test_a_reference_names_a_catalog_that_there_is(field):
    assert field.of in {one.code for one in CATALOGS}


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda one: one.code)
def test_every_catalog_is_declared_soundly(catalog):
    names = [name for field in catalog.all_fields for name in field.inputs]
    assert len(set(names)) == len(names) and not {"saw", "since", "key"} & set(names)
    assert catalog.key.kind in ("code", "date", "choice", "kato", "category")
