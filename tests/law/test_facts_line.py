"""`flask evaluate` takes a line only when everything in it is understood; its work grows with the dwellings alone."""

from __future__ import annotations

import json
import sys

import pytest

from housing.law.eligibility import decide
from housing.law.facts_json import InvalidFactsError
from housing.law.facts_line import read_facts_line
from housing.law.parameters import law_on
from housing.ops.evaluate_lines import LineEvaluator
from tests.cases import ABSENT, LAW, NO_HOUSING, case, changed, dwelling, emergency


def faults(line):
    with pytest.raises(InvalidFactsError) as told:
        read_facts_line(line if isinstance(line, bytes) else json.dumps(line).encode())
    return told.value.faults


def with_key(place, **more):
    """The usual facts with more keys in a part of them."""
    given = case(dwellings=[dwelling()], **{"application.documents": [{"kind": "other", "reliable": True}]})
    given["established"] = [{"what": "worsened_damage", "on": "2019-01-01"}]
    at = given
    for step in place:
        at = at[step]
    at.update(more)
    return given


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ((), "pets"), (("application",), "application.pets"), (("applicant",), "applicant.pets"),
        (("family", 1), "family[1].pets"), (("dwellings", 0), "dwellings[0].pets"),
        (("application", "documents", 0), "application.documents[0].pets"), (("established", 0), "established[0].pets"),
    ],
)  # fmt: skip
def test_a_key_that_nobody_knows_is_told_with_its_place(place, named):
    assert faults(with_key(place, pets=None)) == [f"{named}: unknown key"]


@pytest.mark.parametrize(
    ("plain", "twice", "named"),
    [
        ('"family":', '"family": [], "family":', "family"),
        ('"status":', '"status": "other", "status":', "applicant.status"),
        ('"until":', '"until": "2019-01-01", "until":', "dwellings[0].until"),
        ('"basis":', '"basis": "no_housing", "basis":', "application.basis"),
        ('"relation": "child"', '"relation": "child", "relation": "child"', "family[1].relation"),
        ('"what":', '"what": "worsened_damage", "what":', "established[0].what"),
    ],
)  # fmt: skip
def test_a_key_that_stands_there_twice_is_told_even_where_it_says_the_same(plain, twice, named):
    line = json.dumps(with_key(()))
    assert plain in line
    assert faults(line.replace(plain, twice, 1).encode()) == [f"{named}: stands there more than once"]


@pytest.mark.parametrize("iin", ["900101399997", "90010139999", "9001013999980", "ЖСН", 900101399998, ""])
def test_an_iin_with_a_wrong_check_digit_or_form_is_told(iin):
    words = "expected an IIN: twelve digits, the last of which is their check digit"
    assert faults(case(**{"applicant.iin": iin})) == [f"applicant.iin: {words}"]
    assert faults(with_key(("family", 0), iin=iin)) == [f"family[0].iin: {words}"]


JUNK = [7, 1.5, True, [], {}, [None], "junk", "31.12.2020", "1990", "\u0000", "🏠"]
FREE = {"relation", "id", "name", "address_kk", "address_ru"}
FIELDS = [
    *[("application", key) for key in ("basis", "filed_at", "settlement", "by", "documents")],
    *[("applicant", key) for key in NO_HOUSING["applicant"]],
    *[("family", 0, key) for key in ("iin", "name", "relation", "born", "consent")],
    *[
        ("dwellings", 0, key)
        for key in (
            "id",
            "owner",
            "settlement",
            "share",
            "from",
            "until",
            "until_by",
            "fit",
            "emergency",
            "share_counts",
            "stands",
            "address_kk",
            "address_ru",
        )
    ],
    *[("established", 0, key) for key in ("what", "on")],
    ("application", "documents", 0, "kind"),
    ("application", "documents", 0, "reliable"),
    ("application",),
    ("applicant",),
    ("family",),
    ("dwellings",),
    ("established",),
]


@pytest.mark.parametrize("place", FIELDS, ids=lambda place: ".".join(map(str, place)))
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_in_any_field_is_refused_and_the_field_is_named(place, junk):
    *path, key = place
    free = isinstance(junk, str) and key in FREE
    empty = (junk in ({}, []) and len(place) == 1) or (key == "documents" and junk == [])
    truth = junk is True and key in {"consent", "reliable", "fit", "emergency", "share_counts", "stands", *FLAGS}
    given = with_key(tuple(path), **{key: junk})
    if free or truth or (empty and type(junk) is (dict if key.startswith("appl") else list)):
        return
    name = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
    assert any(fault.startswith(name) for fault in faults(given))


FLAGS = {key for key, value in NO_HOUSING["applicant"].items() if isinstance(value, bool)} | {"orphan_proven"}


@pytest.mark.parametrize("line", [b'{"application": NaN}', b'{"x": Infinity}', b"\xff", b"{", b"[1,", b"nil"])
def test_what_is_no_json_is_told_by_its_row(app, line, tmp_path):
    file = tmp_path / "facts"
    file.write_bytes(json.dumps(NO_HOUSING).encode() + b"\n" + line + b"\n")
    done = app.test_cli_runner().invoke(args=["evaluate", str(file)])
    assert (done.exit_code, done.stderr) == (2, "line 2: not JSON\n")
    assert json.loads(done.stdout)["outcome"] == "register"


def test_a_slip_is_told_by_row_and_field_and_the_other_rows_are_answered(app, tmp_path):
    file = tmp_path / "facts"
    rows = [NO_HOUSING, with_key(("dwellings", 0), emergancy=True), changed(NO_HOUSING, {"application.basis": ABSENT})]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["evaluate", str(file)])
    assert done.exit_code == 2 and len(done.stdout.splitlines()) == 1
    assert done.stderr == "line 2: dwellings[0].emergancy: unknown key\nline 3: application.basis: missing\n"


def test_what_kezek_keeps_beside_the_contract_may_stand_in_a_line():
    given = with_key(("dwellings", 0), id="A-1", address_kk="Абай 1", address_ru="Абая 1", stands=True)
    given["family"][0] |= {"iin": None, "name": "Айгүл"}
    assert read_facts_line(json.dumps(given).encode()).dwellings[0].id == "A-1"


# ------------------------------------------------------------------------------------------- how the work grows


def calls(given):
    """Functions of ours that are called to answer a line."""
    line, count = json.dumps(given).encode(), 0

    def watch(frame, event, _):
        nonlocal count
        count += event == "call"

    LineEvaluator(law_on).evaluate_line(line)  # what is made once is made
    sys.setprofile(watch)
    try:
        LineEvaluator(law_on).evaluate_line(line)
    finally:
        sys.setprofile(None)
    return count


KINDS = {
    "each its own": lambda i: dwelling(emergency=i == 0, id=f"N-{i}"),
    "records of one": lambda i: dwelling(emergency=True, id="N", share="1/400"),
    "emergency all": lambda i: dwelling(emergency=True),
    "unknown all": lambda i: dwelling(emergency=None, share=None, id=f"N-{i}"),
    "contradicting": lambda i: dwelling(emergency=i % 3 == 0, share="1/1", id=f"N-{i // 2}"),
    "sold": lambda i: dwelling(until="2024-01-01", until_by="sale", fit=None, id=f"N-{i // 3}"),
}


@pytest.mark.parametrize("basis", [case, emergency])
@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_dwellings_are_four_times_the_work(kind, basis):
    few, many = (calls(basis(dwellings=[KINDS[kind](i) for i in range(n)])) for n in (100, 400))
    assert many <= 5 * few


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_is_named_a_few_times_and_not_once_for_every_other_dwelling(kind):
    facts = read_facts_line(json.dumps(emergency(dwellings=[KINDS[kind](i) for i in range(400)])).encode())
    assert sum(len(answer.names) for answer in decide(facts, LAW).answers) <= 400 * 40
