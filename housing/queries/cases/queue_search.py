"""What is found in the queue by a search: a number, an IIN, or the beginning of a name, surname or given name first."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select, text
from sqlalchemy.orm import InstrumentedAttribute

from housing.queries.cases.queue import BRANCH, OF_BRANCH, ROWS, A, QueueContext, QueuePage, QueueRow, list_rows
from housing.storage.models.application import FILED
from housing.text.name_search import fold_text, search_readings
from housing.text.typed_numbers import bare_number

#: At most so many are shown; who finds more writes more letters.
MAX_FOUND = 50
LAST_LETTER = "\U0010ffff"
WAS_FILED = text(FILED)
MOST: BindParameter[int] = bindparam("most")


def select_by_prefix(column: InstrumentedAttribute[str]) -> Select[*tuple[Any, ...]]:
    """The first ones by the alphabet: sorted within the index, so that no more rows than those are read."""
    begins: BindParameter[str] = bindparam("begins")
    ends: BindParameter[str] = bindparam("ends")
    first = select(A.id).where(WAS_FILED, BRANCH, column >= begins, column < ends).order_by(A.name_order, A.id)
    return ROWS.where(A.id.in_(first.limit(MOST))).order_by(A.name_order, A.id)


BY_NAME, BY_GIVEN_NAME = select_by_prefix(A.name_key), select_by_prefix(A.given_key)
BY_IIN = ROWS.where(WAS_FILED, OF_BRANCH, A.iin == bindparam("iin")).order_by(A.id.desc()).limit(MOST)
BY_NUMBER = ROWS.where(OF_BRANCH, A.number == bindparam("number")).limit(MOST)


def search_kind(sought: str) -> str:
    """What somebody searches by: `number`, `iin`, `name`, or "" when it is none of them."""
    digits = bare_number(sought)
    if re.fullmatch(r"[0-9]{10}", digits):
        return "number"
    if re.fullmatch(r"[0-9]{12}", digits):
        return "iin"
    return "name" if len(fold_text(sought)) >= 2 and not re.search(r"[0-9]", sought) else ""


def search_queue(context: QueueContext, sought: str) -> QueuePage:
    """The branch's cases, decided ones too; `following` says that there are more."""
    kind, digits = search_kind(sought), bare_number(sought)
    if kind == "name":
        rows = search_by_name(context, search_readings(sought))
    else:
        rows = list_rows(BY_IIN if kind == "iin" else BY_NUMBER, context, iin=digits, number=digits, most=MAX_FOUND + 1)
    return QueuePage(rows[:MAX_FOUND], following="more" if len(rows) > MAX_FOUND else "")


def search_by_name(context: QueueContext, begins: tuple[str, ...]) -> list[QueueRow]:
    """By surname, then by given name where room is left."""
    rows: dict[int, QueueRow] = {}
    for statement in (BY_NAME, BY_GIVEN_NAME):
        for one in begins:
            if len(rows) <= MAX_FOUND:
                given: dict[str, Any] = {"begins": one, "ends": one + LAST_LETTER, "most": MAX_FOUND + 1}
                rows |= {row.id: row for row in list_rows(statement, context, **given) if row.id not in rows}
    return list(rows.values())
