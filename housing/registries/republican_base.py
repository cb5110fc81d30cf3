"""Unified republican electronic base of the akimats: kk Бірыңғай республикалық электрондық база, ru ЕРЭБ.

Whoever stands in it may not be registered here as well (Law 71(5)). Assumed, as the schema is unpublished
(schemas/republican_base.xsd): `registered` true or false; left out or nil is unknown.
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import field_of, parse_boolean

NAME = "republican_base"
TITLE = N_("Unified Republican Electronic Base")
ANSWERS = ("applicant.in_republican_base",)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Does this person stand in the akimats' base?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    return {"applicant": {"in_republican_base": field_of(data, "registered", parse_boolean)}}
