"""What the state bases told, line by line as the page of facts shows it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _

from housing.actions.filing.build_document import label_for_code
from housing.labels.fact_labels import STATUS_OF_PERSON
from housing.presentation.fact_text import describe_dwelling, describe_member
from housing.presentation.formats import format_datetime, language
from housing.queries.filing.person_facts import PersonAnswer, PersonFacts
from housing.queries.reference.names import load_catalog_rows

#: What stands by itself at the end: a source, and the fact of the applicant that it is there to answer.
YES_NO_FACTS = (
    ("orphans", "orphan_on_record"), ("republican_base", "in_republican_base"),
    ("state_housing", "uses_state_dwelling"), ("state_housing", "privatised_state_dwelling"),
    ("mortgages", "state_supported_mortgage"),
)  # fmt: skip


class FactLine(NamedTuple):
    """A fact on the screen: `value` in words, empty where the source did not tell; `heard`: who said it and when."""

    key: str
    label: str
    value: str
    heard: PersonAnswer | None


def applicant_lines(known: PersonFacts) -> list[FactLine]:
    person, a, heard = known.person, known.applicant, known.about_applicant.get("natural_persons")
    name = " ".join(filter(None, (person.get(part) for part in ("surname", "given", "patronymic"))))
    status = STATUS_OF_PERSON.get(a.get("status") or "")
    return [
        FactLine("name", _("Name, IIN"), f"{name}, {known.iin}" if name else "", heard),
        FactLine("status", _("Citizenship"), _(status) if status else "", heard),
        FactLine("born", _("Date of birth"), format_day(a.get("born")), heard),
        FactLine("address", _("Registered address"), format_address(known), heard),
        FactLine("since", _("Registered there since"), format_day(a.get("registered_since")), heard),
    ]


def format_address(known: PersonFacts) -> str:
    code = known.applicant.get("registered_in")
    if code is None:
        return ""
    if code == "":
        return _("Registered nowhere")
    written = known.person.get("address_ru" if language() == "ru" else "address_kk")
    return written or label_for_code("settlements", code)


def family_lines(known: PersonFacts) -> list[tuple[FactLine, str]]:
    """Each member, with how their consent stands: given, refused, awaited, or "" where a minor needs none."""
    heard = known.about_applicant.get("civil_registry")
    return [
        (FactLine(f"member-{i}", "", describe_member(m), heard), consent_state(known, m))
        for i, m in enumerate(known.family or ())
    ]


def consent_state(known: PersonFacts, m: dict[str, Any]) -> str:
    if m["iin"] not in known.consents and m["relation"] != "declared":
        return ""
    return {True: "given", False: "refused", None: "awaited"}[m["consent"]]


def dwelling_lines(known: PersonFacts) -> list[FactLine]:
    heard = known.about_applicant.get("real_property")
    earlier, today = _("Owned earlier"), _("Owned now")
    return [
        FactLine(f"dwelling-{i}", earlier if d.get("until") else today, describe_dwelling(d, label_for_code), heard)
        for i, d in enumerate(known.dwellings or ())
    ]


def other_lines(known: PersonFacts) -> list[FactLine]:
    """One yes or no of each of the other bases, and the categories that are confirmed."""
    labels = {
        "orphan_on_record": _("On record as an orphan or as left without parental care"),
        "in_republican_base": _("In the queue of an akimat"),
        "uses_state_dwelling": _("Uses a dwelling of the state fund"),
        "privatised_state_dwelling": _("Privatised a dwelling of the state fund"),
        "state_supported_mortgage": _("Bought a dwelling with a mortgage of a state programme"),
    }
    lines = [
        FactLine(fact, labels[fact], format_yes_no(known.applicant.get(fact)), known.about_applicant.get(source))
        for source, fact in YES_NO_FACTS
    ]
    confirmed = known.categories
    known_codes = load_catalog_rows("categories").known
    told = ", ".join(label_for_code("categories", code) for code in confirmed or () if code in known_codes)
    words = "" if confirmed is None else told or _("None")
    heard = known.about_applicant.get("categories")
    return [*lines, FactLine("categories", _("Confirmed categories of article 74(1)"), words, heard)]


def format_yes_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")


def format_day(iso: str | None) -> str:
    return format_datetime(date.fromisoformat(iso), "num") if iso else ""
