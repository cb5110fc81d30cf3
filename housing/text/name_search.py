"""Names as they are compared in a search: letters of any case, Kazakh ones like the Russian ones they are typed for.

Who has a Russian keyboard finds Жүнісов by «жунисов»; who writes it rightly finds him too, and who has a Latin letter
in it that looks like ours, typed or kept so, as well.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from housing.text.alphabet import order_key

#: Kazakh letters, and ё, by the Russian letter that stands for them in documents; Latin ones by what they look like.
FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие") | str.maketrans("abcehikmoptxyəɵëï", "авсехикмортхуаоеи")
#: In small letters Latin h looks like һ, as a capital like another letter.
CAPITALS = str.maketrans("H", "Н")


class NameKeys(NamedTuple):
    """By what a name is kept: as it begins with the surname, with the given name, and by what it is sorted."""

    name_key: str
    given_key: str
    name_order: str


def fold_text(words: str) -> str:
    """Letters folded, one space between words; marks that nobody sees are left out."""
    seen = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split())).casefold().translate(FOLDED)


def search_readings(sought: str) -> tuple[str, ...]:
    """What whoever typed this may mean: two readings where a Latin capital stands for either of two letters."""
    return tuple(dict.fromkeys((fold_text(sought), fold_text(sought.translate(CAPITALS)))))


def name_key(name: str) -> str:
    """A name as it begins with the surname: Surname Given Patronymic."""
    return fold_text(name)


def given_key(name: str) -> str:
    """The same as it begins with the given name: Given Surname Patronymic. Empty where there is one word only."""
    surname, _, rest = fold_text(name).partition(" ")
    given, _, others = rest.partition(" ")
    return " ".join(filter(None, (given, surname, others))) if given else ""


def name_keys(name: str) -> NameKeys:
    return NameKeys(name_key(name), given_key(name), order_key(name))
