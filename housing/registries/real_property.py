"""Register of immovable property: kk Жылжымайтын мүлік тіркелімі, ru ГБД «Регистр недвижимости», правовой кадастр.

Rights of ownership in dwellings in all Kazakhstan, lasting and ended, with dates (Rules 15, 2); Annex 1, row 9). Asked
about the applicant, minor children, and adults of the family who consented. Assumed, as the schema is
unpublished (schemas/real_property.xsd): `rights`, each `right` of

=====================  ===============================================================================
objectId               the object: rights with the same one are rights in one dwelling
objectType             "dwelling" for houses and flats; those of OTHER_OBJECTS are left out here; what is neither may be
                       a dwelling: its record is told, and whether it stands is unknown
kato                   settlement of the object
addressKk, addressRu   its address
share                  "1/1", "1/4"
registered             ISO date on which the right began
ended                  nil: owned today; ISO date: ended then; left out: not known
endedBy                SALE, GIFT, EXCHANGE, BUYOUT, INHERITANCE, DESTRUCTION, OTHER; anything else is unknown
fit, emergency         true, false; left out or nil where nobody recorded it
=====================  ===============================================================================

Only an empty `rights` says that somebody holds nothing: the status NO_DATA does not.
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.law.fact_fields import parse_share, parse_text
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import (
    choice_of,
    field_of,
    is_readable,
    parse_boolean,
    parse_iso_day,
    parse_kato,
    parts_of,
)

NAME = "real_property"
TITLE = N_("Register of Immovable Property")
ANSWERS = ("dwellings",)

DWELLING = "dwelling"
OTHER_OBJECTS = ("garage", "parking", "land", "storage", "outbuilding", "commercial", "office", "industrial")
ENDED_BY = {
    "SALE": "sale",
    "GIFT": "gift",
    "EXCHANGE": "exchange",
    "BUYOUT": "bought_out",
    "INHERITANCE": "inheritance_left",
    "DESTRUCTION": "destroyed",
    "OTHER": "other",
}


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """What dwellings does this person own, and what did they own?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    rights = [(right, is_dwelling(right)) for right in parts_of(data, "rights", "right")]
    return {"dwellings": [parse_dwelling(right, known=is_one) for right, is_one in rights if is_one is not False]}


def is_dwelling(right: _Element) -> bool | None:
    """Is it a right in a dwelling? None where the kind of the object is none that we know."""
    found = field_of(right, "objectType", choice_of((DWELLING, *OTHER_OBJECTS)))
    return None if found is None else found == DWELLING


def parse_dwelling(right: _Element, known: bool | None) -> dict[str, Any]:
    part = field_of(right, "share", parse_share)
    found = {
        "id": field_of(right, "objectId", parse_text),
        "settlement": field_of(right, "kato", parse_kato),
        "share": part and f"{part.numerator}/{part.denominator}",
        "from": field_of(right, "registered", parse_iso_day),
        "until_by": ENDED_BY.get(field_of(right, "endedBy", choice_of(ENDED_BY)) or ""),
        "fit": field_of(right, "fit", parse_boolean),
        "emergency": field_of(right, "emergency", parse_boolean),
        "address_kk": field_of(right, "addressKk", parse_text) or "",
        "address_ru": field_of(right, "addressRu", parse_text) or "",
    }
    if is_readable(right, "ended", parse_iso_day):
        found["until"] = field_of(right, "ended", parse_iso_day)
    return found if known else {**found, "stands": None}
