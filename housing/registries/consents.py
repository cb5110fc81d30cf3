"""Personal data access control: kk дербес деректерге қол жеткізуді бақылаудың мемлекеттік сервисі, ru КДП.

Asked for every adult family member before anything else is asked about them (Law 71(1); Law on Personal Data, 8 and
8-1). Assumed, as the schema is unpublished (schemas/consents.xsd): `granted` is true with a token; status NO_CONSENT
is a refusal or a withdrawal; status NO_DATA means that the person has not replied to the request yet.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.registries.gateway import Gateway, SourceAnswer, State, build_answer
from housing.registries.reading import field_of, parse_boolean

NAME = "consents"
TITLE = N_("State Service of Access Control to Personal Data")
ANSWERS = ("family[].consent",)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Does this person let us look? NO_CONSENT is a no; NO_DATA is no reply yet, hence unknown."""
    answer = build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)
    return replace(answer, facts={"consent": False}) if answer.state is State.NO_CONSENT else answer


def parse_facts(data: _Element) -> dict[str, Any]:
    if field_of(data, "granted", parse_boolean) is not True:
        raise ValueError("a refusal comes as the status NO_CONSENT")
    return {"consent": True}
