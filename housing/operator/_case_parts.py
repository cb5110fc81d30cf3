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


def stripped(typed: str | None) -> str | None:
    return typed and typed.strip()


def named(catalog: str, key: str) -> str:
    return label_for_key(catalog, key, language())


#: What the templates call: the words of facts, with the names of codes in the language of the page.
about, contradiction = partial(fact_text.about, named), partial(fact_text.contradiction, named)
value_words, said_words = partial(fact_text.value_words, named), partial(fact_text.said_words, named)
counts_words, found_words = partial(fact_text.counts_words, named), partial(fact_text.found_words, named)


def the_case(number: str) -> cases.Case:
    return cases.load_case(number, g.who, now()) or abort(404)


def worked_on(number: str) -> cases.Case:
    """Whatever is sent from the page of a case renews the lease of whoever holds it."""
    if not (found := the_case(number)).may_be_worked_by(g.who.role) or found.barred:
        abort(403)
    call_once(renew_claim, found.id, g.who.staff_id, now())
    return the_case(number)
