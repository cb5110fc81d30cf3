"""`flask evaluate`: a line of facts in, a line of outcome out, and a clear word for what is no facts (contracts.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases import NO_HOUSING, case, dwelling, emergency, ended, orphan

ROOT = Path(__file__).resolve().parents[2]
REGISTERED = {"outcome": "register", "grounds": [], "unknown": [], "parameters": "2026-07-12"}
#: The example of the contract: a sale before the window, and moving out within it.
EXAMPLE = case(
    family=[{"relation": "spouse", "born": "1992-05-05", "consent": True}],
    dwellings=[ended("2019-02-01", "sale")],
    established=[{"what": "worsened_moved_out", "on": "2024-02-02"}],
)
REFUSED = {**REGISTERED, "outcome": "refuse", "grounds": [{"code": "worsened_moved_out"}]}


def lines(*cases):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cases)


@pytest.fixture
def evaluate(app):
    def run(given, *arguments):
        done = app.test_cli_runner().invoke(args=["evaluate", *arguments], input=given)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.splitlines()

    return run


def test_the_example_of_the_contract(evaluate):
    assert evaluate(lines(EXAMPLE)) == (0, [REFUSED], [])


def test_the_keys_of_an_outcome_stand_in_the_order_of_the_contract(evaluate):
    (said,) = evaluate(lines(EXAMPLE))[1]
    assert list(said) == ["outcome", "grounds", "unknown", "parameters"]


def test_a_refusal_with_reasons_and_unknown_facts(evaluate):
    given = case(dwellings=[ended("2025-01-01", "sale")], **{"applicant.born": None, "applicant.on_register": True})
    assert evaluate(lines(given))[1] == [
        {
            "outcome": "refuse",
            "grounds": [
                {"code": "requirements_not_met", "reasons": ["owned_housing", "already_registered"]},
                {"code": "worsened_alienation"},
            ],
            "unknown": ["applicant.born"],
            "parameters": "2026-07-12",
        }
    ]


def test_many_cases_come_out_in_the_order_in_which_they_went_in(evaluate):
    cases = [case(), EXAMPLE, case(dwellings=None), emergency(), case(dwellings=[dwelling()]), orphan(), case()] * 20
    code, said, faults = evaluate(lines(*cases))
    assert (code, faults) == (0, [])
    wanted = ["register", "refuse", "review", "register", "refuse", "register", "register"] * 20
    assert [one["outcome"] for one in said] == wanted


def test_absent_facts_are_unknown(evaluate):
    asked = {"application": {key: NO_HOUSING["application"][key] for key in ("basis", "filed_at")}}
    code, (said,), _ = evaluate(lines(asked))
    assert (code, said["outcome"], said["grounds"]) == (0, "review", [])
    assert {"applicant.born", "dwellings", "family", "application.documents"} <= set(said["unknown"])
    assert said["unknown"] == sorted(said["unknown"])


@pytest.mark.parametrize("nothing", ["", "\n", "  \n\n"])
def test_nothing_in_is_nothing_out(evaluate, nothing):
    assert evaluate(nothing) == (0, [], [])


def test_a_file_is_read_like_standard_input(evaluate, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n" + lines(EXAMPLE, case()), encoding="utf-8")
    assert evaluate("", str(file)) == (0, [REFUSED, REGISTERED], [])


def test_a_file_as_windows_writes_it(evaluate, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_bytes(lines(EXAMPLE, case()).replace("\n", "\r\n").encode("utf-8-sig"))
    assert evaluate("", str(file)) == (0, [REFUSED, REGISTERED], [])


def test_a_file_that_is_not_there(evaluate):
    code, said, faults = evaluate("", "no-such-file")
    assert (code, said) == (2, [])
    assert "no-such-file" in faults[-1]


@pytest.mark.parametrize(
    "broken", ["{", "{'application': 1}", "facts", '{"a": 1} {"a": 1}', "[" * 100_000, '{"a": ' + "1" * 5000 + "}"]
)
def test_broken_json_is_told_by_its_line(evaluate, broken):
    assert evaluate(f"{lines(case())}{broken}\n{lines(EXAMPLE)}") == (2, [REGISTERED, REFUSED], ["line 2: not JSON"])


def test_bytes_that_are_no_text(evaluate):
    assert evaluate(b"\xff\xfe{}\n" + lines(case()).encode()) == (2, [REGISTERED], ["line 1: not JSON"])


@pytest.mark.parametrize("given", ["[]", "1", "null", '"x"'])
def test_json_that_is_no_object(evaluate, given):
    assert evaluate(given) == (2, [], ["line 1: expected an object"])


def test_every_fault_names_its_line_and_its_field(evaluate):
    bad = case(dwellings=[dwelling(share="much"), dwelling(until="soon")], **{"applicant.status": "guest"})
    assert evaluate(lines(case(), bad, {})) == (
        2,
        [REGISTERED],
        [
            "line 2: applicant.status: expected citizen or kandas or other",
            "line 2: dwellings[0].share: expected a fraction like 1/4",
            "line 2: dwellings[1].until: expected a date like 1990-01-01, or null",
            "line 3: application.basis: missing",
            "line 3: application.filed_at: missing",
        ],
    )


def test_before_the_order_was_in_force_there_is_nothing_to_judge_by(evaluate):
    last, first = (case(**{"application.filed_at": f"2026-07-{day}T10:00:00+05:00"}) for day in (11, 12))
    fault = "line 1: application.filed_at: no parameters of the law are in force on 2026-07-11"
    assert evaluate(lines(last, first)) == (2, [REGISTERED], [fault])


def test_no_personal_data_reach_the_faults(evaluate):
    _, _, faults = evaluate(lines(case(**{"applicant.born": "900101399998", "applicant.status": "Ахметов"})))
    assert len(faults) == 2
    assert not any(word in fault for fault in faults for word in ("900101399998", "Ахметов"))


def test_from_a_shell_in_a_place_where_nothing_was_set_up(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "evaluate"],
        cwd=ROOT,
        env={**os.environ, "KEZEK_INSTANCE": str(tmp_path / "fresh")},
        input=lines(EXAMPLE, {}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert [json.loads(line) for line in done.stdout.splitlines()] == [REFUSED]
    wanted = ["line 2: application.basis: missing", "line 2: application.filed_at: missing"]
    assert done.stderr.splitlines() == wanted
