"""Where a fact stands among the facts: `applicant.born`, `family[1].consent`, `dwellings[0]`.

The one place that takes such names apart. Whoever stores, sends or compares a name keeps the text, which `str` gives
back character for character; the law itself (eligibility.py) writes its names out, to be compared with the Rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

STEP = re.compile(r"(\w+)|\[(\d+)\]")
PATH = re.compile(r"(\w+(\[\d+\])*(\.\w+(\[\d+\])*)*)?")
#: Names repeat from case to case: the same few thousand are taken apart once.
CACHE_SIZE = 4096


@dataclass(frozen=True, slots=True)
class FactPath:
    """`steps`: keys of objects, and positions in lists counted from 0. No step is the whole of the facts."""

    steps: tuple[str | int, ...] = ()

    @staticmethod
    def parse(text: str) -> FactPath:
        """Raises ValueError where the text is no name of a fact."""
        return parse_path(text)

    def __str__(self) -> str:
        written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.steps)
        return written.removeprefix(".")

    def child(self, *steps: str | int) -> FactPath:
        return FactPath((*self.steps, *steps))

    @property
    def parent(self) -> FactPath:
        return FactPath(self.steps[:-1])

    @property
    def name(self) -> str:
        """The last key; "" of an item of a list."""
        last = self.steps[-1] if self.steps else ""
        return last if isinstance(last, str) else ""

    @property
    def root(self) -> str:
        """The first key: application, applicant, family, dwellings, established."""
        return str(self.steps[0]) if self.steps else ""

    @property
    def is_item(self) -> bool:
        """Is it a whole item of a list, such as `dwellings[0]`?"""
        return bool(self.steps) and isinstance(self.steps[-1], int)

    @property
    def is_in_item(self) -> bool:
        """Is it a fact about an item of a list, such as `dwellings[0].fit`?"""
        return self != self.item

    @property
    def item(self) -> FactPath:
        """The item of a list that it stands in, or is; itself where it stands in none."""
        depth = len(self.collection.steps)
        return FactPath(self.steps[: depth + 1])

    @property
    def collection(self) -> FactPath:
        """The list that it stands in; itself where it stands in none."""
        depth = next((i for i, step in enumerate(self.steps) if isinstance(step, int)), None)
        return FactPath(self.steps[:depth])

    @property
    def position(self) -> int:
        """Of its item in the list, from 0. Raises ValueError where it stands in no list."""
        found = next((step for step in self.steps if isinstance(step, int)), None)
        if found is None:
            raise ValueError(str(self))
        return found

    @property
    def pattern(self) -> str:
        """The name with its positions left out: `dwellings[].fit`."""
        return re.sub(r"\[[0-9]+\]", "[]", str(self))

    def value_in(self, given: Any) -> Any:
        """What stands there in the JSON of the facts; None where it is unknown."""
        at = given
        for step in self.steps:
            if isinstance(step, int):
                at = at[step] if isinstance(at, list) and step < len(at) else None
            else:
                at = at.get(step) if isinstance(at, dict) else None
        return at

    def object_in(self, given: dict[str, Any]) -> dict[str, Any] | None:
        """The object there; one that is missing is made, an item of a list is not: None."""
        at: Any = given
        for step, following in pairwise((*self.steps, None)):
            if isinstance(step, int):
                if step >= len(at):
                    return None
                at = at[step]
            elif isinstance(following, int):
                at = at.get(step) or []
            else:
                at[step] = at.get(step) or {}
                at = at[step]
        return at if isinstance(at, dict) else None


@lru_cache(CACHE_SIZE)
def parse_path(text: str) -> FactPath:
    if not PATH.fullmatch(text):
        raise ValueError(text)
    return FactPath(tuple(key or int(position) for key, position in STEP.findall(text)))


def last_key(text: str) -> str:
    """The last key of a name that is well formed: for every value of a line, so it is not taken apart any further."""
    return text.rpartition(".")[2]


def reliability_fact(position: int) -> str:
    """The name of the fact that a document filed is reliable."""
    return str(FactPath(("application", "documents", position, "reliable")))


def is_document_fact(fact: str) -> bool:
    """Is it a document filed, or a fact about one?"""
    path = FactPath.parse(fact)
    return path.steps[:2] == ("application", "documents") and len(path.steps) > 2
