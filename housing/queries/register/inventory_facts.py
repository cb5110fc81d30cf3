"""What the facts of today say of somebody on the register: fresh answers, and what officials found before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from housing.law.eligibility import Outcome
from housing.law.facts import BASES
from housing.law.facts_json import read_facts
from housing.law.inventory import CheckOutcome, carry_facts, check_again
from housing.queries.filing.case_records import CaseRecords, load_case_records
from housing.queries.filing.facts import CaseFacts, build_case_facts
from housing.queries.reference.law import load_effective_law
from housing.registries import AnswerLike, civil_registry


@dataclass(frozen=True, slots=True)
class CheckedFacts:
    """`law`: what the service module would say if the same were filed today. `died_on`: as in `law.inventory`."""

    outcome: CheckOutcome
    facts: CaseFacts
    law: Outcome
    died_on: str | None

    @property
    def given(self) -> dict[str, Any]:
        """The facts as they are kept and told; with the death, if there is one."""
        if self.died_on is None:
            return self.facts.given
        return {**self.facts.given, "applicant": {**self.facts.given["applicant"], "died_on": self.died_on}}


def check_facts(application_id: int, said: Iterable[AnswerLike], now: datetime) -> CheckedFacts:
    """`said`: what the bases said for this check; what they said earlier counts no more."""
    answers = list(said)
    facts = build_case_facts(renew_records(load_case_records(application_id), answers, now))
    read = read_facts(facts.given)
    law = load_effective_law(read.filed_on)
    iin = facts.given["applicant"]["iin"]
    died_on = next((one.facts["died_on"] for one in answers if tells_death(one, iin)), None)
    return CheckedFacts(check_again(read, law, died_on), facts, facts.evaluate(), died_on)


def tells_death(answer: AnswerLike, iin: str) -> bool:
    return (answer.source, answer.about) == (civil_registry.NAME, iin) and "died_on" in answer.facts


def renew_records(records: CaseRecords, answers: list[Any], now: datetime) -> CaseRecords:
    """The same case as if it were filed today. What was found or disputed about a dwelling or a family member counts
    for that one alone, wherever it stands in the list now.
    """
    asked = records.application
    basis = asked.basis if asked.basis in BASES else BASES[0]  # of who was taken over from another base
    today = replace(records, application=replace(asked, filed_at=now, basis=basis), answers=answers)
    plain = replace(today, findings={}, disputes=[])
    before, listed = build_case_facts(records).undisputed, build_case_facts(plain).undisputed
    disputes = carry_facts({one.fact: one for one in records.disputes}, before, listed)
    return replace(
        today,
        findings=carry_facts(records.findings, before, listed),
        disputes=[one._replace(fact=fact) for fact, one in disputes.items()],
    )
