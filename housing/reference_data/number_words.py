"""Numbers with their nouns, as law texts write them: «5 жыл», «пять лет», «пяти лет», five years. Pure.

Kazakh keeps the noun as it is after a number, and its ending follows the noun; Russian has forms of both.
"""

from __future__ import annotations

from typing import NamedTuple

#: Numbers above this are written as digits even where words are asked for.
MOST_IN_WORDS = 99


class NumberWords(NamedTuple):
    """`small`: the words of 0 to 19; `tens`: of 20, 30 … 90; `joint`: what stands between a ten and the rest."""

    small: tuple[str, ...]
    tens: tuple[str, ...]
    joint: str = " "


KAZAKH = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
RUSSIAN = (
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
)
OF_RUSSIAN = ("нуля", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти")
ENGLISH = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
KAZAKH_TENS = ("жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
#: By language, and for Russian by its genitive too.
TONGUES = {
    "kk": NumberWords((*KAZAKH, "он", *(f"он {one}" for one in KAZAKH[1:])), KAZAKH_TENS),
    "ru": NumberWords(RUSSIAN, ("двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
                           "девяносто")),
    "ru_of": NumberWords((*OF_RUSSIAN, *(one[:-1] + "и" for one in RUSSIAN[10:])),
                    ("двадцати", "тридцати", "сорока", "пятидесяти", "шестидесяти", "семидесяти", "восьмидесяти",
                     "девяноста")),
    "en": NumberWords(ENGLISH, ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), "-"),
}  # fmt: skip
#: By noun and language: Kazakh one form; English of one and of many; Russian of one, of two and of five in the
#: nominative, then of one and of many in the genitive.
NOUNS: dict[str, dict[str, tuple[str, ...]]] = {
    "year": {"kk": ("жыл",), "ru": ("год", "года", "лет", "года", "лет"), "en": ("year", "years")},
    "age": {"kk": ("жас",), "ru": ("год", "года", "лет", "года", "лет"), "en": ("year", "years")},
    "month": {"kk": ("ай",), "ru": ("месяц", "месяца", "месяцев", "месяца", "месяцев"), "en": ("month", "months")},
    "day": {"kk": ("күн",), "ru": ("день", "дня", "дней", "дня", "дней"), "en": ("day", "days")},
    "working_day": {
        "kk": ("жұмыс күні",),
        "ru": ("рабочий день", "рабочих дня", "рабочих дней", "рабочего дня", "рабочих дней"),
        "en": ("working day", "working days"),
    },
}  # fmt: skip


def number_in_words(number: int, language: str, *, genitive: bool = False) -> str:
    """«бес», «пять» or «пяти», five; digits above 99 and below 0."""
    if not 0 <= number <= MOST_IN_WORDS:
        return str(number)
    tongue = TONGUES["ru_of" if genitive and language == "ru" else language]
    if number < len(tongue.small):
        return tongue.small[number]
    tens, ones = divmod(number, 10)
    return tongue.joint.join([tongue.tens[tens - 2], *([tongue.small[ones]] if ones else [])])


def number_with_noun(number: int, noun: str, language: str, *, words: bool = False, genitive: bool = False) -> str:
    """The number and the form of its noun: «5 жыл»; «3 года», of which the genitive is «3 лет»; 5 years."""
    said = number_in_words(number, language, genitive=genitive) if words else str(number)
    return f"{said} {noun_form(number, NOUNS[noun][language], genitive)}"


def noun_form(number: int, forms: tuple[str, ...], genitive: bool) -> str:
    if len(forms) < 3:
        return forms[0] if number == 1 else forms[-1]
    one = number % 10 == 1 and number % 100 != 11
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    if genitive:
        return forms[3 if one else 4]
    return forms[0 if one else 1 if few else 2]
