"""Numbers as people type and paste them: IINs, numbers of applications, telephones. Pure.

What comes along from a page, a letter or a messenger (marks that nobody sees, blanks of any kind, dashes, «ИИН», «№»)
is left out. Whatever else stands there stays, so that it is told and not guessed at.
"""

from __future__ import annotations

import re
import unicodedata

#: What stands before a number, as regular expressions. Letters and digits may touch: «№2611000417», «ИИН841006399900».
LABEL_WORDS = "иин жсн iin no номер нөмірі? өтініш(тің)? заявлени[ея] application number тел телефоны? phone"
LABELS = re.compile(rf"(?<![^\W\d_])(?:{LABEL_WORDS.replace(' ', '|')})(?![^\W\d_])|[№#]|n[°º]", re.IGNORECASE)
#: Marks that are not seen, blanks, dashes and points, brackets, quotes: they group a number and say nothing.
NOTHING = {"Cf", "Cc", "Zs", "Zl", "Zp", "Pd", "Pc", "Po", "Ps", "Pe", "Pi", "Pf"}
#: Signs of other kinds that are taken for a hyphen.
DASHES = "\u2212\u00af\u02d7"
#: After +7: 700-709, 747 and 770-779 are mobile networks of Kazakhstan, 71. and 72. its cities and districts. Source:
#: the national numbering plan; a number keeps its code when it moves to another operator.
MOBILE, LANDLINE = re.compile(r"\+77(?:0[0-9]|47|7[0-9])[0-9]{7}"), re.compile(r"\+77[12][0-9]{8}")


def strip_grouping(typed: str) -> str:
    return "".join(sign for sign in typed if unicodedata.category(sign) not in NOTHING and sign not in DASHES)


def bare_number(typed: str | None) -> str:
    """The digits alone, where nothing but a number stands there; else what is left, which is none."""
    seen = "".join(sign for sign in typed or "" if unicodedata.category(sign) != "Cf")
    return strip_grouping(LABELS.sub(" ", seen))


def normalize_phone(typed: str | None) -> str:
    """+7 and ten digits, however it was written: 8 (700) 000-00-01, 7 700 …, 700 000 00 01; else as it came."""
    found = re.fullmatch(r"(?:(?:\+?7|8)(?=[0-9]{10}$)|(?=7[0-9]{9}$))([0-9]{10})", bare_number(typed))
    return f"+7{found[1]}" if found else (typed or "").strip()


def is_mobile(phone: str) -> bool:
    """`phone`: as `normalize_phone` returns it."""
    return bool(MOBILE.fullmatch(phone))


def is_landline(phone: str) -> bool:
    return bool(LANDLINE.fullmatch(phone))
