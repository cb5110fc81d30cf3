"""Reference data as declarations: an entry of CATALOGS is a list, a form, a history, a file, and who may change it.

Pure: what a field takes, what is in force on a day, what a change would do. Rows are dated and never overwritten: of a
key, the row with the latest day that has come is in force; a row without values ends the key from its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.lifecycle import N_

LANGUAGES = ("kk", "ru", "en")
#: How long words of a row may be, where a field says nothing else.
LETTERS = 200
CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


class Wrong(Exception):
    """What was sent is no value of the field. `args[0]`: a message id; `args[1]`: what it names."""


class Field(NamedTuple):
    """`kind`: words (in three languages), text, number, minutes, date, code, choice, yes_no.

    `least` and `most`: of a number, or how many letters. `choices`: codes with their words.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    choices: Mapping[str, str] = {}
    least: int = 0
    most: int = LETTERS
    optional: bool = False

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names under which a form sends it."""
        return tuple(f"{self.name}_{one}" for one in LANGUAGES) if self.kind == "words" else (self.name,)


class Catalog(NamedTuple):
    """`key`: what tells its rows apart. `lasting`: every key stays for ever, none may be ended.

    `at_once`: a row counts from its publication on; of the others each has the day from which it counts.
    """

    code: str
    title: str
    lead: str
    key: Field
    fields: tuple[Field, ...]
    lasting: bool = False
    at_once: bool = False

    @property
    def all_fields(self) -> tuple[Field, ...]:
        return (self.key, *self.fields)


class Row(NamedTuple):
    """`values`: by the field's name; None: the key ends on that day. `version`: of the publication that brought it."""

    key: str
    since: date
    values: Mapping[str, Any] | None
    version: int = 0


class Edit(NamedTuple):
    """A change of a draft: how the key stood, and how it will."""

    key: str
    since: date
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def what(self) -> str:
        """added, ended or changed."""
        return "ended" if self.after is None else "added" if self.before is None else "changed"


CATALOGS: tuple[Catalog, ...] = (
    Catalog(
        "days", N_("Working days and days off"),
        N_("What decrees of the Government and announcements changed in the calendar of public holidays."),
        Field("day", N_("Day"), "date"),
        (
            Field("working", N_("This day is"), "choice",
                  choices={"yes": N_("a working day"), "no": N_("a day off")}),
            Field("decree", N_("Document"), "text", N_("Its name, number and date")),
        ),
        at_once=True,
    ),
    Catalog(
        "causes", N_("Causes of a broken term"),
        N_("From these whoever handles a broken term chooses why it was broken."),
        Field("code", N_("Code"), "code"),
        (
            Field("name", N_("Title"), "words", most=100),
            Field("position", N_("Place in the list"), "number", most=999),
        ),
    ),
    Catalog(
        "second_look", N_("Rules of the second look"),
        N_("Which refusals a second official looks at before they take effect."),
        Field("rule", N_("Rule"), "choice", choices={
            "first_of_kind": N_("The first refusal on this ground in the branch"),
            "near_limit": N_("Something measured is close to its limit"), "lot": N_("Chosen by lot"),
        }),
        (
            Field("value", N_("Value"), "number", N_("Percent; of the first rule 1 is on and 0 is off"), most=100),
            Field("seed", N_("Seed of the lot"), "text", N_("Only for the lot: who knows it can draw again"), most=40,
                  optional=True),
        ),
        lasting=True,
    ),
)  # fmt: skip


def catalog(code: str) -> Catalog | None:
    return next((one for one in CATALOGS if one.code == code), None)


def past(catalog: Catalog, key: str, today: date) -> bool:
    """Whether the key is a day that has been."""
    return catalog.key.kind == "date" and key < today.isoformat()


def in_force(rows: Iterable[Row], day: date) -> dict[str, Row]:
    """By key, the row that counts on a day; a key that has ended is not there."""
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row.since, row.version)):
        if row.since <= day:
            latest[row.key] = row
    return {key: row for key, row in latest.items() if row.values is not None}


def read(field: Field, sent: Mapping[str, str]) -> Any:
    """The value of a field, as it was sent. Raises Wrong."""
    if field.kind == "words":
        names = zip(LANGUAGES, field.inputs, strict=True)
        return {language: worded(field, sent.get(name, "")) for language, name in names}
    typed = " ".join(sent.get(field.name, "").split())
    if not typed and field.optional:
        return ""
    return READERS[field.kind](field, typed)


def worded(field: Field, typed: str) -> str:
    """Words are kept as written: wherever they are shown they are escaped, in a file they are no formula."""
    typed = " ".join(typed.split())
    if not typed:
        raise Wrong(N_("Fill this in"))
    if len(typed) > field.most:
        raise Wrong(N_("At most %(num)s characters"), {"num": field.most})
    if not typed.isprintable():
        raise Wrong(N_("There are characters here that cannot be shown"))
    return typed


def numbered(field: Field, typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not field.least <= int(typed) <= field.most:
        raise Wrong(N_("A whole number from %(least)s to %(most)s"), {"least": field.least, "most": field.most})
    return int(typed)


def dated(field: Field, typed: str) -> str:
    """As people write it or as a file has it; kept as ISO 8601."""
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", typed)
    try:
        day = date(*map(int, found.group(3, 2, 1))) if found else date.fromisoformat(typed)
    except ValueError:
        raise Wrong(N_("Write a day, for example 31.01.2027")) from None
    if not 2000 <= day.year <= 2100:
        raise Wrong(N_("Write a day, for example 31.01.2027"))
    return day.isoformat()


def coded(field: Field, typed: str) -> str:
    if not CODE.fullmatch(typed):
        raise Wrong(N_("Small Latin letters, digits and underscores, from 2 to 40, a letter first"))
    return typed


def chosen(field: Field, typed: str) -> str:
    if typed not in field.choices:
        raise Wrong(N_("Choose one of these"))
    return typed


def decided(field: Field, typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise Wrong(N_("Choose one of these"))
    return typed == "yes"


READERS = {
    "text": worded, "number": numbered, "minutes": numbered, "date": dated, "code": coded, "choice": chosen,
    "yes_no": decided,
}  # fmt: skip


def written(field: Field, value: Any) -> dict[str, str]:
    """The value as a form or a file sends it back: `read` of it is the value again."""
    if field.kind == "words":
        return {name: str((value or {}).get(one, "")) for one, name in zip(LANGUAGES, field.inputs, strict=True)}
    if field.kind == "yes_no":
        return {field.name: {True: "yes", False: "no"}.get(value, "")}
    return {field.name: "" if value is None else str(value)}


def differences(fields: Iterable[Field], edit: Edit) -> list[Field]:
    """The fields of a changed row whose values differ."""
    before, after = edit.before or {}, edit.after or {}
    return [field for field in fields if before.get(field.name) != after.get(field.name)]
