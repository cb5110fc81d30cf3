"""What the state bases of the stage say about a person, each as its adapter assumes the real one to speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from housing.demo.people import Home, Member, Person

Said = tuple[str, dict[str, Any]]
NOT_FOUND: Said = ("NOT_FOUND", {})
NO_DATA: Said = ("NO_DATA", {})
ENDED_BY = {
    "sale": "SALE",
    "gift": "GIFT",
    "exchange": "EXCHANGE",
    "bought_out": "BUYOUT",
    "inheritance_left": "INHERITANCE",
    "destroyed": "DESTRUCTION",
    "other": "OTHER",
}


def not_asked(somebody: Person | Member) -> Said:
    return NOT_FOUND


def natural_persons(person: Person) -> Said:
    where = {
        "kato": person.registered_in,
        "since": person.registered_since and person.registered_since.isoformat(),
        "addressKk": person.address_kk,
        "addressRu": person.address_ru,
    }
    return "FOUND", {
        "surname": person.surname_kk,
        "name": person.given_kk,
        "patronymic": person.patronymic_kk,
        "birthDate": person.born.isoformat(),
        "citizenship": "KAZ" if person.status == "citizen" else "UZB",
        "kandas": person.status == "kandas",
        "registration": where if person.registered_in else None,
    }


def civil_registry(person: Person) -> Said:
    return "FOUND", {"records": [record(member) for member in person.family]}


def record(member: Member) -> dict[str, Any]:
    return {
        "kind": {"spouse": "marriage", "child": "birth"}[member.relation],
        "iin": member.iin,
        "name": member.name_kk,
        "birthDate": member.born.isoformat(),
        "endedOn": None,
    }


def consents(member: Member) -> Said:
    replies: dict[str | None, Said] = {"given": ("FOUND", {"granted": True}), "refused": ("NO_CONSENT", {})}
    return replies.get(member.consent, NO_DATA)


def real_property(owner: Person | Member) -> Said:
    return "FOUND", {"rights": [right(home) for home in owner.dwellings]}


def right(home: Home) -> dict[str, Any]:
    return {
        "objectId": home.id,
        "objectType": "dwelling",
        "kato": home.settlement,
        "addressKk": home.address_kk,
        "addressRu": home.address_ru,
        "share": home.share,
        "registered": home.since.isoformat(),
        "ended": home.until and home.until.isoformat(),
        "endedBy": home.until_by and ENDED_BY[home.until_by],
        "fit": home.fit,
        "emergency": home.emergency,
    }


def orphans(person: Person) -> Said:
    if "orphan_on_record" not in person.flags:
        return NO_DATA
    return "FOUND", {"onRecord": True, "representative": person.represented_by or None}


def republican_base(person: Person) -> Said:
    return "FOUND", {"registered": "in_republican_base" in person.flags}


def state_housing(person: Person) -> Said:
    uses, privatised = "uses_state_dwelling" in person.flags, "privatised_state_dwelling" in person.flags
    return "FOUND", {"inUse": uses, "privatised": privatised}


def mortgages(person: Person) -> Said:
    return "FOUND", {"stateSupported": "state_supported_mortgage" in person.flags}


def categories(person: Person) -> Said:
    return "FOUND", {"codes": list(person.categories)}


def mobile_base(person: Person) -> Said:
    return "FOUND", {"phone": person.phone, "registered": True, "connected": person.phone_linked}


def mobile_base_of_member(member: Member) -> Said:
    return ("FOUND", {"phone": member.phone, "registered": True, "connected": True}) if member.phone else NOT_FOUND


SERVICES: dict[str, Callable[[Person], Said]] = {
    service.__name__: service
    for service in (
        natural_persons,
        civil_registry,
        real_property,
        orphans,
        republican_base,
        state_housing,
        mortgages,
        categories,
        mobile_base,
    )
}
MEMBER_SERVICES: dict[str, Callable[[Member], Said]] = {
    "consents": consents,
    "real_property": real_property,
    "mobile_base": mobile_base_of_member,
}
