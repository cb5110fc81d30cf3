"""The numbers that texts name and the law may change: how they stand in words with blanks, `{ownership_years}`. Pure.

Each has four forms, told by the end of the blank: «3 года», `_in_words` «три года», `_of` (the Russian genitive)
«3 лет», `_of_in_words` «трёх лет». The noun belongs to the blank; a Kazakh ending is written right behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from housing.labels import N_
from housing.law.facts import BASES
from housing.law.parameters import Law
from housing.law.working_time import Hours
from housing.reference_data.number_words import MOST_IN_WORDS, number_with_noun
from housing.reference_data.placeholders import PLACEHOLDER, Placeholder, Placeholders, placeholder_names


class Number(NamedTuple):
    """`words`: what the number is (a message id); `noun`: of `number_words.NOUNS`."""

    words: str
    noun: str


NUMBERS: dict[str, Number] = {
    "ownership_years": Number(N_("how far back owned housing counts"), "year"),
    "worsening_years": Number(N_("how far back a worsening counts"), "year"),
    "adult_age": Number(N_("the age at which one is adult"), "age"),
    "orphan_age": Number(N_("the age until which one is an orphan"), "age"),
    "residence_years": Number(N_("how long one has to be registered in the city"), "year"),
    "complaint_months": Number(N_("the time to complain"), "month"),
    "quality_body_days": Number(N_("the term of the body that controls quality"), "working_day"),
    "removal_notice_days": Number(N_("the term to tell of a removal"), "day"),
    "representative_months": Number(N_("the term of a legal representative"), "month"),
    "retention_years": Number(N_("how long data are kept after the register"), "year"),
    "withdrawal_days": Number(N_("the term to answer a withdrawn consent"), "working_day"),
    "no_housing_days": Number(N_("the term of the basis “no housing”"), "working_day"),
    "emergency_housing_days": Number(N_("the term of the basis “emergency housing”"), "working_day"),
    "orphan_documents_days": Number(N_("the term of the basis “orphans by documents”"), "working_day"),
    "bank_complaint_days": Number(N_("the term of the bank for a complaint"), "working_day"),
}
#: By the end of a blank: is it written as a word, in the genitive.
FORMS = {"": (False, False), "_in_words": (True, False), "_of": (False, True), "_of_in_words": (True, True)}
#: By blank: its number and its form.
FORM_OF = {name + end: (name, form) for name in NUMBERS for end, form in FORMS.items()}
#: The longest that a form of a noun becomes: «семидесяти восьми рабочих дней».
LONGEST = {
    name: max(
        (
            number_with_noun(number, one.noun, language, words=True, genitive=True)
            for number in range(MOST_IN_WORDS + 1)
            for language in ("kk", "ru", "en")
        ),
        key=len,
    )
    for name, one in NUMBERS.items()
}
Numbers = Mapping[str, int]


def placeholders_for(*offered: str) -> Placeholders:
    """Every number of the law may be named in every form; those of these names are offered."""
    return {
        name + end: Placeholder(NUMBERS[name].words if name in offered and not end else "", LONGEST[name], needed=False)
        for name in NUMBERS
        for end in FORMS
    }


#: What every row of a catalog of words may name.
ANY_NUMBER = placeholders_for()


def numbers_of(law: Law, hours: Hours) -> dict[str, int]:
    """The numbers by name, of a set of the law and of the bank's terms."""
    return {
        "ownership_years": law.ownership_window_years,
        "worsening_years": law.worsening_window_years,
        "adult_age": law.adult_from_years,
        "orphan_age": law.orphan_until_years,
        "residence_years": law.residence_years,
        "complaint_months": law.complaint_months,
        "quality_body_days": law.quality_body_days,
        "removal_notice_days": law.removal_notice_days,
        "representative_months": law.representative_months,
        "retention_years": law.retention_years,
        "withdrawal_days": law.withdrawal_days,
        "bank_complaint_days": hours.complaint_days,
        **{f"{basis}_days": hours.term_days[basis] for basis in BASES},
    }


def placeholder_values(numbers: Numbers, language: str) -> dict[str, str]:
    """By blank, what is filled in."""
    return {blank: format_placeholder(blank, numbers, language) for blank in FORM_OF}


def fill_numbers(words: str, numbers: Numbers, language: str) -> str:
    """The words with every number of the law filled in; other blanks stay."""
    return PLACEHOLDER.sub(
        lambda found: format_placeholder(found[1], numbers, language) if found[1] in FORM_OF else found[0], words
    )


def format_placeholder(blank: str, numbers: Numbers, language: str) -> str:
    name, (words, genitive) = FORM_OF[blank]
    return number_with_noun(numbers[name], NUMBERS[name].noun, language, words=words, genitive=genitive)


def names_law_number(words: str) -> bool:
    """Do they name a number of the law?"""
    return any(name in FORM_OF for name in placeholder_names(words))
