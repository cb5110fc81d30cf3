"""State database "Natural persons": kk «Жеке тұлғалар» мемлекеттік деректер қоры (ЖТ МДҚ), ru ГБД ФЛ.

Identity, citizenship, and registration at a place of residence with its date (the latter two reach us through the same
service; Law 71(1), 71(2)). Assumed, as the schema is unpublished:

=====================  ==================================================================
surname, name,         as in the identity document; `patronymic` may be missing
patronymic
birthDate              ISO date: age is taken from here, never from the digits of the IIN
citizenship            ISO 3166 alpha-3, "KAZ" is ours; "" stateless
kandas                 true while a kandas certificate is valid
registration           null: registered nowhere; {kato, since, addressKk, addressRu}
=====================  ==================================================================
"""

from __future__ import annotations

from typing import Any

from housing.facts_json import code, text, truth
from housing.registries.gateway import Answer, Gateway, answered, field_of, iso_day
from housing.words import N_

NAME = "natural_persons"
TITLE = N_("State Database of Natural Persons")
ANSWERS = ("applicant.born", "applicant.status", "applicant.registered_in", "applicant.registered_since")


def ask(gateway: Gateway, iin: str) -> Answer:
    """Who is this, of what citizenship, registered where and since when?"""
    return answered(NAME, iin, gateway.send(NAME, iin), facts)


def facts(data: dict[str, Any]) -> dict[str, Any]:
    where = registration(data)
    person = {
        "surname": field_of(data, "surname", text) or "",
        "given": field_of(data, "name", text) or "",
        "patronymic": field_of(data, "patronymic", text) or "",
        "address_kk": field_of(where, "addressKk", text) or "",
        "address_ru": field_of(where, "addressRu", text) or "",
    }
    applicant = {
        "born": field_of(data, "birthDate", iso_day),
        "status": status(data),
        "registered_in": field_of(where, "kato", code),
        "registered_since": field_of(where, "since", iso_day),
    }
    return {"applicant": applicant, "person": person}


def registration(data: dict[str, Any]) -> dict[str, Any]:
    """A null says "registered nowhere"; a missing key says nothing."""
    if "registration" not in data:
        return {}
    return {"kato": ""} if data["registration"] is None else dict(data["registration"])


def status(data: dict[str, Any]) -> str | None:
    citizenship, kandas = field_of(data, "citizenship", text), field_of(data, "kandas", truth)
    if citizenship == "KAZ":
        return "citizen"
    if kandas:
        return "kandas"
    return None if citizenship is None or kandas is None else "other"
