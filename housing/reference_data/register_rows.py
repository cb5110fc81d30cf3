"""A row of the file of a former base as it will come onto the register, and what is wrong with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from housing.law.iin import is_valid_iin
from housing.law.working_time import ALMATY
from housing.reference_data.register_file import COLUMNS, ORDER, Cell, Fault, fold_heading
from housing.reference_data.register_file_days import Moment, parse_clock, parse_day
from housing.text.name_search import name_keys
from housing.text.normalization import to_nfc
from housing.text.printable import first_unprintable
from housing.text.typed_numbers import is_mobile, normalize_phone

NUMBER = re.compile(r"[^\W_][\w ./№-]{0,29}|№[\w ./-]{1,29}")
NAME = re.compile(r"[^\W\d_][^\W\d_ .'’ʼ`-]*(?:[ .'’ʼ`-]+[^\W\d_]+)*[.']?")
LONGEST_NAME = 60
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


class NamePart(NamedTuple):
    """A part of a name with its keys for search and order."""

    name: str
    name_key: str
    name_order: str


NOBODY = NamePart("", "", "")


class StagedRow(NamedTuple):
    """As `import_row` keeps it; what could not be read is "", a moment None."""

    former_number: str
    iin: str
    name: str
    name_key: str
    given_key: str
    name_order: str
    settlement: str
    list_code: str
    branch_code: str
    registered_at: str | None
    phone: str
    birth_year: int


class Vocabulary(NamedTuple):
    """What a row may name. `branches`: by settlement; `lists`: codes by code and by name, folded."""

    branches: Mapping[str, str]
    lists: Mapping[str, str]
    now: datetime


class RowReader:
    """Reads rows of a file whose columns stand at `places`. `epoch`: the day 0 of a workbook's days."""

    def __init__(self, places: Mapping[str, int], width: int, vocabulary: Vocabulary, epoch: date) -> None:
        self.places = [(key, places[key]) if key in places else (key, -1) for key in COLUMNS]
        self.width, self.known, self.epoch = width, vocabulary, epoch
        self.latest = Moment.of(vocabulary.now.astimezone(ALMATY).replace(tzinfo=None)).stamp
        self.faults: list[Fault] = []

    def read(self, cells: Sequence[Cell]) -> tuple[StagedRow, list[Fault]]:
        """The row and what is wrong with it; each column is told of once."""
        self.faults, many = [], len(cells)
        number, iin, surname, given, patronymic, place, listed, day, clock, phone = (
            cells[at] if -1 < at < many else "" for _key, at in self.places
        )
        if many > self.width and any(str(cell).strip() for cell in cells[self.width :]):
            self.faults.append(Fault("", "too_many_cells"))
        parts = self.names(surname, given, patronymic)
        name, key, given_key, order = join_name(*parts)
        settlement, branch = self.settlement(place)
        found_iin, born = self.iin(iin)
        row = StagedRow(
            self.number(number),
            found_iin,
            name,
            key,
            given_key,
            order,
            settlement,
            self.list_code(listed),
            branch,
            self.moment(day, clock, born),
            self.phone(phone),
            int(born[:4] or 0),
        )
        return row, sorted(self.faults, key=lambda fault: ORDER[fault.column])

    def fault(self, column: str, why: str) -> str:
        self.faults.append(Fault(column, why))
        return ""

    def number(self, cell: Cell) -> str:
        typed = as_words(cell)
        if not typed:
            return self.fault("number", "missing")
        return typed if NUMBER.fullmatch(typed) else self.fault("number", "number_form")

    def iin(self, cell: Cell) -> tuple[str, str]:
        """And the day of birth that it bears, as ISO writes it. A workbook's number has lost its first noughts."""
        typed = as_words(cell)
        if not typed:
            return self.fault("iin", "missing"), ""
        typed = typed.zfill(12) if isinstance(cell, float) else typed
        if len(typed) != 12 or not (typed.isascii() and typed.isdigit()):
            return self.fault("iin", "iin_digits"), ""
        if not is_valid_iin(typed):
            return self.fault("iin", "iin_check"), ""
        born = birth_day(typed[:7])
        if not born or born > self.latest:
            return self.fault("iin", "iin_date"), ""
        return typed, born

    def names(self, surname: Cell, given: Cell, patronymic: Cell) -> tuple[NamePart, NamePart, NamePart]:
        found = []
        for key, cell in (("surname", surname), ("given", given), ("patronymic", patronymic)):
            part = read_name(as_words(cell))
            if part is None:
                self.fault(key, "name_signs")
            elif not part.name and COLUMNS[key].required:
                self.fault(key, "missing")
            found.append(part or NOBODY)
        return found[0], found[1], found[2]

    def settlement(self, cell: Cell) -> tuple[str, str]:
        typed = as_words(cell)
        branch = self.known.branches.get(typed)
        if branch:
            return typed, branch
        return self.fault("settlement", "settlement_unknown" if typed else "missing"), ""

    def list_code(self, cell: Cell) -> str:
        typed = as_words(cell)
        found = self.known.lists.get(typed) or self.known.lists.get(fold_heading(typed))
        return found or self.fault("list", "list_unknown" if typed else "missing")

    def moment(self, day: Cell, clock: Cell, born: str) -> str | None:
        """As the database has it, in UTC."""
        if not as_words(day):
            return self.fault("date", "missing") or None
        found = parse_day(day, self.epoch)
        if found is None:
            return self.fault("date", "date_form") or None
        if as_words(clock):
            at = parse_clock(clock)
            if at is None:
                return self.fault("time", "time_form") or None
            found = found.at(at)
        if found.stamp > self.latest:
            return self.fault("date", "date_future") or None
        if born and found.day < born:
            return self.fault("date", "date_before_birth") or None
        return found.stamp

    def phone(self, cell: Cell) -> str:
        typed = as_words(cell)
        if not typed:
            return ""
        found = normalize_phone(typed)
        return found if is_mobile(found) else self.fault("phone", "phone_form")


def as_words(cell: Cell) -> str:
    """A number as it would be typed: without a fraction where it has none."""
    if isinstance(cell, str):
        return cell.strip()
    return str(int(cell)) if cell.is_integer() else repr(cell)


@lru_cache(maxsize=30_000)
def birth_day(digits: str) -> str:
    """Of the first seven digits of an IIN; "": they are none."""
    try:
        return date(CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6])).isoformat()
    except (KeyError, ValueError):
        return ""


@lru_cache(maxsize=20_000)
def read_name(typed: str) -> NamePart | None:
    """None for what is no name."""
    words = " ".join(to_nfc(typed).split())
    if not words:
        return NOBODY
    if len(words) > LONGEST_NAME or not NAME.fullmatch(words) or first_unprintable(words):
        return None
    keys = name_keys(words)
    return NamePart(words, keys.name_key, keys.name_order)


def join_name(surname: NamePart, given: NamePart, patronymic: NamePart) -> tuple[str, str, str, str]:
    """The whole name with its keys, as `name_keys` makes them: of several words by it, else part by part."""
    parts = [part for part in (surname, given, patronymic) if part.name]
    name = " ".join(part.name for part in parts)
    if len(parts) < 2 or " " in surname.name or " " in given.name:
        return (name, *name_keys(name))
    rest = [part.name_key for part in parts[2:]]
    return (
        name,
        " ".join(part.name_key for part in parts),
        " ".join([given.name_key, surname.name_key, *rest]),
        " ".join(part.name_order for part in parts),
    )
