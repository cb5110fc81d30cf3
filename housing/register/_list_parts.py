"""What the screens of the register share: which settlements and entries a reader sees, and the names of lists."""

from __future__ import annotations

from flask import abort, g
from flask_babel import gettext as _

from housing.labels import GENERAL, GENERAL_LIST
from housing.presentation.formats import language
from housing.queries.reference.settlements import branch_for, load_branches, settlement_choices
from housing.queries.register.category_lists import list_category_names
from housing.queries.register.entry import EntryFile, load_entry_file


def visible_settlements() -> dict[str, str]:
    """Names by code, of the reader's branch or of all."""
    own = g.who.branch_code
    return {code: name for code, name in settlement_choices(language()) if own is None or branch_for(code) == own}


def visible_branches() -> list[str]:
    return [g.who.branch_code] if g.who.branch_code else list(load_branches())


def list_names() -> dict[str, str]:
    """The lists of the register, by code: the general one and those of the categories in force."""
    return {GENERAL_LIST: _(GENERAL), **dict(list_category_names(language()))}


def load_entry_or_404(number: str) -> EntryFile:
    """Of a branch that the reader sees."""
    found = load_entry_file(number) or abort(404)
    if found.branch_code not in visible_branches():
        abort(404)
    return found
