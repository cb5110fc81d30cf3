"""Terms of retention as people read them."""

from __future__ import annotations

from housing.law.retention import Term
from housing.presentation.formats import language
from housing.reference_data.number_words import number_with_noun

NOUNS = {"days": "day", "months": "month", "years": "year"}


def format_term(term: Term) -> str:
    """«5 лет», in the language of the page."""
    return number_with_noun(term.number, NOUNS[term.unit], language())
