"""Records of the state housing fund: kk мемлекеттік тұрғын үй қоры, ru учёт государственного жилищного фонда.

Dwellings given to a person by the state or rented for them by the akimat, and those privatised (Law 72, 4) and 6)).
Assumed, as the schema is unpublished (schemas/state_housing.xsd): `inUse` (of the fund, or rented by the akimat) and
`privatised`, true or false; left out or nil is unknown.
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import field_of, parse_boolean

NAME = "state_housing"
TITLE = N_("Records of the State Housing Fund")
ANSWERS = ("applicant.uses_state_dwelling", "applicant.privatised_state_dwelling")


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Does this person use a dwelling of the state, and did they ever privatise one?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    uses, privatised = field_of(data, "inUse", parse_boolean), field_of(data, "privatised", parse_boolean)
    return {"applicant": {"uses_state_dwelling": uses, "privatised_state_dwelling": privatised}}
