"""State database "Natural persons": kk «Жеке тұлғалар» мемлекеттік деректер қоры (ЖТ МДҚ), ru ГБД ФЛ.

Identity, citizenship, and registration at a place of residence with its date (the latter two reach us through the same
service; Law 71(1), 71(2)). Assumed, as the schema is unpublished (schemas/natural_persons.xsd):

=====================  ==================================================================
surname, name,         as in the identity document; `patronymic` may be missing
patronymic
birthDate              ISO date: age is taken from here, never from the digits of the IIN
citizenship            ISO 3166 alpha-3, "KAZ" is ours; nil: stateless; left out, or no such code: unknown
kandas                 true while a kandas certificate is valid (bases "Berkut", "Kandas"); nil: never had one
registration           nil: registered nowhere; kato, since, addressKk, addressRu; left out, or no code: unknown
=====================  ==================================================================
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.law.fact_fields import parse_text
from housing.registries.countries import COUNTRIES, OURS
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import (
    choice_of,
    field_of,
    parse_boolean,
    parse_iso_day,
    parse_kato,
    part_of,
    says_none,
)

NAME = "natural_persons"
TITLE = N_("State Database of Natural Persons")
ANSWERS = ("applicant.born", "applicant.status", "applicant.registered_in", "applicant.registered_since")


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Who is this, of what citizenship, registered where and since when?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    where = find_residence(data)
    person = {
        "surname": field_of(data, "surname", parse_text) or "",
        "given": field_of(data, "name", parse_text) or "",
        "patronymic": field_of(data, "patronymic", parse_text) or "",
        "address_kk": field_of(where, "addressKk", parse_text) or "",
        "address_ru": field_of(where, "addressRu", parse_text) or "",
    }
    applicant = {
        "born": field_of(data, "birthDate", parse_iso_day),
        "status": citizenship_status(data),
        "registered_in": "" if says_none(data, "registration") else field_of(where, "kato", parse_kato),
        "registered_since": field_of(where, "since", parse_iso_day),
    }
    return {"applicant": applicant, "person": person}


def find_residence(data: _Element) -> _Element | None:
    """Where somebody is registered; None where nothing is said that is understood, and where it is nowhere."""
    try:
        return part_of(data, "registration")
    except ValueError:
        return None


def citizenship_status(data: _Element) -> str | None:
    """A kandas certificate counts while the base says that it is valid; which day it ends is the base's affair."""
    kandas = False if says_none(data, "kandas") else field_of(data, "kandas", parse_boolean)
    citizenship = "" if says_none(data, "citizenship") else field_of(data, "citizenship", choice_of(COUNTRIES))
    if citizenship == OURS:
        return "citizen"
    if kandas:
        return "kandas"
    return None if citizenship is None or kandas is None else "other"
