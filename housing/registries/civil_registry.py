"""Civil registry: kk АХАЖ («АХАЖ тіркеу пункті» ақпараттық жүйесі), ru ИС «Регистрационный пункт ЗАГС».

Marriages and births (Annex 1, row 9). Assumed, as the schema is unpublished: `records`, each of

===========  =====================================================================
kind         marriage, birth, adoption; other records say nothing about the family
iin, name    of the other person: spouse or child; null IIN where none was issued
birthDate    ISO date
endedOn      null, or the day of a divorce, a death, a cancelled adoption
===========  =====================================================================
"""

from __future__ import annotations

import re
from typing import Any

from housing.facts_json import text
from housing.registries.gateway import Answer, Gateway, answered, field_of, iso_day
from housing.words import N_

NAME = "civil_registry"
TITLE = N_("Civil Registry")
ANSWERS = ("family",)

RELATIONS = {"marriage": "spouse", "birth": "child", "adoption": "child"}


def ask(gateway: Gateway, iin: str) -> Answer:
    """Who are the spouse and the children, of any age?"""
    return answered(NAME, iin, gateway.send(NAME, iin), facts)


def facts(data: dict[str, Any]) -> dict[str, Any]:
    """An ended record is no family today; a record without `endedOn` breaks the schema, for it cannot be judged."""
    lasting = [record for record in data["records"] if record["endedOn"] is None]
    return {"family": [member(record) for record in lasting if record["kind"] in RELATIONS]}


def member(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "iin": field_of(record, "iin", number),
        "relation": RELATIONS[record["kind"]],
        "born": field_of(record, "birthDate", iso_day),
        "name": field_of(record, "name", text),
    }


def number(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{12}", value):
        raise ValueError("an IIN has twelve digits")
    return value
