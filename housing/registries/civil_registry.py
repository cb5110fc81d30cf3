"""Civil registry: kk АХАЖ («АХАЖ тіркеу пункті» ақпараттық жүйесі), ru ИС «Регистрационный пункт ЗАГС».

Marriages, births, deaths (Annex 1, row 9). Assumed, as the schema is unpublished (schemas/civil_registry.xsd):
`records` about the person who was asked about, each `record` of

===========  ======================================================================================================
kind         marriage, birth (of a child), adoption, death; those of SILENT say nothing about the family
iin, name    of the other person: spouse or child, or in a death record of who died; nil IIN where none was issued
birthDate    ISO date
endedOn      nil: lasting; the day of a divorce, of a cancelled adoption or of a death; in a death record its day
===========  ======================================================================================================

A death record ends every other record of the same person, whether or not they say so themselves. Where it is the person
asked about who died, or nobody can tell who did, nothing is said of a family: an official has to look. In the first
case the day of the death is told instead, as `died_on`, "" where it cannot be read. A record of another kind, or one of
which nobody can tell whether it lasts, may be of somebody of the family: it is told as a member of whom nothing is
known, so that nobody is asked about them and the case goes to an official.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.law.fact_fields import parse_text
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import (
    choice_of,
    field_of,
    is_readable,
    parse_iso_day,
    part_of,
    parts_of,
    says_none,
)

NAME = "civil_registry"
TITLE = N_("Civil Registry")
ANSWERS = ("family",)

RELATIONS = {"marriage": "spouse", "birth": "child", "adoption": "child"}
DEATH = "death"
#: Kinds of records that say nothing about the family of today.
SILENT = ("divorce", "name_change", "paternity")
KINDS = (*RELATIONS, DEATH, *SILENT)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Who are the spouse and the children, of any age?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    """An ended record is no family today. Raises LookupError and ValueError where the data break the schema."""
    records = parts_of(data, "records", "record")
    deaths = [record for record in records if record_kind(record) == DEATH]
    dead = {field_of(record, "iin", parse_iin) for record in deaths} - {None}
    subject = field_of(data, "iin", parse_iin)
    if any(not is_readable(record, "iin", parse_iin) for record in deaths):
        return {}
    if subject in dead:
        own = next(record for record in deaths if field_of(record, "iin", parse_iin) == subject)
        return {"died_on": field_of(own, "endedOn", parse_iso_day) or ""}
    family = [
        parse_member(record) for record in records if record_kind(record) not in (DEATH, *SILENT) and may_last(record)
    ]
    return {"family": [one for one in family if one["iin"] not in dead]}


def record_kind(record: _Element) -> str | None:
    """None where it is none that we know. Raises LookupError where nothing is said of it."""
    if part_of(record, "kind") is None:
        raise LookupError("kind")
    found: str | None = field_of(record, "kind", choice_of(KINDS))
    return found


def may_last(record: _Element) -> bool:
    """A record without `endedOn` breaks the schema, for it cannot be judged: raises LookupError."""
    if part_of(record, "endedOn") is None:
        raise LookupError("endedOn")
    return field_of(record, "endedOn", parse_iso_day) is None


def parse_member(record: _Element) -> dict[str, Any]:
    """Of whom it is not certain that they belong to the family only the name is told."""
    name = field_of(record, "name", parse_text)
    relation = RELATIONS.get(record_kind(record) or "")
    if relation is None or not says_none(record, "endedOn"):
        return {"iin": None, "relation": None, "born": None, "name": name}
    return {
        "iin": field_of(record, "iin", parse_iin),
        "relation": relation,
        "born": field_of(record, "birthDate", parse_iso_day),
        "name": name,
    }


def parse_iin(value: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", value):
        raise ValueError("an IIN has twelve digits")
    return value
