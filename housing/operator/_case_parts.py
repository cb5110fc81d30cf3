"""What several screens of a case share: who may see and work on it, and how what is typed about a fact is read."""

from __future__ import annotations

from functools import partial

from flask import abort, g
from flask_babel import lazy_gettext as _l

from housing.actions.cases.claim import renew_claim
from housing.presentation import fact_text
from housing.presentation.formats import language
from housing.queries.cases import case as cases
from housing.queries.reference.names import label_for_key
from housing.web.current import now
from housing.web.post_redirect_get import call_once

WORKERS, READERS = cases.WORKERS, (*cases.WORKERS, "auditor")
TOO_LONG, NO_DAY = _l("This is too long: shorten it"), _l("Write a day that has come, for example 31.01.2024")


def catalog_label(catalog: str, key: str) -> str:
    return label_for_key(catalog, key, language())


#: What the templates call: the words of facts, with the names of codes in the language of the page.
about, contradiction = (
    partial(fact_text.label_with_subject, catalog_label),
    partial(fact_text.explain_contradiction, catalog_label),
)
value_words, said_words = (
    partial(fact_text.format_table_value, catalog_label),
    partial(fact_text.format_recorded_value, catalog_label),
)
counts_words, found_words = (
    partial(fact_text.describe_counting_value, catalog_label),
    partial(fact_text.format_finding, catalog_label),
)


def load_case_or_404(number: str) -> cases.Case:
    return cases.load_case(number, g.who, now()) or abort(404)


def load_case_for_work(number: str) -> cases.Case:
    """Whatever is sent from the page of a case renews the lease of whoever holds it."""
    found = load_case_or_404(number)
    if not found.may_be_worked_by(g.who.role) or found.barred or found.is_taken_over:
        abort(403)
    call_once(renew_claim, found.id, g.who.staff_id, now())
    return load_case_or_404(number)
