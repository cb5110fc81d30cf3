"""What the screens of a trial share: its draft, and the words of outcomes, grounds, lists and places."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from housing.labels import GENERAL, GENERAL_LIST, N_
from housing.law.eligibility import GROUNDS
from housing.presentation.fact_text import ground_told
from housing.presentation.formats import language
from housing.queries.reference import reference as kept
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.names import current_day, label_for_key
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.settlements import settlement_name
from housing.queries.reference.simulation import SimulationRun, load_simulation
from housing.reference._catalog_parts import the_catalog
from housing.reference_data.catalog_schema import Catalog
from housing.web.current import now

OUTCOMES = {
    "register": N_("Registered"),
    "review": N_("An official decides"),
    "refuse": N_("Refused"),
}


def tried(code: str) -> Catalog:
    catalog = the_catalog(code)
    return catalog if catalog.tried else abort(404)


def move_words(move: str) -> str:
    """Grounds alone may change: then the outcome is one and the same."""
    before, _blank, after = move.partition(" ")
    if before == after:
        return _("%(outcome)s, on other grounds", outcome=_(OUTCOMES[before]))
    return f"{_(OUTCOMES[before])} → {_(OUTCOMES[after])}"


def list_words(code: str) -> str:
    return _(GENERAL) if code == GENERAL_LIST else label_for_key("categories", code, language()) or _("on no list")


def ground_words(key: str) -> str:
    """In the words of today: what may come is told by them."""
    told, numbers = load_ground_texts(now()), load_law_numbers(current_day())
    return next((ground_told(one, told, numbers).words for one in GROUNDS if one.key == key), key)


def place_words(code: str) -> str:
    return settlement_name(code, language(), with_parent=True) or _("not stated")


def current(catalog: Catalog) -> tuple[kept.CatalogDraft | None, SimulationRun | None]:
    """The draft and its last trial, of whichever revision."""
    draft = kept.load_catalog_draft(catalog.code)
    return draft, load_simulation(draft.version.id) if draft else None
