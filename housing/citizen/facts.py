"""What the state bases say about the person, each fact with its source and time, before anything is signed."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import Response, g
from flask_babel import gettext as _

from housing.actions.answer import NoDraft
from housing.actions.start import ask_again
from housing.citizen import citizen
from housing.config import outside
from housing.formats import language, say_when
from housing.queries.draft import draft_of
from housing.queries.person_facts import Heard, PersonFacts, person_facts
from housing.queries.settlements import settlement_name
from housing.telling import dwelling, member
from housing.web import CITIZEN, access, back_to, now, page
from housing.words import CATEGORIES, STATUS_OF_PERSON

#: What stands by itself at the end: a source, and the fact of the applicant that it is there to answer.
SINGLE = (
    ("orphans", "orphan_on_record"), ("republican_base", "in_republican_base"),
    ("state_housing", "uses_state_dwelling"), ("state_housing", "privatised_state_dwelling"),
    ("mortgages", "state_supported_mortgage"),
)  # fmt: skip


class Line(NamedTuple):
    """A fact on the screen: `value` in words, empty where the source did not tell; `heard`: who said it and when."""

    key: str
    label: str
    value: str
    heard: Heard | None


@citizen.get("/apply/facts")
@access(CITIZEN)
def facts() -> Response:
    draft = draft_of(g.who.iin)
    if draft is None:
        return back_to("citizen.apply")
    known = person_facts(draft.id)
    return page(
        "citizen/facts.html", known=known, you=about_you(known), family=family(known), housing=housing(known),
        rest=the_rest(known), draft=draft,
    )  # fmt: skip


@citizen.post("/apply/facts")
@access(CITIZEN)
def facts_ask() -> Response:
    """Asks every base again, at once."""
    draft = draft_of(g.who.iin)
    if draft is None:
        raise NoDraft
    ask_again(draft.id, draft.iin, outside().gateway, now())
    return back_to("citizen.facts")


def about_you(known: PersonFacts) -> list[Line]:
    person, a, heard = known.person, known.applicant, known.about_applicant.get("natural_persons")
    name = " ".join(filter(None, (person.get(part) for part in ("surname", "given", "patronymic"))))
    status = STATUS_OF_PERSON.get(a.get("status") or "")
    return [
        Line("name", _("Name, IIN"), f"{name}, {known.iin}" if name else "", heard),
        Line("status", _("Citizenship"), _(status) if status else "", heard),
        Line("born", _("Date of birth"), day(a.get("born")), heard),
        Line("address", _("Registered address"), address(known), heard),
        Line("since", _("Registered there since"), day(a.get("registered_since")), heard),
    ]


def address(known: PersonFacts) -> str:
    code = known.applicant.get("registered_in")
    if code is None:
        return ""
    if code == "":
        return _("Registered nowhere")
    written = known.person.get("address_ru" if language() == "ru" else "address_kk")
    return written or settlement_name(code, language())


def family(known: PersonFacts) -> list[tuple[Line, str]]:
    """Each member, with how their consent stands: given, refused, awaited, or "" where a minor needs none."""
    heard = known.about_applicant.get("civil_registry")
    return [
        (Line(f"member-{i}", "", member(m), heard), consent(known, m))
        for i, m in enumerate(known.family or ())
    ]  # fmt: skip


def consent(known: PersonFacts, m: dict[str, Any]) -> str:
    if m["iin"] not in known.consents:
        return ""
    return {True: "given", False: "refused", None: "awaited"}[m["consent"]]


def housing(known: PersonFacts) -> list[Line]:
    heard = known.about_applicant.get("real_property")
    return [
        Line(f"dwelling-{i}", _("Owned earlier") if d.get("until") else _("Owned now"), dwelling(d, place), heard)
        for i, d in enumerate(known.dwellings or ())
    ]


def place(code: str) -> str:
    return settlement_name(code, language())


def the_rest(known: PersonFacts) -> list[Line]:
    """One yes or no of each of the other bases, and the categories that are confirmed."""
    labels = {
        "orphan_on_record": _("On record as an orphan or as left without parental care"),
        "in_republican_base": _("In the queue of an akimat"),
        "uses_state_dwelling": _("Uses a dwelling of the state fund"),
        "privatised_state_dwelling": _("Privatised a dwelling of the state fund"),
        "state_supported_mortgage": _("Bought a dwelling with a mortgage of a state programme"),
    }
    lines = [
        Line(fact, labels[fact], yes_no(known.applicant.get(fact)), known.about_applicant.get(source))
        for source, fact in SINGLE
    ]
    confirmed = known.categories
    words = "" if confirmed is None else ", ".join(_(CATEGORIES[code]) for code in confirmed) or _("None")
    heard = known.about_applicant.get("categories")
    return [*lines, Line("categories", _("Confirmed categories of article 74(1)"), words, heard)]


def yes_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")


def day(iso: str | None) -> str:
    return say_when(date.fromisoformat(iso), "num") if iso else ""
