"""The quick reader of a line takes only what the slow one takes, as the same facts; and says what the slow one says."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.law import facts_line
from housing.law.fact_fields import (
    APPLICANT,
    APPLICATION,
    APPLICATION_REQUIRED,
    DOCUMENT,
    DWELLING,
    MEMBER,
    MISREAD,
    WORSENING_REQUIRED,
)
from housing.law.facts_json import InvalidFactsError, read_facts, read_naming_faults
from housing.law.facts_line import APPLICANT_BESIDE, DWELLING_BESIDE, KNOWN_KEYS, MEMBER_BESIDE, read_facts_line
from housing.ops import evaluate_lines
from housing.ops.evaluate_lines import read_line
from tests.cases import CASES, MANY, NO_HOUSING, case, changed, dwelling, ended

FULL = case(
    dwellings=[dwelling(id="A-1", address_kk="Абай 1", stands=True), ended("2025-01-01", "sale", share="1/4")],
    established=[{"what": "worsened_damage", "on": "2025-02-02"}],
    **{"application.documents": [{"kind": "other", "reliable": None}], "family[0].name": "Айгүл"},
)
PLACES = [
    *(f"application.{key}" for key in FULL["application"]),
    *(f"applicant.{key}" for key in FULL["applicant"]),
    *(f"family[0].{key}" for key in FULL["family"][0]),
    *(f"dwellings[0].{key}" for key in FULL["dwellings"][0]),
    *("established[0].what", "established[0].on", "established[0]", "application.documents[0].kind"),
    *("family[0]", "dwellings[1]", *FULL, "pets", "applicant.pets", "dwellings[0].emergancy"),
]
ODD = [
    *("", "2020-02-30", "2020-W01-1", "20200101", "2026-07-13T19:00:00Z", "9999-12-31T23:59:59-11:00", "1/0", "5/4"),
    *("0.5", "٣٥١٠١٠٠٠٠", "a:b", "\ud800", "\u0000", "900101399997"),
    *(1, 0, 1.0, 10**40, float("nan"), True, False, [], {}),
]
JUNK = st.recursive(
    st.sampled_from(ODD) | st.none() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)
#: What is done to a line as text, with a place in it.
SPOILS = {
    "nothing": lambda line, at: line,
    "a key twice": lambda line, at: repeat_key(line, at, "null"),
    "a key twice, deep": lambda line, at: repeat_key(line, at, '{"a": [{"b": "c:d"}]}'),
    "a letter less": lambda line, at: line[:at] + line[at + 1 :],
    "a letter more": lambda line, at: line[:at] + line[at] + line[at:],
    "cut": lambda line, at: line[:at],
    "a colon in disguise": lambda line, at: line[:at] + line[at:].replace("T10:", "T10\\u003a", 1),
    "another and a key twice": lambda line, at: repeat_key(line, at, "null").replace("T10:", "T10\\u003A", 1),
    "a key in disguise": lambda line, at: repeat_key(line, at, "null").replace('"fam', '"\\u0066am', 1),
    "blanks": lambda line, at: line.replace(":", " :\t").replace(",", " ,\r"),
    "a mark of order": lambda line, at: "\ufeff" + line,
    "two of them": lambda line, at: line + line,
    "a comma more": lambda line, at: line[:at] + line[at:].replace("]", ",]", 1),
    "NaN": lambda line, at: line[:at] + line[at:].replace("null", "NaN", 1),
}


def repeat_key(line, at, value):
    """The first key after a place stands there twice."""
    return line[:at] + re.sub(r'("\w+"): ', lambda key: f"{key[1]}: {value}, {key[0]}", line[at:], count=1)


def told(read, given):
    """What a reader says of something: facts, faults or the kind of its error."""
    try:
        return read(given)
    except InvalidFactsError as refused:
        return refused.faults
    except (ValueError, RecursionError):
        return "no JSON"


def same(line):
    assert told(read_line, line) == told(read_facts_line, line)


@st.composite
def lines(draw):
    found = draw(st.one_of(CASES, st.just(FULL), st.just(NO_HOUSING)))
    for place in draw(st.lists(st.sampled_from(PLACES), max_size=2)):
        try:
            found = changed(found, {place: draw(JUNK)})
        except (TypeError, LookupError):
            continue
    text = json.dumps(found, ensure_ascii=draw(st.booleans()))
    spoil = SPOILS[draw(st.sampled_from(sorted(SPOILS)))]
    return spoil(text, draw(st.integers(0, len(text) - 1))).encode("utf-8", "surrogatepass")


@MANY
@given(line=lines())
def test_of_any_line_both_readers_say_the_same(line):
    same(line)


@pytest.mark.parametrize("place", PLACES)
def test_of_anything_in_any_place_both_readers_say_the_same(place):
    for odd in ODD:
        same(json.dumps(changed(FULL, {place: odd})).encode())


@MANY
@given(at=st.integers(0, 900), byte=st.integers(0, 255))
def test_with_any_byte_of_a_line_changed_both_readers_say_the_same(at, byte):
    line = bytearray(json.dumps(FULL, ensure_ascii=False).encode())
    line[at % len(line)] = byte
    same(bytes(line))


@pytest.mark.parametrize("key", sorted(set(re.findall(r'"(\w+)": ', json.dumps(FULL)))))
@pytest.mark.parametrize("value", ["null", '"x:y"', '{"a": 1}', "[]"])
def test_no_key_stands_there_twice_unseen(key, value):
    for written in (f'"{key}"', f'"\\u{ord(key[0]):04x}{key[1:]}"'):
        line = json.dumps(FULL).replace(f'"{key}": ', f'{written}: {value}, "{key}": ', 1)
        assert f"{key}: stands there more than once" in " ".join(told(read_line, line.encode()))


@MANY
@given(found=CASES, place=st.sampled_from(PLACES), junk=JUNK)
def test_of_facts_kept_both_readers_say_the_same(found, place, junk):
    """`read_facts` goes on to the reader that names faults only where it must."""
    try:
        found = changed(found, {place: junk})
    except (TypeError, LookupError):
        return
    assert told(read_facts, found) == told(read_naming_faults, found)


def test_a_usual_line_never_reaches_the_slow_reader(monkeypatch):
    def never(line):
        raise AssertionError(line)

    monkeypatch.setattr(evaluate_lines, "read_facts_line", never)
    for ascii_only in (True, False):
        assert read_line(json.dumps(FULL, ensure_ascii=ascii_only).encode()) == read_facts(FULL)


def test_every_known_key_is_one_that_a_reader_converts():
    """Else the quick reader would take a value that nobody looked at."""
    read = {
        "": ("application", "applicant", "family", "dwellings", "established"),
        "application": (*APPLICATION_REQUIRED, *APPLICATION, "documents"),
        "application.documents": DOCUMENT,
        "applicant": APPLICANT + APPLICANT_BESIDE,
        "family": MEMBER + MEMBER_BESIDE,
        "dwellings": DWELLING + DWELLING_BESIDE,
        "established": WORSENING_REQUIRED,
    }
    names = {place: {getattr(one, "name", one) for one in fields} for place, fields in read.items()}
    assert names == KNOWN_KEYS


def test_a_fault_of_the_quick_reader_is_one_that_is_caught():
    for given_ in (None, [], "x", 1, {"application": []}, {"application": {"basis": []}}):
        with pytest.raises(MISREAD):
            facts_line.read_parsed_line(given_, b"")
