"""What the screens of a trial share: its draft, and the words of outcomes, grounds, lists and places."""

from __future__ import annotations

from flask import abort
from flask_babel import gettext as _

from housing.labels import GENERAL, GENERAL_LIST, N_
from housing.law.eligibility import GROUNDS
from housing.presentation.formats import language
from housing.presentation.ground_text import describe_ground
from housing.queries.reference import reference as kept
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.names import current_day, label_for_key
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.settlements import settlement_name
from housing.queries.reference.simulation import SimulationRun, load_simulation
from housing.reference._catalog_parts import load_catalog_or_404
from housing.reference_data.catalog_schema import Catalog
from housing.web.current import now

OUTCOME_LABELS = {
    "register": N_("Registered"),
    "review": N_("An official decides"),
    "refuse": N_("Refused"),
}


def simulated_catalog_or_404(code: str) -> Catalog:
    catalog = load_catalog_or_404(code)
    return catalog if catalog.tried else abort(404)


def move_label(move: str) -> str:
    """Grounds alone may change: then the outcome is one and the same."""
    before, _blank, after = move.partition(" ")
    if before == after:
        return _("%(outcome)s, on other grounds", outcome=_(OUTCOME_LABELS[before]))
    return f"{_(OUTCOME_LABELS[before])} → {_(OUTCOME_LABELS[after])}"


def list_label(code: str) -> str:
    return _(GENERAL) if code == GENERAL_LIST else label_for_key("categories", code, language()) or _("on no list")


def ground_label(key: str) -> str:
    """In the words of today: what may come is told by them."""
    told, numbers = load_ground_texts(now()), load_law_numbers(current_day())
    return next((describe_ground(one, told, numbers).words for one in GROUNDS if one.key == key), key)


def settlement_label(code: str) -> str:
    return settlement_name(code, language(), with_parent=True) or _("not stated")


def load_draft_and_trial(catalog: Catalog) -> tuple[kept.CatalogDraft | None, SimulationRun | None]:
    """The draft and its last trial, of whichever revision."""
    draft = kept.load_catalog_draft(catalog.code)
    return draft, load_simulation(draft.version.id) if draft else None
