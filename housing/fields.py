"""What a field of reference data takes: a value as a form or a file sends it, and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.words import N_

LANGUAGES = ("kk", "ru", "en")
#: How long words of a row may be, where a field says nothing else.
LETTERS = 200
CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


class Wrong(Exception):
    """What was sent is no value of the field. `args[0]`: a message id; `args[1]`: what it names."""


class Field(NamedTuple):
    """`kind`: words (in three languages), text, number, minutes, date, time, code, choice, yes_no.

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


def clocked(field: Field, typed: str) -> str:
    """A time of day; kept as HH:MM, so that earlier comes first."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", typed, re.ASCII)
    if not found:
        raise Wrong(N_("Write a time, for example 09:00"))
    return f"{int(found[1]):02}:{found[2]}"


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
    "text": worded, "number": numbered, "minutes": numbered, "date": dated, "time": clocked, "code": coded,
    "choice": chosen, "yes_no": decided,
}  # fmt: skip


def written(field: Field, value: Any) -> dict[str, str]:
    """The value as a form or a file sends it back: `read` of it is the value again."""
    if field.kind == "words":
        return {name: str((value or {}).get(one, "")) for one, name in zip(LANGUAGES, field.inputs, strict=True)}
    if field.kind == "yes_no":
        return {field.name: {True: "yes", False: "no"}.get(value, "")}
    return {field.name: "" if value is None else str(value)}
