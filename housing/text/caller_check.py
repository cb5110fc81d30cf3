"""What a caller says of themselves against what is on record: name, date of birth, address. Nothing is ever shown.

Forgiving of how it is typed (case, Kazakh and Russian letters, blanks, marks, the order of words, forms of a date),
strict in what it says: every word of a name, the whole date, every number of the address and its street.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from housing.text.name_search import fold_text

#: So many of the questions must be answered rightly.
ENOUGH = 2
QUESTIONS = ("name", "born", "address")
#: The beginnings of the months in Kazakh and Russian, folded, in their order.
MONTH_WORDS = (
    "кант/янв акпан/фев наур/март сауи/апр мамыр/май/мая маус/июн шилд/июл тамыз/авг кырк/сен казан/окт караш/ноя "
    "желт/дек"
)
MONTHS = [tuple(month.split("/")) for month in MONTH_WORDS.split()]
#: Words of an address that name no place: kinds of settlements, streets, houses; folded.
KIND_WORDS = (
    "город г кала каласы к село с ауыл ауылы а район ауданы область облысы улица ул коше кошеси проспект пр дангыл "
    "дангылы переулок пер тупик микрорайон мкр шагын шагынауданы дом д уй уйи квартира кв патер патери п"
)
KINDS = set(KIND_WORDS.split())
#: Letters by which a word of an address is known in its other forms: Абай, Абая, Абаю.
STEM = 4


class PersonRecord(NamedTuple):
    """What is on record: each as often as it is written, in the application, the state base, both languages."""

    names: tuple[str, ...] = ()
    born: date | None = None
    addresses: tuple[str, ...] = ()


class CallerAnswers(NamedTuple):
    """What the caller said, as the official typed it; empty: not asked."""

    name: str = ""
    born: str = ""
    address: str = ""

    @property
    def asked_questions(self) -> list[str]:
        return [question for question in QUESTIONS if getattr(self, question).strip()]


def matching_questions(said: CallerAnswers, known: PersonRecord) -> list[str]:
    """The questions whose answers agree with the record."""
    answers = {
        "name": any(matches_name(said.name, name) for name in known.names),
        "born": known.born is not None and matches_date(said.born, known.born),
        "address": any(matches_address(said.address, address) for address in known.addresses),
    }
    return [question for question in said.asked_questions if answers[question]]


def split_words(typed: str) -> list[str]:
    """Its words and numbers, folded; a number and a letter behind it are one (12а)."""
    return re.findall(r"[0-9]+[^\W\d_]?(?![^\W\d_])|[^\W\d_]+", fold_text(typed))


def matches_name(typed: str, name: str) -> bool:
    """The same words, in whatever order."""
    return bool(split_words(name)) and sorted(split_words(typed)) == sorted(split_words(name))


def matches_date(typed: str, day: date) -> bool:
    """Day, month and year: 31.01.1990, 31/1/90, 1990-01-31, 31011990, 31 января 1990 года, 1990 жылғы 31 қаңтар."""
    return day in possible_dates(split_words(typed))


def possible_dates(words: Collection[str]) -> list[date]:
    """What these words may mean; a month is a word or the second number."""
    month = next((at for word in words for at, begins in enumerate(MONTHS, 1) if word.startswith(begins)), None)
    numbers = [word for word in words if word.isdecimal()]
    if len(numbers) == 1 and len(numbers[0]) == 8:
        whole = numbers[0]
        return build_dates([(whole[:2], whole[2:4], whole[4:]), (whole[6:], whole[4:6], whole[:4])])
    if month and len(numbers) == 2:
        return build_dates([(numbers[0], month, numbers[1]), (numbers[1], month, numbers[0])])
    if len(numbers) == 3:
        return build_dates([tuple(numbers), tuple(reversed(numbers))])
    return []


def build_dates(parts: Collection[tuple[str | int, ...]]) -> list[date]:
    found = []
    for day, month, year in parts:
        for century in (0,) if len(str(year)) == 4 else (1900, 2000) if len(str(year)) == 2 else ():
            try:
                found.append(date(century + int(year), int(month), int(day)))
            except ValueError:
                continue
    return found


def matches_address(typed: str, address: str) -> bool:
    """Every number of it, in order, and a word of its street at least; no word or number that it does not have."""
    said, known = address_words(typed), address_words(address)
    numbers = [word for word in known if word[0].isdigit()]
    street = [word for word in known if not word[0].isdigit()][-1:]
    return (
        bool(numbers and street)
        and [word for word in said if word[0].isdigit()] == numbers
        and any(is_same_word(word, street[0]) for word in said)
        and all(any(is_same_word(word, other) for other in known) for word in said)
    )


def address_words(typed: str) -> list[str]:
    return [word for word in split_words(typed) if word not in KINDS]


def is_same_word(word: str, other: str) -> bool:
    """The same number; or the same word, in another form of it too."""
    if word[0].isdigit() or other[0].isdigit():
        return word == other
    return word == other or (len(word) >= STEM <= len(other) and word[:STEM] == other[:STEM])
