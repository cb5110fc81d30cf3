"""Names as they are compared in a search: letters of any case, Kazakh ones like the Russian ones they are typed for.

Who has a Russian keyboard finds Жүнісов by «жунисов»; who writes it rightly finds him too.
"""

from __future__ import annotations

import unicodedata

#: Kazakh letters, and ё, by the Russian letter that stands for them in documents.
FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие")


def folded(words: str) -> str:
    """Letters folded, one space between words."""
    return unicodedata.normalize("NFC", " ".join(words.split())).casefold().translate(FOLDED)


def name_key(name: str) -> str:
    """A name as it begins with the surname: Surname Given Patronymic."""
    return folded(name)


def given_key(name: str) -> str:
    """The same as it begins with the given name: Given Surname Patronymic. Empty where there is one word only."""
    surname, _, rest = folded(name).partition(" ")
    given, _, others = rest.partition(" ")
    return " ".join(filter(None, (given, surname, others))) if given else ""
