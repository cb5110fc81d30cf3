"""Mortgages under state programmes: kk мемлекеттік бағдарламалар бойынша ипотека, ru ипотека по госпрограммам.

Whether the person bought a dwelling with a mortgage of the National Bank, of a state housing programme or the like
(Law 72, 8)). Which body answers is unpublished; assumed (schemas/mortgages.xsd): `stateSupported` true or false;
left out or nil is unknown.
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import field_of, parse_boolean

NAME = "mortgages"
TITLE = N_("Records of Mortgages under State Programmes")
ANSWERS = ("applicant.state_supported_mortgage",)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Did this person buy a dwelling with a mortgage of a state programme?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    return {"applicant": {"state_supported_mortgage": field_of(data, "stateSupported", parse_boolean)}}
