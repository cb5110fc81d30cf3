"""What is found on the register by a search: a register number, an IIN, or the beginning of a name."""

from __future__ import annotations

import re

from sqlalchemy import bindparam, select, text

from housing.queries.cases.queue_search import LAST_LETTER, MAX_FOUND, search_kind
from housing.queries.register.entries import ROWS, A, E, EntryRow
from housing.storage.extensions import execute_core
from housing.storage.models.application import FILED
from housing.text.name_search import search_readings
from housing.text.typed_numbers import bare_number

BRANCHES = A.branch_code.in_(bindparam("branches", expanding=True))
BY_IIN = ROWS.where(A.iin == bindparam("iin"), BRANCHES).order_by(E.id.desc()).limit(MAX_FOUND + 1)
NAMED = select(A.id).where(text(FILED), BRANCHES, A.name_key >= bindparam("begins"), A.name_key < bindparam("ends"))
BY_NAME = ROWS.where(A.id.in_(NAMED)).order_by(A.name_order, A.id).limit(MAX_FOUND + 1)


#: By the number in the base from which somebody was taken over. Word for word as the partial index has it.
BY_FORMER = (
    ROWS.where(E.former_number == bindparam("former"), text("register_entry.former_number <> ''"), BRANCHES)
    .order_by(A.name_order, A.id)
    .limit(MAX_FOUND + 1)
)


def search_former_numbers(sought: str, branches: list[str]) -> list[EntryRow]:
    """Those of that number in a former base, whatever the settlement."""
    rows = execute_core(BY_FORMER, {"former": sought.strip(), "branches": branches})
    return [EntryRow._make(row) for row in rows]


def entry_search_kind(sought: str) -> str:
    """As in the queue; a register number may have eleven digits too."""
    return "number" if re.fullmatch(r"[0-9]{11}", bare_number(sought)) else search_kind(sought)


def search_entries(sought: str, branches: list[str]) -> list[EntryRow]:
    """Those who stand and those who left, of those branches, by the alphabet; one more than are shown, if there are."""
    if not entry_search_kind(sought):
        return search_former_numbers(sought, branches)
    if entry_search_kind(sought) == "iin":
        rows = execute_core(BY_IIN, {"iin": bare_number(sought), "branches": branches})
        return [EntryRow._make(row) for row in rows]
    found: dict[int, EntryRow] = {}
    for begins in search_readings(sought):
        given = {"begins": begins, "ends": begins + LAST_LETTER, "branches": branches}
        found |= {row.id: EntryRow._make(row) for row in execute_core(BY_NAME, given)}
    return list(found.values())
