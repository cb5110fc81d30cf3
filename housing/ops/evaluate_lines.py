"""Lines of `flask evaluate`: facts as JSON in, an outcome as JSON out, or words for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import NamedTuple

import orjson

from housing.law.eligibility import Outcome, decide
from housing.law.fact_fields import MISREAD
from housing.law.facts import Facts
from housing.law.facts_json import InvalidFactsError
from housing.law.facts_line import read_facts_line, read_parsed_line
from housing.law.parameters import Law, NoLawInForce

#: Outcomes repeat from line to line: so many are written once.
MAX_RENDERED = 10_000


class Answers(NamedTuple):
    """To some lines, in their order. `outcomes`: lines of JSON; `faults`: lines of words."""

    outcomes: list[str]
    faults: list[str]


class LineEvaluator:
    """`law_of_day` gives the numbers of the law of a day, or raises NoLawInForce."""

    def __init__(self, law_of_day: Callable[[date], Law]) -> None:
        self.law_of_day, self.rendered = law_of_day, dict[Hashable, str]()

    def evaluate_lines(self, lines: Iterable[bytes], first: int) -> Answers:
        """`first`: the number of the first line. A line of blanks has no answer."""
        found = Answers([], [])
        for number, line in enumerate(lines, first):
            if not line or line.isspace():
                continue
            try:
                found.outcomes.append(self.evaluate_line(line))
            except (InvalidFactsError, NoLawInForce, ValueError, RecursionError) as fault:
                found.faults.extend(f"line {number}: {words}" for words in list_faults(fault))
        return found

    def evaluate_line(self, line: bytes) -> str:
        """As in the contract. Raises InvalidFactsError, NoLawInForce, ValueError, RecursionError."""
        facts = read_line(line)
        return self.render_outcome(decide(facts, self.law_of_day(facts.filed_on)))

    def render_outcome(self, outcome: Outcome) -> str:
        held = tuple([value is True for value, _ in outcome.answers])
        key = outcome.outcome, held, outcome.unknown, outcome.parameters
        found = self.rendered.get(key)
        if found is None:
            if len(self.rendered) >= MAX_RENDERED:
                self.rendered.clear()
            found = self.rendered[key] = write_outcome(outcome)
        return found


def read_line(line: bytes) -> Facts:
    """What is wrong with a line, or so rare that it may be, the slow reader tells; of nearly no line anything is.

    Measured on 30 November 2026: 27 µs a line, of which the slow reader takes 105.
    """
    try:
        return read_parsed_line(orjson.loads(line), line)
    except MISREAD:
        return read_facts_line(line)


def write_outcome(outcome: Outcome) -> str:
    answer = {
        "outcome": outcome.outcome,
        "grounds": outcome.grounds,
        "unknown": list(outcome.unknown),
        "parameters": outcome.parameters.isoformat(),
    }
    return json.dumps(answer, ensure_ascii=False)


def list_faults(fault: Exception) -> list[str]:
    if isinstance(fault, InvalidFactsError):
        return fault.faults
    if isinstance(fault, NoLawInForce):
        return [f"application.filed_at: no parameters of the law are in force on {fault}"]
    return ["not JSON"]
