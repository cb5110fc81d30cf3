"""Register of immovable property: kk Жылжымайтын мүлік тіркелімі, ru ГБД «Регистр недвижимости», правовой кадастр.

Rights of ownership in dwellings in all Kazakhstan, lasting and ended, with dates (Rules 15, 2); Annex 1, row 9). Asked
about the applicant, minor children, and adults of the family who consented. Assumed, as the schema is
unpublished (schemas/real_property.xsd): `rights`, each `right` of

=====================  ===============================================================================
objectId, objectType   "dwelling" for houses and flats; garages, land and the rest are left out here
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

from housing.facts_json import code, share, text
from housing.registries.gateway import Answer, Gateway, answered
from housing.registries.reading import field_of, iso_day, needed, part_of, parts_of, truth
from housing.words import N_

NAME = "real_property"
TITLE = N_("Register of Immovable Property")
ANSWERS = ("dwellings",)

ENDED_BY = {
    "SALE": "sale",
    "GIFT": "gift",
    "EXCHANGE": "exchange",
    "BUYOUT": "bought_out",
    "INHERITANCE": "inheritance_left",
    "DESTRUCTION": "destroyed",
    "OTHER": "other",
}


def ask(gateway: Gateway, iin: str) -> Answer:
    """What dwellings does this person own, and what did they own?"""
    return answered(NAME, iin, gateway.send(NAME, iin), facts)


def facts(data: _Element) -> dict[str, Any]:
    rights = parts_of(data, "rights", "right")
    return {"dwellings": [dwelling(right) for right in rights if needed(right, "objectType", text) == "dwelling"]}


def dwelling(right: _Element) -> dict[str, Any]:
    part = field_of(right, "share", share)
    found = {
        "id": field_of(right, "objectId", text),
        "settlement": field_of(right, "kato", code),
        "share": part and f"{part.numerator}/{part.denominator}",
        "from": field_of(right, "registered", iso_day),
        "until_by": ENDED_BY.get(field_of(right, "endedBy", text) or ""),
        "fit": field_of(right, "fit", truth),
        "emergency": field_of(right, "emergency", truth),
        "address_kk": field_of(right, "addressKk", text) or "",
        "address_ru": field_of(right, "addressRu", text) or "",
    }
    return found if part_of(right, "ended") is None else {**found, "until": field_of(right, "ended", iso_day)}
