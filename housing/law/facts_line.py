"""A line of `flask evaluate`: one JSON object of facts, taken only when everything in it is understood.

Stricter than `facts_json`, which also reads what Kezek itself kept years ago: here a key that nobody knows, a key that
stands there twice, a wrong check digit are slips of whoever wrote the line, and what was meant cannot be guessed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from housing.law.facts import Facts
from housing.law.facts_json import Reader, UnusableFacts, day, read_facts, text
from housing.law.iin import is_valid

#: By the place in the facts, the keys that may stand there: those of the contract, and what Kezek keeps beside them.
KEYS = {
    "": {"application", "applicant", "family", "dwellings", "established"},
    "application": {"basis", "filed_at", "settlement", "by", "documents"},
    "application.documents": {"kind", "reliable"},
    "applicant": {
        "iin", "born", "status", "consent", "registered_in", "registered_since", "orphan_on_record", "orphan_proven",
        "on_register", "in_republican_base", "uses_state_dwelling", "privatised_state_dwelling",
        "state_supported_mortgage",
    },
    "family": {"iin", "name", "relation", "born", "consent"},
    "dwellings": {
        "id", "owner", "settlement", "share", "from", "until", "until_by", "fit", "emergency", "share_counts", "stands",
        "address_kk", "address_ru",
    },
    "established": {"what", "on"},
}  # fmt: skip


class Pairs(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there more than once."""

    repeated: tuple[str, ...] = ()


def read_line(line: bytes) -> Facts:
    """Raises UnusableFacts with a line for every fault, ValueError and RecursionError where it is no JSON at all."""
    given = json.loads(line.decode("utf-8-sig"), object_pairs_hook=pairs, parse_constant=refuse)
    faults = list(faults_of_keys(given, "", ""))
    if isinstance(given, dict):
        faults += faults_of_the_rest(given)
    try:
        facts = read_facts(given)
    except UnusableFacts as unusable:
        raise UnusableFacts([*faults, *unusable.faults]) from None
    if faults:
        raise UnusableFacts(faults)
    return facts


def pairs(found: list[tuple[str, Any]]) -> Pairs:
    made = Pairs(found)
    if len(made) < len(found):
        made.repeated = tuple(key for key, times in Counter(key for key, _ in found).items() if times > 1)
    return made


def refuse(constant: str) -> Any:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(constant)


def faults_of_keys(given: Any, place: str, path: str) -> Iterator[str]:
    """Of the object at `path`, whose keys are those of `place`, and of all that stand in it."""
    if isinstance(given, list):
        for i, one in enumerate(given):
            yield from faults_of_keys(one, place, f"{path}[{i}]")
    elif isinstance(given, Pairs):
        yield from (f"{named(path, key)}: stands there more than once" for key in given.repeated)
        for key, value in given.items():
            inner = f"{place}.{key}".lstrip(".")
            if key not in KEYS[place]:
                yield f"{named(path, key)}: unknown key"
            elif inner in KEYS:
                yield from faults_of_keys(value, inner, named(path, key))


def faults_of_the_rest(given: dict[str, Any]) -> list[str]:
    """Of what decides nothing, and is junk all the same if it is not what it is called."""
    r = Reader()
    r.value(r.part(given, "applicant"), "applicant.iin", iin, IIN)
    for at, member in r.items(given, "family") or ():
        r.value(member, f"{at}.iin", iin, IIN)
        r.value(member, f"{at}.name", text, "text")
    for at, dwelling in r.items(given, "dwellings") or ():
        r.value(dwelling, f"{at}.from", day, "a date like 1990-01-01")
        r.value(dwelling, f"{at}.address_kk", text, "text")
        r.value(dwelling, f"{at}.address_ru", text, "text")
    return [fault for fault in r.faults if not fault.endswith(("an object", "a list of objects"))]


IIN = "an IIN: twelve digits, the last of which is their check digit"


def iin(raw: Any) -> str:
    if not is_valid(text(raw)):
        raise ValueError
    return str(raw)


def named(path: str, key: str) -> str:
    """A key that is no plain word is told as JSON has it, and not at any length."""
    told = key if re.fullmatch(r"\w{1,60}", key) else json.dumps(key[:60], ensure_ascii=False)
    return f"{path}.{told}" if path else told
