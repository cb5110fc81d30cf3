"""What is found in the queue by a search: a number, an IIN, or the beginning of a name, surname or given name first."""

from __future__ import annotations

import re

from sqlalchemy import bindparam, text

from housing.folding import folded
from housing.models.application import FILED
from housing.queries.queue import BRANCH, OF_BRANCH, ROWS, A, Desk, Listed, Row, found
from housing.typed_numbers import bare_number

#: At most so many are shown; who finds more writes more letters.
FOUND = 50
LAST_LETTER = "\U0010ffff"
WAS_FILED = text(FILED)
MOST = bindparam("most")


def beginning(column):  # type: ignore[no-untyped-def]
    """In the order of the key, so that the index gives the first ones and no more are read."""
    begins, ends = bindparam("begins"), bindparam("ends")
    return ROWS.where(WAS_FILED, BRANCH, column >= begins, column < ends).order_by(column, A.id).limit(MOST)


BY_NAME, BY_GIVEN_NAME = beginning(A.name_key), beginning(A.given_key)
BY_IIN = ROWS.where(WAS_FILED, OF_BRANCH, A.iin == bindparam("iin")).order_by(A.id.desc()).limit(MOST)
BY_NUMBER = ROWS.where(OF_BRANCH, A.number == bindparam("number")).limit(MOST)


def kind_of(sought: str) -> str:
    """What somebody searches by: `number`, `iin`, `name`, or "" when it is none of them."""
    digits = bare_number(sought)
    if re.fullmatch(r"[0-9]{10}", digits):
        return "number"
    if re.fullmatch(r"[0-9]{12}", digits):
        return "iin"
    return "name" if len(folded(sought)) >= 2 and not re.search(r"[0-9]", sought) else ""


def search(desk: Desk, sought: str) -> Listed:
    """The branch's cases, decided ones too; `following` says that there are more."""
    kind, digits = kind_of(sought), bare_number(sought)
    if kind == "name":
        rows = named(desk, folded(sought))
    else:
        rows = found(BY_IIN if kind == "iin" else BY_NUMBER, desk, iin=digits, number=digits, most=FOUND + 1)
    return Listed(rows[:FOUND], following="more" if len(rows) > FOUND else "")


def named(desk: Desk, begins: str) -> list[Row]:
    """By surname, then by given name where room is left."""
    given = {"begins": begins, "ends": begins + LAST_LETTER, "most": FOUND + 1}
    rows = found(BY_NAME, desk, **given)
    if len(rows) <= FOUND:
        there = {row.id for row in rows}
        rows += [row for row in found(BY_GIVEN_NAME, desk, **given) if row.id not in there]
    return rows
