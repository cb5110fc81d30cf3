"""People of whole cases: like the demo's own people, each with a story, and with names and numbers of their own.

Who they are follows from a few numbers, which are kept in a file of the demo's folder: so the state bases of a server
that is started later, or is running already, know them too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

from housing.demo.crowd import NAMES
from housing.demo.iins import iin_of
from housing.demo.people import Home, Member, Person, people
from housing.gateways.seal import write_beside

FILE = "invented.json"
#: How often a story is drawn. Who is represented by another has no story here: it takes two people.
STORIES = {
    "aigerim": 12, "olzhas": 8, "dauren": 6, "marat": 5, "saule": 5, "bolat": 3, "gulnar": 3, "zhanna": 5, "viktor": 7,
    "raushan": 2, "kanat": 3, "amirkhan": 4, "dina": 2, "sanzhar": 3, "temirlan": 2, "asel": 4, "ilyas": 1,
}  # fmt: skip
#: Serials of IINs below those of the crowd.
FIRST_SERIAL, LAST_SERIAL = 8999, 8000
CITIES = ("71", "75", "79")


def keep_invented(folder: Path, count: int, seed: int, homes: Sequence[str], today: date) -> list[Person]:
    """Invents so many people for settlements of these codes, and remembers how."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"count": count, "seed": seed, "homes": list(homes), "today": today.isoformat()}
    write_beside(folder / FILE, json.dumps(kept).encode()).replace(folder / FILE)
    return list(invented(count, seed, tuple(homes), today))


def invented_of(folder: Path) -> dict[str, Person]:
    """Those that were invented in this demo, by a key; none where nobody was."""
    file = folder / FILE
    if not file.exists():
        return {}
    kept = json.loads(file.read_text(encoding="utf-8"))
    found = invented(kept["count"], kept["seed"], tuple(kept["homes"]), date.fromisoformat(kept["today"]))
    return {person.key: person for person in found}


@lru_cache(maxsize=2)
def invented(count: int, seed: int, homes: tuple[str, ...], today: date) -> tuple[Person, ...]:
    """The same ones for the same arguments."""
    return Inventor(seed, today).people(count, homes)


class Inventor:
    def __init__(self, seed: int, today: date) -> None:
        self.random, self.like = Random(seed), people(today)  # noqa: S311
        self.names = json.loads(NAMES.read_text(encoding="utf-8"))
        self.taken: set[str] = set()

    def people(self, count: int, homes: Sequence[str]) -> tuple[Person, ...]:
        stories = self.random.choices(list(STORIES), list(STORIES.values()), k=count)
        return tuple(self.person(nth, self.like[key], homes[nth % len(homes)]) for nth, key in enumerate(stories))

    def person(self, nth: int, like: Person, settlement: str) -> Person:
        surname, given, patronymic = (self.random.choice(self.names[like.sex][part]) for part in self.names[like.sex])
        born = like.born - timedelta(days=self.random.randrange(120))
        where = self.moved(like.registered_in, like, settlement)
        street = self.random.randrange(1, 90), self.random.randrange(1, 120)
        return replace(
            like,
            key=f"invented-{nth}",
            iin=self.iin(born, like.sex == "female"),
            born=born,
            surname_kk=surname,
            surname_ru=surname,
            given_kk=given,
            given_ru=given,
            patronymic_kk=patronymic,
            patronymic_ru=patronymic,
            settlement=settlement,
            registered_in=where,
            address_kk="Кезек көшесі, {}-үй, {}-пәтер".format(*street),
            address_ru="улица Кезек, дом {}, квартира {}".format(*street),
            phone=f"+7700{1_000_000 + nth}",
            language=self.random.choice(("kk", "kk", "ru")),
            family=tuple(self.members(like)),
            dwellings=tuple(self.dwelling(home, nth, like, settlement) for home in like.dwellings),
        )

    def members(self, like: Person) -> Iterator[Member]:
        for one in like.family:
            born, female = one.born - timedelta(days=self.random.randrange(90)), int(one.iin[6]) % 2 == 0
            names = self.names["female" if female else "male"]
            name = " ".join(self.random.choice(names[part]) for part in names)
            iin = self.iin(born, female)
            # Who has not replied yet is asked by SMS.
            phone = f"+7701{1_000_000 + len(self.taken)}" if one.consent == "awaited" else ""
            yield replace(one, iin=iin, born=born, name_kk=name, name_ru=name, phone=phone)

    def dwelling(self, home: Home, nth: int, like: Person, settlement: str) -> Home:
        return replace(home, id=f"{home.id}-{nth}", settlement=self.moved(home.settlement, like, settlement))

    def moved(self, place: str, like: Person, settlement: str) -> str:
        """What lay where the other one lives lies where this one does."""
        same = place == like.settlement or (place[:2] == like.settlement[:2] and place[:2] in CITIES)
        return settlement if same else place

    def iin(self, born: date, female: bool) -> str:
        for serial in range(FIRST_SERIAL, LAST_SERIAL, -1):
            iin = iin_of(born, female, serial)
            if iin and iin not in self.taken:
                self.taken.add(iin)
                return iin
        raise RuntimeError("more people of one day than there are serials")
