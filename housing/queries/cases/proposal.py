"""The proposal: what the law says of a case's facts, with what an official has found so far; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from housing.law.eligibility import Ground, GroundAnswer, Outcome
from housing.queries.filing.case_records import CaseRecords
from housing.queries.filing.facts import CaseFacts, build_case_facts

State = Literal["holds", "unknown", "met"]
RANK: dict[bool | None, State] = {True: "holds", None: "unknown", False: "met"}
#: Read the findings again so many times: a fact that was found may ask for another (a date, after a place).
ROUNDS = 4

FindingsReader = Callable[[tuple[str, ...]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the law asks, and how it stands: a ground holds, is unknown, or all is met.

    `grounds`: all that ask for it, which say it in the same words; `violations`: those that hold.
    """

    grounds: tuple[Ground, ...]
    state: State
    violations: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`asked`: the unknown facts that an official may settle, those first that the bases left open."""

    outcome: Outcome
    facts: CaseFacts
    findings: dict[str, Any]
    asked: tuple[str, ...]

    @property
    def requirements(self) -> list[Requirement]:
        return build_requirements(self.outcome)


def build_proposal(records: CaseRecords, read: FindingsReader | None = None) -> Proposal:
    """Asks the law. `read(facts)`: what was found about those facts; facts that are known cannot be found otherwise."""
    facts = build_case_facts(records)
    findings: dict[str, Any] = {}
    outcome = facts.evaluate()
    asked = tuple(outcome.unknown)
    for _ in range(ROUNDS if read else 0):
        assert read is not None
        found = read(asked)
        if found == findings:
            break
        findings, facts = found, build_case_facts(records, found)
        outcome = facts.evaluate()
        asked = (*asked, *(fact for fact in outcome.unknown if fact not in asked))
    return Proposal(outcome, facts, findings, asked)


def build_requirements(outcome: Outcome) -> list[Requirement]:
    """Grounds of the same requirement stand in one line; what the basis does not ask for is left out."""
    lines: dict[str, list[GroundAnswer]] = {}
    for found in outcome.ground_answers:
        if is_relevant(found):
            lines.setdefault(found.ground.requirement, []).append(found)
    return [build_requirement(found) for found in lines.values()]


def is_relevant(found: GroundAnswer) -> bool:
    """A rule that rests on no fact, or on the place alone, did not concern this application; worsening concerns all."""
    apart = found.answer.value is False and set(found.answer.names) <= {"application.settlement"}
    return not apart or found.ground.code.startswith("worsened_")


def build_requirement(found: list[GroundAnswer]) -> Requirement:
    answers = [one.answer.value for one in found]
    value = True if True in answers else None if None in answers else False
    grounds = tuple(one.ground for one in found)
    return Requirement(grounds, RANK[value], tuple(one.ground for one in found if one.answer.value))
