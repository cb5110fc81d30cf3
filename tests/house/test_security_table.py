"""The table of docs/security.md: every requirement of levels 1 and 2 once, with a test that is there or a reason."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.house.house import ROOT, tell, tree

#: Levels of the requirements of each section of OWASP ASVS 5.0.0, in their order: V1.2.6 is the sixth of "1.2".
SECTIONS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23", "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122", "15.1": "12233", "15.2": "12233", "15.3": "1222222",
    "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
ASKED = {
    f"V{section}.{nth}": level
    for section, levels in SECTIONS.items()
    for nth, level in enumerate(levels, 1)
    if level in "12"
}
STATES = ["met", "not met", "not tried", "does not apply"]
TEST = r"`(tests/[\w/]+\.py)::(test_\w+)`"


@pytest.fixture(scope="module")
def text():
    return (ROOT / "docs" / "security.md").read_text("utf-8")


@pytest.fixture(scope="module")
def rows(text):
    """(requirement, level, words, state, shown by or why)"""
    return [tuple(row.split(" | ")) for row in re.findall(r"^\| (V\d+\.\d+\.\d+ \| .*) \|$", text, re.MULTILINE)]


def test_every_requirement_of_the_levels_stands_once_under_its_level(rows):
    assert Counter(ASKED.values()) == {"1": 70, "2": 183}, "the standard has so many"
    named = Counter(row[0] for row in rows)
    tell("Twice:", [name for name, count in named.items() if count > 1])
    tell("Missing:", sorted(set(ASKED) - set(named)))
    tell("Not of these levels:", sorted(set(named) - set(ASKED)))
    tell("Another level:", [name for name, level, *_ in rows if level != ASKED[name]])


def test_what_is_met_names_a_test_and_what_is_not_says_why(rows):
    tell("met | not met | not tried | does not apply:", [row[0] for row in rows if row[3] not in STATES])
    shown = re.compile(f"{TEST}(, {TEST})*")
    tell("Name the test:", [row[0] for row in rows if row[3] == "met" and not shown.fullmatch(row[4])])
    tell("Say why:", [row[0] for row in rows if row[3] != "met" and not row[4].strip()])
    tell("In words:", [row[0] for row in rows if len(row) != 5 or not row[2].strip()])


def test_every_test_that_is_named_is_there(text):
    gone = []
    for file, name in sorted(set(re.findall(TEST, text))):
        path = ROOT / file
        there = path.exists() and any(isinstance(one, ast.FunctionDef) and one.name == name for one in tree(path).body)
        gone += [] if there else [f"{file}::{name}"]
    tell("Gone or renamed:", gone)


def test_the_counts_at_the_top_are_those_of_the_rows(text, rows):
    counted = Counter((row[1], row[3]) for row in rows)
    for told, levels in (("1", "1"), ("2", "2"), ("both", "12")):
        figures = [sum(counted[level, state] for level in levels) for state in STATES]
        line = f"| {told} | {' | '.join(map(str, [*figures, sum(figures)]))} |"
        assert line in text, f"docs/security.md: {line}"
