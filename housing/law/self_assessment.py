"""What may stand in somebody's way by what they say themselves, before anything is known of them.

A few plain answers become facts, and the facts are put to `eligibility.decide`: the law stands there and nowhere else.
Whatever is not answered is unknown. Where an answer is missing that facts cannot leave open (which basis, which kind
of city), every way that it may turn out is looked at, and what holds in one of them only is unknown.
Nothing here decides: the state databases are not asked, and who reads this may apply all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from housing.law.eligibility import Ground, decide
from housing.law.facts import BASES, Applicant, Basis, Dwelling, Facts
from housing.law.parameters import Law, years_before

Answers = Mapping[str, str]
YES_NO = {"yes": True, "no": False}
#: Any city that the law singles out, and any place that it does not: their codes stand for the rest of their kind.
CITY, PLACE, ANOTHER_PLACE = "750000000", "351010000", "431010000"
#: What a person cannot know beforehand or gives only with the application: told among what is needed.
CHECKED_LATER = ("unreliable_data", "document_missing", "no_consent")


class AssessmentResult(NamedTuple):
    """Grounds that hold by the answers, in the order of the law; and those that the answers leave open."""

    held: list[Ground]
    open: list[Ground]


def assess_eligibility(answers: Answers, on: date, law: Law) -> AssessmentResult:
    """Evaluates the answers by the law of that day, in every way that what was left open may turn out."""
    bases = [basis for basis in BASES if answers.get("basis", basis) == basis] or list(BASES)
    cities = [YES_NO[answers["city"]]] if answers.get("city") in YES_NO else [True, False]
    outcomes = [decide(assumed_facts(answers, basis, city, on, law), law) for basis, city in product(bases, cities)]
    held, left_open = [], []
    for ways in zip(*(outcome.ground_answers for outcome in outcomes), strict=True):
        ground, values = ways[0].ground, {way.answer.value for way in ways}
        if values == {True}:
            held.append(ground)
        elif values != {False} and ground.key not in CHECKED_LATER:
            left_open.append(ground)
    return AssessmentResult(held, left_open)


def assumed_facts(answers: Answers, basis: Basis, city: bool, on: date, law: Law) -> Facts:
    answered = {name: YES_NO.get(value) for name, value in answers.items()}
    here, settlement, queue = answered.get("here"), CITY if city else PLACE, answers.get("queue")
    status = answers.get("status")
    applicant = Applicant(
        born=assumed_birth_date(answers, on, law),
        status=status if status in ("citizen", "kandas", "other") else None,
        registered_in=None if here is None else settlement if here else "",
        registered_since=assumed_registration_day(answered.get("years"), on, law),
        orphan_on_record=False if basis == "orphan_documents" else answered.get("orphan"),
        orphan_proven=False if answered.get("orphan") is False else None,
        on_register={"none": False, "akimat": False, "bank": True}.get(queue or ""),
        in_republican_base={"none": False, "akimat": True, "bank": False}.get(queue or ""),
        uses_state_dwelling=answered.get("uses"),
        privatised_state_dwelling=answered.get("privatised"),
        state_supported_mortgage=answered.get("mortgage"),
    )
    dwellings = assumed_dwellings(answers, basis, settlement, on)
    family = None if dwellings is None else ()
    return Facts(basis, on, settlement, applicant=applicant, family=family, dwellings=dwellings)


def assumed_birth_date(answers: Answers, on: date, law: Law) -> date | None:
    """A day of birth that says no more than the answers: of an adult who may be an orphan, that 29 is not reached."""
    age, orphan = answers.get("age"), answers.get("orphan")
    if age == "adult":
        return years_before(on, law.orphan_until_years if orphan == "no" else law.adult_from_years)
    return years_before(on, law.adult_from_years - 1) if age == "minor" or orphan == "yes" else None


def assumed_registration_day(long_enough: bool | None, on: date, law: Law) -> date | None:
    if long_enough is None:
        return None
    return years_before(on, law.residence_years) if long_enough else on


def assumed_dwellings(answers: Answers, basis: Basis, settlement: str, on: date) -> tuple[Dwelling, ...] | None:
    """None: the person did not say what the family owns."""
    housing = answers.get("housing")
    share = {"whole": Fraction(1), "share": Fraction(1, 2)}.get(answers.get("share", ""))
    others = {
        "none": (),
        "now": (Dwelling(share=share, ended=False, emergency=False),),
        "before": (Dwelling(share=share, ended=True, until=years_before(on, 1)),),
    }
    if housing not in others:
        return None
    return (
        (*assumed_emergency_dwelling(answers, settlement), *others[housing])
        if basis == "emergency_housing"
        else others[housing]
    )


def assumed_emergency_dwelling(answers: Answers, settlement: str) -> tuple[Dwelling, ...]:
    """The dwelling that the emergency basis is about: recognised or not, here or elsewhere."""
    near = {"yes": settlement, "no": ANOTHER_PLACE}.get(answers.get("near", ""))
    recognised = YES_NO.get(answers.get("emergency", ""))
    return (Dwelling("applicant", near, Fraction(1), ended=False, emergency=recognised),)
