"""The people of the demo: synthetic, with a story each; together they meet every outcome that data can cause.

Who they are stands in `people.json`, in their words in `stories.py`. A date "Y-4-03-16" is 16 March of the fourth year
before the current one, so that "sold some four years ago" stays true whenever the demo runs; all such dates move only
when the year turns. IINs carry a valid check digit and serials near 9999; names, streets and phones are invented.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from housing.demo.stories import STORIES

Sex = Literal["male", "female"]
Consent = Literal["given", "refused", "awaited"]
PEOPLE_FILE = Path(__file__).with_name("people.json")


@dataclass(frozen=True, slots=True)
class Home:
    """A right of ownership, lasting (`until` None) or ended; share as "1/4"; settlement by KATO."""

    id: str
    settlement: str
    address_kk: str
    address_ru: str
    share: str
    since: date
    until: date | None
    until_by: str | None
    fit: bool
    emergency: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Spouse or child. `consent`: what an adult replied when the access-control service asked; None for minors.

    `phone`: linked to the portal account, so that they may sign in by one-time password.
    """

    iin: str
    relation: Literal["spouse", "child"]
    born: date
    name_kk: str
    name_ru: str
    consent: Consent | None
    dwellings: tuple[Home, ...]
    phone: str = ""


class CertificateSubject(NamedTuple):
    """Whom a demo certificate names. Not everyone has all the names; what is lacking is empty."""

    iin: str
    surname: str
    given: str
    patronymic: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in. `story`, `ends`, as every other word for a screen, are message ids.

    `settlement`, `basis`, `category`: what the story suggests to apply for. `registered_in`: KATO, "" when nowhere.
    `flags`: which yes/no records hold true, by their names in the facts contract. `silent`: services that do not answer
    about this person. `phone_linked`: registered and connected to the portal account.
    """

    key: str
    iin: str
    sex: Sex
    born: date
    status: Literal["citizen", "kandas", "other"]
    surname_kk: str
    surname_ru: str
    given_kk: str
    given_ru: str
    patronymic_kk: str
    patronymic_ru: str
    settlement: str
    registered_in: str
    registered_since: date | None
    address_kk: str
    address_ru: str
    phone: str
    phone_linked: bool
    language: Literal["kk", "ru"]
    basis: str
    category: str | None
    categories: tuple[str, ...]
    flags: frozenset[str]
    silent: frozenset[str]
    family: tuple[Member, ...]
    dwellings: tuple[Home, ...]
    story: str
    ends: str
    #: IIN of the guardian or trustee whom the data bank of orphans names.
    represented_by: str = ""

    @property
    def certificate_subject(self) -> CertificateSubject:
        return CertificateSubject(self.iin, self.surname_kk, self.given_kk, self.patronymic_kk)

    @property
    def name_kk(self) -> str:
        return " ".join(filter(None, (self.surname_kk, self.given_kk, self.patronymic_kk)))

    @property
    def name_ru(self) -> str:
        return " ".join(filter(None, (self.surname_ru, self.given_ru, self.patronymic_ru)))


def people(today: date) -> dict[str, Person]:
    """Everybody by key, in the order of the list, as they are on a day."""
    return {row["key"]: person(row, today) for row in rows()}


@lru_cache(maxsize=1)
def rows() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(PEOPLE_FILE.read_text(encoding="utf-8"))
    return read


def person(row: dict[str, Any], today: date) -> Person:
    story, ends = STORIES[row["key"]]
    read = {
        "born": day(row["born"], today),
        "registered_since": day(row["registered_since"], today),
        "categories": tuple(row["categories"]),
        "flags": frozenset(row["flags"]),
        "silent": frozenset(row["silent"]),
        "family": tuple(member(entry, today) for entry in row["family"]),
        "dwellings": tuple(home(entry, today) for entry in row["dwellings"]),
    }
    named = in_both_languages(row, "surname", "given", "patronymic", "address")
    return Person(**{**named, **read}, story=story, ends=ends)


def member(row: dict[str, Any], today: date) -> Member:
    owned = tuple(home(entry, today) for entry in row.get("dwellings", ()))
    read = {"born": day(row["born"], today), "consent": row.get("consent"), "dwellings": owned}
    read["phone"] = row.get("phone", "")
    return Member(**{**in_both_languages(row, "name"), **read})


def home(row: dict[str, Any], today: date) -> Home:
    named = in_both_languages(row, "address")
    since = date.fromisoformat(named.pop("from"))
    return Home(**{**named, "since": since, "until": day(row["until"], today)})


def in_both_languages(row: dict[str, Any], *pairs: str) -> dict[str, Any]:
    """`"name": [kk, ru]` as `name_kk`, `name_ru`; the rest as it is."""
    rest = {name: value for name, value in row.items() if name not in pairs}
    return rest | {f"{name}_{language}": row[name][i] for name in pairs for i, language in enumerate(("kk", "ru"))}


def day(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    if not text.startswith("Y-"):
        return date.fromisoformat(text)
    years, month, number = text.removeprefix("Y-").split("-")
    return date(today.year - int(years), int(month), int(number))


#: As they are on the first day of the demo; IINs, names, phones and stories are the same on any day.
PEOPLE: dict[str, Person] = people(date(2026, 11, 22))


# ----------------------------------------------------------------------------------------------------------- the staff


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of the bank. `branch`: its code, "" for those of the head office. The password is no secret."""

    login: str
    name_kk: str
    role: Literal["operator", "supervisor", "head_office", "administrator", "auditor", "helpline"]
    branch: str

    @property
    def password(self) -> str:
        return f"demo-{self.login}"


STAFF: tuple[Staff, ...] = (
    Staff("astana-1", "Сәрсенова Мәдина Асқарқызы", "operator", "astana"),
    Staff("astana-2", "Тен Виктория", "operator", "astana"),
    Staff("astana-head", "Нұрланов Қанат Серікұлы", "supervisor", "astana"),
    Staff("almaty-1", "Әлиев Дархан Бақытжанұлы", "operator", "almaty"),
    Staff("almaty-2", "Морозова Ольга Сергеевна", "operator", "almaty"),
    Staff("almaty-head", "Ермекова Ләззат Болатқызы", "supervisor", "almaty"),
    Staff("shymkent-1", "Бисенов Азамат Еркінұлы", "operator", "shymkent"),
    Staff("shymkent-head", "Дәулетова Раушан Мұратқызы", "supervisor", "shymkent"),
    Staff("karaganda-1", "Вебер Анна", "operator", "karaganda"),
    Staff("karaganda-head", "Мұқашев Ерболат Талғатұлы", "supervisor", "karaganda"),
    Staff("head-office", "Ысқақова Динара Саматқызы", "head_office", ""),
    Staff("head-office-2", "Төлегенов Асқар Нұрланұлы", "head_office", ""),
    Staff("administrator", "Қалиев Тимур Берікұлы", "administrator", ""),
    Staff("auditor", "Жақсыбаева Гүлмира Қайратқызы", "auditor", ""),
    Staff("helpline", "Молдабекова Айжан Нұрланқызы", "helpline", ""),
)
