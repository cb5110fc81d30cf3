"""The names of facts are taken apart in one way, and written back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law.fact_path import FactPath, is_document_fact, reliability_fact

NAMES = st.from_regex(r"[a-z][a-z_]{0,15}", fullmatch=True)
STEPS = st.lists(st.tuples(NAMES, st.none() | st.integers(0, 300)), max_size=4)


@given(steps=STEPS)
def test_a_name_is_written_back_as_it_was(steps):
    text = ".".join(name if position is None else f"{name}[{position}]" for name, position in steps)
    assert str(FactPath.parse(text)) == text
    assert FactPath.parse(text) == FactPath.parse(str(FactPath.parse(text)))


@pytest.mark.parametrize("text", ["dwellings[x]", "[0]", "a..b", ".a", "a.", "a[-1]", "a[0]b", "a b", "a[0", "a[]"])
def test_what_is_no_name_of_a_fact_is_refused(text):
    with pytest.raises(ValueError, match=r".+|^$"):
        FactPath.parse(text)


def test_a_fact_knows_the_item_and_the_list_it_stands_in():
    fit = FactPath.parse("application.documents[12].reliable")
    assert (str(fit.item), str(fit.collection), str(fit.parent)) == (
        "application.documents[12]",
        "application.documents",
        "application.documents[12]",
    )
    assert (fit.root, fit.name, fit.position, fit.pattern) == (
        "application",
        "reliable",
        12,
        "application.documents[].reliable",
    )
    assert (fit.is_item, fit.is_in_item, fit.item.is_item, fit.item.is_in_item) == (False, True, True, False)


def test_a_fact_outside_a_list_is_its_own_item():
    born = FactPath.parse("applicant.born")
    assert born.item == born.collection == born
    assert not born.is_in_item
    with pytest.raises(ValueError, match="applicant"):
        _ = born.position


def test_what_stands_nowhere_is_unknown():
    facts = {"family": [{"born": "1990-05-17"}], "dwellings": None}
    names = ("family[0].born", "family[1].born", "family.born", "dwellings[0].fit", "applicant.born", "family[0][0]")
    assert [FactPath.parse(name).value_in(facts) for name in names] == ["1990-05-17", None, None, None, None, None]


def test_an_object_is_made_where_it_is_missing_and_an_item_is_not():
    facts = {"family": [{"born": None}]}
    assert FactPath.parse("family[0]").object_in(facts) is facts["family"][0]
    assert FactPath.parse("family[1]").object_in(facts) is None
    assert FactPath.parse("dwellings[0]").object_in(facts) is None
    assert FactPath.parse("applicant").object_in(facts) is facts["applicant"] == {}
    assert FactPath().object_in(facts) is facts


def test_the_facts_about_documents_are_told_from_the_list_of_them():
    assert reliability_fact(3) == "application.documents[3].reliable"
    assert [is_document_fact(one) for one in (reliability_fact(0), "application.documents", "application.basis")] == [
        True,
        False,
        False,
    ]
