"""The file of a former base: its columns, how they may be headed, and what is wrong with a row. Pure.

Numbers and names are taken as they are written, whole; what is not understood is told and never guessed at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from housing.labels import N_
from housing.text.name_search import fold_text

#: A cell: words, or what a workbook keeps as a number.
Cell = str | float


#: How files head each column, in Kazakh, Russian and English; what the general list is called; a row as an example.
WORDING: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


class Column(NamedTuple):
    """What it is called, and whether a file must have it."""

    label: str
    required: bool = True


COLUMNS: dict[str, Column] = {
    "number": Column(N_("Number in the former base")),
    "iin": Column(N_("IIN")),
    "surname": Column(N_("Surname")),
    "given": Column(N_("Given name")),
    "patronymic": Column(N_("Patronymic"), False),
    "settlement": Column(N_("Settlement code")),
    "list": Column(N_("List")),
    "date": Column(N_("Date of registration")),
    "time": Column(N_("Time of registration"), False),
    "phone": Column(N_("Phone"), False),
}
REQUIRED = tuple(key for key, column in COLUMNS.items() if column.required)
ORDER = {"": -1, **{key: place for place, key in enumerate(COLUMNS)}}
#: Why a line cannot be taken, in words that say what to do; the names in brackets stand in the detail of a fault.
FAULTS: dict[str, str] = {
    "no_column": N_("The file lacks this column"),
    "twice": N_("Two columns are headed so: leave one"),
    "unreadable_spoiled": N_("The table cannot be read from this line on: save the file anew"),
    "unreadable_too_large": N_("This workbook is too large to be read: save the table as “CSV UTF-8”"),
    "no_rows": N_("The file has no rows"),
    "too_many_cells": N_("This line has more cells than the head: a value with the separator in it needs quotes"),
    "missing": N_("This must be filled in"),
    "number_form": N_("A number has letters, digits and / . - _ №, at most 30 signs"),
    "iin_digits": N_("An IIN has 12 digits; a spreadsheet may have dropped a nought at its beginning"),
    "iin_check": N_("There is no such IIN: a digit is wrong"),
    "iin_date": N_("The first seven digits of this IIN are no day of birth"),
    "name_signs": N_("A name has letters, blanks, hyphens and apostrophes, at most 60 signs"),
    "settlement_unknown": N_("The classifier has no such settlement, or the register has no lists of it"),
    "list_unknown": N_("There is no such list: write “general” or the code of a category"),
    "date_form": N_("Write the day like 31.12.2019 or 2019-12-31"),
    "date_future": N_("This day has not come yet"),
    "date_before_birth": N_("This day is before the birth of the person"),
    "time_form": N_("Write the time like 10:30"),
    "phone_form": N_("This is no mobile number of Kazakhstan"),
    "same_iin": N_("The same IIN stands in line %(line)s"),
    "same_number": N_("The same number of the same settlement stands in line %(line)s"),
    "on_register": N_("The person is on the register under the number %(number)s"),
    "number_taken": N_("This number is on the register already: %(number)s"),
}


class Fault(NamedTuple):
    """`column`: key of COLUMNS, or ""; `why`: key of FAULTS."""

    column: str
    why: str
    detail: Mapping[str, Any] = {}


class LineFault(NamedTuple):
    """The same of a line, as a spreadsheet counts them."""

    line: int
    column: str
    why: str
    detail: Mapping[str, Any] = {}


@lru_cache(maxsize=1000)
def fold_heading(words: str) -> str:
    """Letters of either alphabet that look alike are one; what is no letter or digit is left out."""
    return re.sub(r"[\W_]+", "", fold_text(words))


HEADINGS = {
    fold_heading(words): key
    for key, column in COLUMNS.items()
    for words in (key, column.label, *WORDING["headings"][key])
}


def match_headings(cells: Sequence[Cell]) -> tuple[dict[str, int], list[str], list[Fault]]:
    """Where each column stands; headings that are none of ours; what is wrong with the head."""
    places, ignored, faults = dict[str, int](), list[str](), list[Fault]()
    for place, words in enumerate(map(str, cells)):
        key = HEADINGS.get(fold_heading(words))
        if key is None:
            ignored += [words.strip()[:60]] if words.strip() else []
        elif key in places:
            faults.append(Fault(key, "twice"))
        else:
            places[key] = place
    faults += [Fault(key, "no_column") for key in REQUIRED if key not in places]
    return places, ignored, faults
