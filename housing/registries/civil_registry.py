"""Civil registry: kk АХАЖ («АХАЖ тіркеу пункті» ақпараттық жүйесі), ru ИС «Регистрационный пункт ЗАГС».

Marriages, births, deaths (Annex 1, row 9). Assumed, as the schema is unpublished (schemas/civil_registry.xsd):
`records` about the person who was asked about, each `record` of

===========  ======================================================================================================
kind         marriage, birth (of a child), adoption, death; other records say nothing about the family
iin, name    of the other person: spouse or child, or in a death record of who died; nil IIN where none was issued
birthDate    ISO date
endedOn      nil: lasting; the day of a divorce, of a cancelled adoption or of a death; in a death record its day
===========  ======================================================================================================

A death record ends every other record of the same person, whether or not they say so themselves. Where it is the person
asked about who died, nothing is said of a family: an official has to look.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import _Element

from housing.facts_json import text
from housing.registries.gateway import Answer, Gateway, answered
from housing.registries.reading import field_of, iso_day, needed, part_of, parts_of
from housing.words import N_

NAME = "civil_registry"
TITLE = N_("Civil Registry")
ANSWERS = ("family",)

RELATIONS = {"marriage": "spouse", "birth": "child", "adoption": "child"}


def ask(gateway: Gateway, iin: str) -> Answer:
    """Who are the spouse and the children, of any age?"""
    return answered(NAME, iin, gateway.send(NAME, iin), facts)


def facts(data: _Element) -> dict[str, Any]:
    """An ended record is no family today."""
    records = parts_of(data, "records", "record")
    dead = {field_of(record, "iin", number) for record in records if kind(record) == "death"} - {None}
    if field_of(data, "iin", number) in dead:
        return {}
    family = [member(record) for record in records if kind(record) in RELATIONS and lasts(record)]
    return {"family": [one for one in family if one["iin"] not in dead]}


def kind(record: _Element) -> str:
    return str(needed(record, "kind", text))


def lasts(record: _Element) -> bool:
    """A record without `endedOn` breaks the schema, for it cannot be judged."""
    if part_of(record, "endedOn") is None:
        raise LookupError("endedOn")
    return field_of(record, "endedOn", iso_day) is None


def member(record: _Element) -> dict[str, Any]:
    return {
        "iin": field_of(record, "iin", number),
        "relation": RELATIONS[kind(record)],
        "born": field_of(record, "birthDate", iso_day),
        "name": field_of(record, "name", text),
    }


def number(value: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", value):
        raise ValueError("an IIN has twelve digits")
    return value
