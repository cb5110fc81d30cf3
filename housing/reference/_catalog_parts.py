"""What several screens of a catalog share: who drafts and reads it, and why a change is not taken."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import lazy_gettext as _l

from housing.actions.reference import draft_row as drafting
from housing.actions.reference.publication_hooks import hooks_for
from housing.presentation.formats import language
from housing.queries.reference import reference as kept
from housing.queries.reference.moved_terms import MovedTerm
from housing.queries.reference.names import with_reference_choices
from housing.reference_data import catalogs as declared
from housing.reference_data.catalog_schema import BreakingChange, Catalog
from housing.reference_data.fields import InvalidValueError
from housing.web.current import now

#: Who drafts, and publishes what another one drafted; and who reads.
DRAFTERS = ("head_office", "administrator")
READERS = (*DRAFTERS, "auditor")
DRAFT_REFUSALS = {
    drafting.RowInThePast: _l("This day has been: what was in force then stays as it was"),
    drafting.RowBeginsTooSoon: _l(
        "A row of this catalog begins tomorrow at the earliest: today was begun by what stands"
    ),
    drafting.KeyCannotEnd: _l("A row of this catalog may be changed, but not ended"),
    drafting.TooManyRows: _l("A draft has at most %(num)s rows, so that somebody can read it", num=drafting.MAX_ROWS),
}
DRAFT_FAULTS = (*DRAFT_REFUSALS, BreakingChange, InvalidValueError)


def describe_fault(fault: Exception) -> Any:
    """The words of a change that is not taken, in the language of whoever reads them."""
    if isinstance(fault, BreakingChange | InvalidValueError):
        return _l(fault.args[0], **dict(*fault.args[1:]))
    return DRAFT_REFUSALS[type(fault)]


def find_catalog_or_404(code: str) -> Catalog:
    """As it is declared."""
    return declared.find_catalog(code) or abort(404)


def load_catalog_or_404(code: str) -> Catalog:
    """Its references offer what they may name."""
    return with_reference_choices(find_catalog_or_404(code), language())


def list_terms_moved_by(catalog: Catalog, draft: kept.CatalogDraft) -> list[MovedTerm]:
    """The due times of open cases that would move."""
    list_moved_terms = hooks_for(catalog.code).list_moved_terms
    terms = list_moved_terms(catalog.code, draft.rows, now()) if list_moved_terms else []
    return [one for one in terms if one.due_moves]
