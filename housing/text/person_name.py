"""A person's name as documents write it, surname first, and how the person is greeted by it."""

from __future__ import annotations

from typing import Literal, NamedTuple

#: How patronymics of men and of women end; the Kazakh and the Azerbaijani ones may stand as a word apart.
OF_A_MAN = ("ұлы", "улы", "вич", "ьич", "оглы", "оғлы")
OF_A_WOMAN = ("қызы", "кызы", "вна", "чна")
APART = ("ұлы", "улы", "қызы", "кызы", "оглы", "оғлы")


class PersonName(NamedTuple):
    """The parts of a name; a part that the documents do not have is ""."""

    surname: str
    given: str = ""
    patronymic: str = ""

    @property
    def full(self) -> str:
        return " ".join(filter(None, self))

    def greeting(self, language: str) -> str:
        """How letters greet: by name and patronymic in Russian, by the given name elsewhere.

        Never by the surname alone: "" where the documents have no other part.
        """
        return " ".join(filter(None, (self.given, self.patronymic))) if language == "ru" else self.given

    @property
    def sex(self) -> Literal["m", "f", ""]:
        """By the patronymic, for the Russian word of address; "" where there is none. An IIN proves no sex."""
        ends = self.patronymic.casefold().endswith
        return "m" if ends(OF_A_MAN) else "f" if ends(OF_A_WOMAN) else ""


def parse_name(full: str) -> PersonName:
    """The parts of "Surname Given Patronymic". The given name may have several words, the patronymic may be absent."""
    surname, *rest = full.split() or [""]
    if not rest or not is_patronymic(rest[-1]) or len(rest) == 1:
        return PersonName(surname, " ".join(rest))
    at = -2 if rest[-1].casefold() in APART and len(rest) > 2 else -1
    return PersonName(surname, " ".join(rest[:at]), " ".join(rest[at:]))


def is_patronymic(word: str) -> bool:
    return word.casefold().endswith(OF_A_MAN + OF_A_WOMAN)
