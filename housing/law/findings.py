"""What an official may find about an unknown fact, fact by fact: its words, and the answers that it takes.

A finding fills the place of a missing fact; the law is then asked again. It never decides by itself.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from housing.labels import N_
from housing.labels.fact_labels import ENDED_BY, STATUS_OF_PERSON
from housing.law.fact_fields import parse_day
from housing.law.fact_path import FactPath
from housing.law.facts_json import read_dwellings
from housing.law.one_dwelling import find_contradictions

YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class Question(NamedTuple):
    """`pattern`: the name of the fact without positions in lists, as `dwellings[].fit`.

    `choices`: value sent → words; empty: a date is typed.
    """

    pattern: str
    words: str
    choices: dict[str, str]
    values: dict[str, Any]


def yes_no_question(pattern: str, words: str) -> Question:
    return Question(pattern, words, YES_NO, {"yes": True, "no": False})


def date_question(pattern: str, words: str) -> Question:
    return Question(pattern, words, {}, {})


ONE_DWELLING = [{"owner": "applicant", "share": "1/1", "until": None}]
QUESTIONS = (
    yes_no_question("application.documents[].reliable", N_("The document is reliable and in order")),
    yes_no_question("applicant.consent", N_("The applicant consents to access to personal data")),
    yes_no_question("applicant.orphan_on_record", N_("On record as an orphan in the data bank")),
    yes_no_question("applicant.orphan_proven", N_("The documents prove the status of an orphan")),
    yes_no_question("applicant.on_register", N_("Already on this register")),
    yes_no_question("applicant.in_republican_base", N_("In the republican base of the akimats")),
    yes_no_question("applicant.uses_state_dwelling", N_("Has a dwelling of the state fund in use")),
    yes_no_question("applicant.privatised_state_dwelling", N_("Privatised a dwelling of the state fund")),
    yes_no_question("applicant.state_supported_mortgage", N_("Bought a dwelling with a state-supported mortgage")),
    Question("applicant.status", N_("Citizenship"), STATUS_OF_PERSON, {status: status for status in STATUS_OF_PERSON}),
    date_question("applicant.born", N_("Date of birth")),
    date_question("applicant.registered_since", N_("Registered here since")),
    Question(
        "applicant.registered_in",
        N_("Registered at a place of residence"),
        {"here": N_("In the settlement applied to"), "elsewhere": N_("Elsewhere")},
        {"here": "here", "elsewhere": ""},
    ),
    Question(
        "dwellings",
        N_("Housing owned now or within the years that the law asks about"),
        {"none": N_("None, by a certificate of the registry"), "one": N_("Owns a dwelling today, by a certificate")},
        {"none": [], "one": ONE_DWELLING},
    ),
    Question("family", N_("Family members"), {"none": N_("No spouse and no minor children")}, {"none": []}),
    yes_no_question("family[].consent", N_("The adult family member consents to the check")),
    date_question("family[].born", N_("Date of birth of the family member")),
    Question(
        "dwellings[].share",
        N_("A share of a dwelling"),
        {"counts": N_("Counts as housing owned"), "not": N_("Does not count as housing owned")},
        {"counts": True, "not": False},
    ),
    yes_no_question("dwellings[].stands", N_("This is a dwelling, and its record is right")),
    yes_no_question("dwellings[].fit", N_("The dwelling is fit for living")),
    yes_no_question("dwellings[].emergency", N_("The dwelling is recognised as emergency")),
    date_question("dwellings[].until", N_("The day on which the ownership ended")),
    Question("dwellings[].until_by", N_("How the ownership ended"), ENDED_BY, {ending: ending for ending in ENDED_BY}),
    Question(
        "dwellings[].owner",
        N_("Whose dwelling it is"),
        {"applicant": N_("The applicant's"), "family": N_("A family member's")},
        {"applicant": "applicant", "family": "family"},
    ),
)


#: The answer about a disputed fact that lets the database's own value count.
AS_RECORDED = "as_said"


class InvalidFindingError(Exception):
    """That fact takes no such answer."""


def question_for(fact: str) -> Question | None:
    """The question whose answer is a finding about a fact; None where only its source can tell."""
    try:
        pattern = FactPath.parse(fact).pattern
    except ValueError:
        return None
    return next((asked for asked in QUESTIONS if asked.pattern == pattern), None)


def parse_finding_value(fact: str, sent: str) -> Any:
    """What an official chose or typed, as the value of the fact. Raises InvalidFindingError."""
    asked = question_for(fact)
    if asked is None:
        raise InvalidFindingError(fact)
    if asked.choices:
        if sent == AS_RECORDED:
            return AS_RECORDED
        if sent not in asked.values:
            raise InvalidFindingError(fact)
        return asked.values[sent]
    number, _, rest = sent.strip().partition(".")
    month, _, year = rest.partition(".")
    try:
        return parse_day(f"{year}-{month:0>2}-{number:0>2}").isoformat()
    except ValueError:
        raise InvalidFindingError(fact) from None


def apply_disputes(given: dict[str, Any], facts: Iterable[str]) -> dict[str, Any]:
    """The facts with some opened up again, because the applicant says that they are wrong: they are unknown now.

    Of a dwelling the whole record is in question, also that it is no emergency one. The argument stays as it was.
    """
    opened = copy.deepcopy(given)
    for fact in facts:
        path = FactPath.parse(fact)
        at = (path if path.is_item else path.parent).object_in(opened)
        if at is None:
            continue
        if path.is_item:
            at["stands"] = None
            at["emergency"] = at.get("emergency") or None
        else:
            at[path.name] = None
    return opened


def apply_findings(
    given: dict[str, Any], findings: dict[str, Any], recorded: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The facts with what officials found in the places that were unknown. The arguments stay as they were.

    What a source has answered stands: no finding replaces it, but where it is disputed (`recorded`: its answer,
    by fact), or where records of one dwelling contradict each other: then it holds for every one of them that has no
    finding of its own. A finding without a place is left out.
    """
    recorded = recorded or {}
    filled = copy.deepcopy(given)
    against = find_contradicting_records(filled)
    for fact in sorted(findings):  # lists before what stands in them
        path = FactPath.parse(fact)
        at = path.parent.object_in(filled)
        if at is None:
            continue
        found = resolve_finding(findings[fact], fact, filled, recorded)
        if is_missing(at, path):
            at["share_counts" if path.name == "share" else path.name] = found
        elif fact in against:
            for one in against[fact]:
                record = one.object_in(filled)
                if record is not None and (one == path.parent or str(one.child(path.name)) not in findings):
                    record[path.name] = found
    if findings.get("family") == [] and filled.get("dwellings"):  # what a family owns counts only where there is one
        filled["dwellings"] = [one for one in filled["dwellings"] if one.get("owner") != "family"]
    return filled


def find_contradicting_records(given: dict[str, Any]) -> dict[str, list[FactPath]]:
    """Facts about which records of one dwelling contradict each other, each with all records of that dwelling."""
    records = read_dwellings(given)
    beside: dict[str | None, list[FactPath]] = {}
    for i, one in enumerate(records):
        beside.setdefault(one.id, []).append(FactPath(("dwellings", i)))
    return {
        str(FactPath(("dwellings", i, name))): beside[records[i].id]
        for i, names in enumerate(find_contradictions(records))
        for name in names
    }


def resolve_finding(found: Any, fact: str, given: dict[str, Any], recorded: Mapping[str, Any]) -> Any:
    if found == AS_RECORDED:
        return copy.deepcopy(recorded.get(fact))
    return given["application"]["settlement"] if found == "here" else copy.deepcopy(found)


def value_at(given: dict[str, Any], fact: str) -> Any:
    """The value at a dotted name such as `dwellings[0].fit`; None where it is unknown."""
    return FactPath.parse(fact).value_in(given)


def is_missing(at: dict[str, Any], path: FactPath) -> bool:
    """`until` null means owned today; a share is judged beside what it is; refused consent may come (Law 71(1))."""
    name = path.name
    if name == "until":
        return "until" not in at
    return at.get(name) is None or name == "share" or (name == "consent" and path.root == "family")
