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

from housing.law.fact_fields import Field, day_field, parse_text, text_field
from housing.law.facts import Facts
from housing.law.facts_json import (
    FIRST_FAULT,
    FaultCollector,
    InvalidFactsError,
    Reader,
    build_facts,
    read_naming_faults,
)
from housing.law.iin import is_valid_iin

#: By the place in the facts, the keys that may stand there: those of the contract, and what Kezek keeps beside them.
KNOWN_KEYS = {
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


class JsonObject(dict[str, Any]):
    """A JSON object with the names of the keys that occur in it more than once."""

    repeated_keys: tuple[str, ...] = ()


def read_parsed_line(given: Any, line: bytes) -> Facts:
    """The facts of a line whose JSON was parsed already, by a parser that does not tell of keys that stand there twice.

    Raises one of MISREAD where anything is not as usual, be it wrong or only rare: read_facts_line says what it is.
    """
    facts = build_facts(FIRST_FAULT, given)
    keys = count_known_keys(given)
    read_values_beside(FIRST_FAULT, given)
    # Every key is followed by a colon, those that the parser dropped as well; the moment has colons of its own. Where
    # that makes all of the line, no key stood there twice. A colon in disguise is the only thing that could hide one.
    if line.count(b":") != keys + given["application"]["filed_at"].count(":") or b"\\u003" in line:
        raise ValueError
    return facts


def count_known_keys(given: dict[str, Any]) -> int:
    """The keys of the facts at every depth. Raises ValueError at one that nobody knows."""
    application = given["application"]
    parts = (
        ("", (given,)),
        ("application", (application,)),
        ("application.documents", application.get("documents") or ()),
        ("applicant", (given.get("applicant") or {},)),
        *[(name, given.get(name) or ()) for name in ("family", "dwellings", "established")],
    )
    count = 0
    for place, objects in parts:
        known = KNOWN_KEYS[place]
        for one in objects:
            if not one.keys() <= known:
                raise ValueError(place)
            count += len(one)
    return count


def read_values_beside(r: Reader, given: dict[str, Any]) -> None:
    """The values that decide nothing: they are wrong too if they are not of their kind."""
    r.read_values(r.read_object(given, "applicant"), "applicant", APPLICANT_BESIDE)
    for at, member in r.read_list(given, "family", "family") or ():
        r.read_values(member, at, MEMBER_BESIDE)
    for at, dwelling in r.read_list(given, "dwellings", "dwellings") or ():
        r.read_values(dwelling, at, DWELLING_BESIDE)


def read_facts_line(line: bytes) -> Facts:
    """Raises InvalidFactsError with a line for every fault, ValueError and RecursionError where it is no JSON."""
    given = json.loads(line.decode("utf-8-sig"), object_pairs_hook=make_json_object, parse_constant=reject_constant)
    faults = list(find_key_faults(given, "", ""))
    if isinstance(given, dict):
        faults += find_value_faults(given)
    try:
        facts = read_naming_faults(given)
    except InvalidFactsError as unusable:
        raise InvalidFactsError([*faults, *unusable.faults]) from None
    if faults:
        raise InvalidFactsError(faults)
    return facts


def make_json_object(found: list[tuple[str, Any]]) -> JsonObject:
    made = JsonObject(found)
    if len(made) < len(found):
        made.repeated_keys = tuple(key for key, times in Counter(key for key, _ in found).items() if times > 1)
    return made


def reject_constant(constant: str) -> Any:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(constant)


def find_key_faults(given: Any, place: str, path: str) -> Iterator[str]:
    """Unknown and repeated keys of the value at `path` and of all nested ones. `place`: a key of KNOWN_KEYS."""
    if isinstance(given, list):
        for i, one in enumerate(given):
            yield from find_key_faults(one, place, f"{path}[{i}]")
    elif isinstance(given, JsonObject):
        yield from (f"{join_path(path, key)}: stands there more than once" for key in given.repeated_keys)
        for key, value in given.items():
            inner = f"{place}.{key}".lstrip(".")
            if key not in KNOWN_KEYS[place]:
                yield f"{join_path(path, key)}: unknown key"
            elif inner in KNOWN_KEYS:
                yield from find_key_faults(value, inner, join_path(path, key))


def find_value_faults(given: dict[str, Any]) -> list[str]:
    """Faults of the values that decide nothing; what is no object or list at all is told with those that decide."""
    r = FaultCollector()
    read_values_beside(r, given)
    return [fault for fault in r.faults if not fault.endswith(("an object", "a list of objects"))]


def parse_iin(raw: Any) -> str:
    if not is_valid_iin(parse_text(raw)):
        raise ValueError
    return str(raw)


IIN = Field("iin", parse_iin, "an IIN: twelve digits, the last of which is their check digit")
#: Who somebody is, and where and since when: it decides nothing.
APPLICANT_BESIDE = (IIN,)
MEMBER_BESIDE = IIN, text_field("name")
DWELLING_BESIDE = day_field("from"), text_field("address_kk"), text_field("address_ru")


def join_path(path: str, key: str) -> str:
    """The dotted path of a key. A key that is no plain word is quoted as JSON and cut to 60 characters."""
    quoted = key if re.fullmatch(r"\w{1,60}", key) else json.dumps(key[:60], ensure_ascii=False)
    return f"{path}.{quoted}" if path else quoted
