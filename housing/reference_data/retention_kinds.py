"""The kinds of data that a term ends, fixed here; how long each is kept is the bank's, a catalog. Pure.

What the law or the service itself needs for so long is the least term of a kind. What has no kind is never erased: the
journal with its hashes, decisions, entries of the register and their movements, published lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from housing.labels import N_
from housing.law.retention import Term, Unit, is_term_enough
from housing.reference_data.fields import Field, InvalidValueError

DAY = Term(1, "days")
CLOSED = N_("from the last thing that happened in a case that is closed")
HASHES = N_("their digests, sizes and days stay")


class RetentionKind(NamedTuple):
    """`begins`: from when the term runs; `done`: what is done; `stays`: what of it is left, "": nothing.

    `least`: no term is shorter; `law`: nor than this number of the law (a field of `law.parameters.Law`).
    """

    title: str
    begins: str
    done: str
    stays: str = ""
    least: Term = DAY
    law: str = ""


RETENTION_KINDS: dict[str, RetentionKind] = {
    "codes": RetentionKind(
        N_("One-time codes"), N_("from the moment at which a code runs out"), N_("are deleted"),
        N_("a code that signed an application stays with it"),
    ),
    "challenges": RetentionKind(N_("Challenges that were answered"), N_("from the answer"), N_("are deleted")),
    "attempts": RetentionKind(N_("Counts of tries to sign in"), N_("from the last try"), N_("are deleted")),
    "sessions": RetentionKind(
        N_("Sessions that have ended"), N_("from the end of the session"), N_("are deleted"),
        N_("the journal has when each began"),
    ),
    "kept_answers": RetentionKind(
        N_("What was typed as a session ended"), N_("from the moment at which it was sent"), N_("is deleted")
    ),
    "phone_checks": RetentionKind(
        N_("What the base of phone numbers said"), N_("from the last question"),
        N_("is deleted, where the person has no case under way and no place on the register"),
    ),
    "drafts": RetentionKind(
        N_("Applications that were never filed"), N_("from the last change"),
        N_("are deleted with their documents and what the state databases said"),
        N_("in the journal: that there was one, without a person"), Term(30, "days"),
    ),
    "simulations": RetentionKind(
        N_("Whom a trial of other numbers would touch"), N_("from the end of the trial"), N_("is deleted"),
        N_("its counts stay"),
    ),
    "import_faults": RetentionKind(
        N_("Faults of a file of a former base"), N_("from the day on which it was brought"), N_("are deleted"),
        N_("how many there were stays"),
    ),
    "sent_files": RetentionKind(
        N_("Files as they were sent"), CLOSED, N_("are emptied"), HASHES, Term(3, "months"), "complaint_months"
    ),
    "answers": RetentionKind(
        N_("Answers of the state databases as they came"), CLOSED, N_("are emptied"),
        N_("what was read in them, their digests and days stay"), Term(3, "months"), "complaint_months",
    ),
    "papers": RetentionKind(
        N_("Documents of applications that led to no place"), CLOSED, N_("are emptied"), HASHES, Term(3, "months"),
        "complaint_months",
    ),
    "cases": RetentionKind(
        N_("Whole files of people who are not on the register"), CLOSED,
        N_("names, contacts, answers, documents, signatures, notices, messages and words are emptied"),
        N_("numbers, days, the decision with its facts, the entry and its movements, digests and the journal stay"),
        Term(1, "years"), "retention_years",
    ),
}  # fmt: skip
#: Kinds whose term runs in a case, and which leave a record of the erasure with it.
CASE_KINDS = ("sent_files", "answers", "papers", "cases")
UNIT_WORDS = {"days": N_("days"), "months": N_("months"), "years": N_("years")}
RETENTION_TITLES = {code: kind.title for code, kind in RETENTION_KINDS.items()}
RETENTION_FIELDS = (
    Field("number", N_("Term"), "number", least=1, most=999),
    Field("unit", N_("Counted in"), "choice", choices=UNIT_WORDS),
    Field(
        "source", N_("On what the term rests"), "words",
        N_("Document and article. As long as no lawyer has confirmed it, say so here"),
    ),
)  # fmt: skip
TOO_SHORT = {
    "days": N_("This is kept for at least so many days: %(num)s"),
    "months": N_("This is kept for at least so many months: %(num)s"),
    "years": N_("This is kept for at least so many years: %(num)s"),
}


def build_term(values: Mapping[str, Any]) -> Term:
    unit: Unit = values["unit"]
    return Term(values["number"], unit)


def validate_retention(values: Mapping[str, Any]) -> None:
    """No term is below the least one of its kind. Raises InvalidValueError."""
    require_least_term(build_term(values), RETENTION_KINDS[values["kind"]].least)


def require_least_term(term: Term, least: Term) -> None:
    """Raises InvalidValueError."""
    if not is_term_enough(term, least):
        raise InvalidValueError(TOO_SHORT[least.unit], {"num": least.number})


def law_term(kind: str, numbers: Mapping[str, Any]) -> Term | None:
    """What a set of numbers of the law asks for a kind; None: nothing."""
    name = RETENTION_KINDS[kind].law
    unit: Unit = "months" if name.endswith("_months") else "years"
    return Term(numbers[name], unit) if name else None
