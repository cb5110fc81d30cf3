"""What a field of reference data takes: a value as a form or a file sends it, and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.labels import N_
from housing.reference_data.placeholders import Placeholders, fill_with_longest, misplaced_braces, placeholder_names
from housing.reference_data.plain_numbers import find_plain_number
from housing.reference_data.sms_segments import MessageLength, measure_message
from housing.text.normalization import to_nfc
from housing.text.printable import first_unprintable

LANGUAGES = ("kk", "ru", "en")
#: How long words of a row may be, where a field says nothing else.
LETTERS = 200
CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
#: A code of the official classifier of places (KATO), and of a category of Article 74(1) of the Law.
KATO, CATEGORY = re.compile(r"[0-9]{9}"), re.compile(r"C[1-9][0-9]?")
#: Keys that a field of several takes at most.
KEYS = 200
#: What looks like an address of a page: a point, then letters. Nobody shall learn to press on one in a message; the
#: service's own stands behind a blank.
ADDRESS = re.compile(r"https?:|www\.|\w\.[^\W\d_]{2,}", re.IGNORECASE)
PLAIN_NUMBER = N_(
    "“%(found)s” is written as plain text and would stay when the law changes: write the placeholder of that"
    " number, for example {ownership_years} or {ownership_years_in_words}"
)


class InvalidValueError(Exception):
    """What was sent is no value of the field. `args[0]`: a message id; `args[1]`: what it names."""


class Field(NamedTuple):
    """`kind`: words and template (in several languages), text, number, minutes, date, time, code, kato, category,
    choice, yes_no, reference.

    `least` and `most`: of a number, or how many letters; `over`: why a number is not larger. `choices`: codes with
    their words. A reference takes a key of the catalog `of`, or of `many` a list of them; its choices are names
    already: whoever shows it has looked them up.
    A template is words with `blanks`, by name; of a text message `parts` says how many it may take, 0: it is none.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    choices: Mapping[str, str] = {}
    least: int = 0
    most: int = LETTERS
    over: str = ""
    optional: bool = False
    of: str = ""
    many: bool = False
    languages: tuple[str, ...] = LANGUAGES
    blanks: Placeholders = {}
    parts: int = 0

    @property
    def in_languages(self) -> bool:
        """Is a value of it by language?"""
        return self.kind in ("words", "template")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names under which a form sends it."""
        return tuple(f"{self.name}_{one}" for one in self.languages) if self.in_languages else (self.name,)


def read_field(field: Field, sent: Mapping[str, str]) -> Any:
    """The value of a field, as it was sent. Raises InvalidValueError."""
    if field.in_languages:
        inputs = zip(field.languages, field.inputs, strict=True)
        return {language: READERS[field.kind](field, to_nfc(sent.get(name, ""))) for language, name in inputs}
    typed = " ".join(to_nfc(sent.get(field.name, "")).split())
    if not typed and field.optional:
        return [] if field.many else ""
    return READERS[field.kind](field, typed)


def read_text(field: Field, typed: str) -> str:
    """Words are kept as written: wherever they are shown they are escaped, in a file they are no formula."""
    typed = " ".join(typed.split())
    if not typed:
        raise InvalidValueError(N_("Fill this in"))
    if len(typed) > field.most:
        raise InvalidValueError(N_("At most %(num)s characters"), {"num": field.most})
    if not typed.isprintable():
        raise InvalidValueError(N_("There are characters here that cannot be shown"))
    if not field.parts and (sign := first_unprintable(typed)):
        raise InvalidValueError(
            N_("A notice cannot be printed with the sign “%(sign)s”: say it in words"), {"sign": sign}
        )
    return typed


def read_template(field: Field, typed: str) -> str:
    """Words with the blanks of the field and nothing else in braces; as a text message they are short enough."""
    words = read_text(field, typed)
    reject_plain_numbers(words)
    for found in misplaced_braces(words):
        if len(found) == 1:
            raise InvalidValueError(N_("A brace stands alone: a placeholder has one before its name and one after it"))
        raise InvalidValueError(
            N_("%(found)s is no placeholder: nothing but its name stands between the braces"), {"found": found}
        )
    for name in placeholder_names(words):
        if name not in field.blanks:
            raise InvalidValueError(N_("There is no placeholder %(found)s here"), {"found": wrap_in_braces(name)})
    for name, blank in field.blanks.items():
        if blank.needed and name not in placeholder_names(words):
            raise InvalidValueError(N_("The placeholder %(found)s is missing"), {"found": wrap_in_braces(name)})
    return check_message(field, words) if field.parts else words


def reject_plain_numbers(words: str) -> None:
    """A number of the law that stands as plain text stays behind when the law changes. Raises InvalidValueError."""
    if found := find_plain_number(words):
        raise InvalidValueError(PLAIN_NUMBER, {"found": found})


def wrap_in_braces(name: str) -> str:
    return f"{{{name}}}"


def check_message(field: Field, words: str) -> str:
    length = message_length(field, words)
    if length.parts > field.parts:
        counts = {"units": length.units, "parts": length.parts, "most": field.parts}
        raise InvalidValueError(
            N_(
                "With the longest values this has %(units)s characters, %(parts)s parts of a text message; at most"
                " %(most)s is sent"
            ),
            counts,
        )
    if ADDRESS.search(words):
        raise InvalidValueError(
            N_("A text message bears no address of a page: whoever reads it must not learn to press on one")
        )
    return words


def message_length(field: Field, words: str) -> MessageLength:
    """How long a text message of these words may become."""
    return measure_message(fill_with_longest(words, field.blanks))


def read_number(field: Field, typed: str) -> int:
    if re.fullmatch(r"[0-9]{1,9}", typed):
        check_upper_bound(field, int(typed))
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not field.least <= int(typed) <= field.most:
        raise InvalidValueError(
            N_("A whole number from %(least)s to %(most)s"), {"least": field.least, "most": field.most}
        )
    return int(typed)


def check_upper_bound(field: Field, value: Any) -> None:
    """A number that has a reason not to be larger is not; asked again of what was drafted under an earlier one."""
    if field.over and isinstance(value, int) and value > field.most:
        raise InvalidValueError(field.over, {"most": field.most})


def read_date(field: Field, typed: str) -> str:
    """As people write it or as a file has it; kept as ISO 8601."""
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", typed)
    try:
        day = date(*map(int, found.group(3, 2, 1))) if found else date.fromisoformat(typed)
    except ValueError:
        raise InvalidValueError(N_("Write a day, for example 31.01.2027")) from None
    if not 2000 <= day.year <= 2100:
        raise InvalidValueError(N_("Write a day, for example 31.01.2027"))
    return day.isoformat()


def read_time(field: Field, typed: str) -> str:
    """A time of day; kept as HH:MM, so that earlier comes first."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?:[:.]00)?", typed, re.ASCII)
    if not found:
        raise InvalidValueError(N_("Write a time, for example 09:00"))
    return f"{int(found[1]):02}:{found[2]}"


def read_code(field: Field, typed: str) -> str:
    if not CODE.fullmatch(typed):
        raise InvalidValueError(N_("Small Latin letters, digits and underscores, from 2 to 40, a letter first"))
    if len(typed) > field.most:
        raise InvalidValueError(N_("At most %(num)s characters"), {"num": field.most})
    return typed


def read_kato_code(field: Field, typed: str) -> str:
    if not KATO.fullmatch(typed):
        raise InvalidValueError(N_("A code of the classifier has nine digits, for example 351010000"))
    return typed


def read_category_code(field: Field, typed: str) -> str:
    if not CATEGORY.fullmatch(typed):
        raise InvalidValueError(N_("The code of a category is C and a number up to 99, for example C11"))
    return typed


def read_reference(field: Field, typed: str) -> str | list[str]:
    """The keys as they were typed, each once; blanks or commas between them."""
    keys = list(dict.fromkeys(typed.replace(",", " ").split())) if field.many else [typed]
    if not keys or keys == [""]:
        raise InvalidValueError(N_("Fill this in"))
    if len(keys) > KEYS:
        raise InvalidValueError(N_("At most %(num)s keys"), {"num": KEYS})
    for key in keys:
        if key not in field.choices:
            raise InvalidValueError(N_("There is no “%(key)s” in force"), {"key": key[:40]})
    return keys if field.many else keys[0]


def read_choice(field: Field, typed: str) -> str:
    if typed not in field.choices:
        raise InvalidValueError(N_("Choose one of these"))
    return typed


def read_yes_no(field: Field, typed: str) -> bool:
    if typed not in ("yes", "no"):
        raise InvalidValueError(N_("Choose one of these"))
    return typed == "yes"


READERS = {
    "text": read_text, "number": read_number, "minutes": read_number, "date": read_date, "time": read_time,
    "code": read_code,
    "choice": read_choice, "yes_no": read_yes_no, "kato": read_kato_code, "category": read_category_code,
    "reference": read_reference, "words": read_text, "template": read_template,
}  # fmt: skip


def field_to_inputs(field: Field, value: Any) -> dict[str, str]:
    """The value as a form or a file sends it back: `read_field` of it is the value again."""
    if field.in_languages:
        return {name: str((value or {}).get(one, "")) for one, name in zip(field.languages, field.inputs, strict=True)}
    if field.kind == "yes_no":
        return {field.name: {True: "yes", False: "no"}.get(value, "")}
    if field.many:
        return {field.name: " ".join(value or ())}
    return {field.name: "" if value is None else str(value)}
