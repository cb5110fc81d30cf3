"""A fact in words: what is known, as a person reads it; never a code, never an empty place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from flask_babel import gettext as _

from housing.labels import BASIS, N_
from housing.labels.fact_labels import CONTRADICTED, ENDED_BY, RELATIONS, STATUS_OF_PERSON
from housing.law.fact_path import FactPath
from housing.law.facts_json import read_dwellings
from housing.law.findings import AS_RECORDED, question_for, value_at
from housing.law.iin import mask_iin
from housing.law.one_dwelling import find_contradictions
from housing.presentation.formats import format_datetime, language

#: What a key of a catalog is called: its code, the key.
CatalogLabel = Callable[[str, str], str]
SETTLEMENTS, CATEGORIES, DOCUMENTS = "settlements", "categories", "documents"


def fact_label(fact: str) -> str:
    """What the fact is called."""
    asked = question_for(fact)
    if asked:
        return _(asked.words)
    path = FactPath.parse(fact)
    if str(path.collection) == "application.documents":
        return _("Documents filed")
    return _("Settlement") if path.name == "settlement" else fact


def parent_fact(fact: str) -> str:
    """`dwellings[0].until` is told with its whole dwelling, `family[1].born` with the whole person."""
    return str(FactPath.parse(fact).item)


def is_list_item(fact: str) -> bool:
    return FactPath.parse(fact).is_item


def describe_fact(given: dict[str, Any], fact: str, named: CatalogLabel) -> str:
    """One fact as a sentence: label and value. Lists items are told whole."""
    value = value_at(given, fact)
    tell: dict[str, Callable[[dict[str, Any]], str]] = {"family": describe_member}
    tell |= {
        "dwellings": partial(describe_dwelling, named=named),
        "application.documents": partial(describe_document, named=named),
    }
    path = FactPath.parse(fact)
    listed = str(path.collection)
    if listed == "dwellings" and fact != listed:
        return ", ".join([describe_dwelling(value, named), *describe_other_records(given, path.position)])
    if listed in tell:
        return describe_list(fact, value, tell[listed]) if fact == listed else tell[listed](value)
    if listed == "established" and fact != listed:
        return _("Established: it happened on %(day)s", day=format_datetime(date.fromisoformat(value["on"]), "num"))
    if fact == "applicant.registered_in":
        where = named(SETTLEMENTS, value) if value else _("nowhere")
        since = value_at(given, "applicant.registered_since")
        registered = _("Registered: %(where)s", where=where)
        if not since:
            return registered
        return _(
            "%(registered)s, since %(day)s",
            registered=registered,
            day=format_datetime(date.fromisoformat(since), "num"),
        )
    return f"{fact_label(fact)}: {format_value(value, named)}"


def describe_list(fact: str, value: list[dict[str, Any]] | None, tell: Callable[[dict[str, Any]], str]) -> str:
    """Every one of a list; that there is none is a fact as well."""
    if value is None:
        return f"{fact_label(fact)}: {_('not known')}"
    return "; ".join(map(tell, value)) or f"{fact_label(fact)}: {_('none')}"


def format_value(value: Any, named: CatalogLabel) -> str:
    if value is None:
        return _("not known")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return format_datetime(date.fromisoformat(value), "num")
    if isinstance(value, str) and re.fullmatch(r"\d{9}", value):
        return named(SETTLEMENTS, value)
    return _(STATUS_OF_PERSON[value]) if value in STATUS_OF_PERSON else str(value)


def describe_document(d: dict[str, Any], named: CatalogLabel) -> str:
    """What it is, and what an official found when reading it."""
    kind = named(DOCUMENTS, d.get("kind") or "other")
    found = {True: _("found to be reliable"), False: _("found to be unreliable"), None: _("not read yet")}
    return f"{kind}: {found[d.get('reliable')]}"


def describe_dwelling(d: dict[str, Any], named: CatalogLabel) -> str:
    """Address, share, period of ownership, how it ended, marks."""
    parts = [format_address(d, named)]
    if d.get("share"):
        parts.append(_("share %(share)s", share=d["share"]))
    parts.append(describe_ownership(d))
    ending = d.get("until_by")
    if ending:
        parts.append(_(ENDED_BY[ending]))
    if d.get("emergency"):
        parts.append(_("recognised as emergency"))
    if d.get("owner") == "family":
        parts.append(_("owned by a family member"))
    return ", ".join(part for part in parts if part)


def describe_other_records(given: dict[str, Any], position: int) -> list[str]:
    """That there are other records of the same dwelling, and that they contradict it."""
    owned = given["dwellings"]
    number = owned[position].get("id")
    records = [one for one in owned if number and one.get("id") == number]
    if len(records) < 2:
        return []
    words = [_("one dwelling, number %(id)s, by %(num)s records", id=number, num=len(records))]
    against = find_contradictions(read_dwellings(given))[position]
    return [*words, *(_(CONTRADICTED[name]) for name in sorted(against))]


def format_address(d: dict[str, Any], named: CatalogLabel) -> str:
    written = d.get("address_ru") if language() == "ru" else d.get("address_kk")
    return written or (named(SETTLEMENTS, d["settlement"]) if d.get("settlement") else _("a dwelling"))


def describe_ownership(d: dict[str, Any]) -> str:
    begun = format_datetime(date.fromisoformat(d["from"]), "num") if d.get("from") else "…"
    if d.get("until"):
        return _(
            "owned %(begun)s – %(ended)s", begun=begun, ended=format_datetime(date.fromisoformat(d["until"]), "num")
        )
    return _("owned since %(begun)s to this day", begun=begun) if "until" in d else _("until when is not known")


def describe_member(m: dict[str, Any]) -> str:
    relation = RELATIONS.get(m.get("relation") or "")
    unread = "relation" in m and m["relation"] is None  # its record says nothing that is understood
    parts = [m.get("name") or mask_iin(m.get("iin") or ""), relation and _(relation)]
    if unread:
        parts.append(_("a record of the civil registry that cannot be read"))
    if m.get("born"):
        parts.append(_("born %(day)s", day=format_datetime(date.fromisoformat(m["born"]), "num")))
    return ", ".join(part for part in parts if part)


def explain_contradiction(named: CatalogLabel, outcome: str, unknown: tuple[str, ...], given: dict[str, Any]) -> str:
    """Why a decision is not taken: the law says otherwise of these facts, or still lacks some."""
    if outcome != "review":
        return _("The decision does not follow from the facts: the law says otherwise, see the proposal.")
    missing = ", ".join(label_with_subject(named, fact, given) for fact in unknown)
    return _("The decision does not follow from the facts. Still missing: %(facts)s", facts=missing)


def label_with_subject(named: CatalogLabel, fact: str, given: dict[str, Any]) -> str:
    """What a fact is called, and of whom or of what it is one."""
    path = FactPath.parse(fact)
    of = path.item.value_in(given) if path.is_in_item else None
    if of is None:
        return fact_label(str(path.collection))
    if path.root == "application":
        return f"{fact_label(fact)}: {named(DOCUMENTS, of['kind'])}"
    whose = describe_member(of) if path.root == "family" else format_address(of, named)
    return f"{fact_label(fact)}: {whose}"


def format_table_value(named: CatalogLabel, given: dict[str, Any], fact: str, value: Any) -> str:
    """The value of a line of a table."""
    if is_list_item(fact) or (fact == "applicant.registered_in" and value is not None):
        return describe_fact(given, fact, named)
    return _("none") if value == [] else format_value(value, named)


def format_recorded_value(named: CatalogLabel, fact: str, said: Any) -> str:
    """What a database says of a disputed fact."""
    if is_list_item(fact):
        return describe_dwelling(said, named)
    if fact == "family":
        return "; ".join(describe_member(one) for one in said) or _("none")
    if fact == "applicant.registered_in":
        return named(SETTLEMENTS, said) if said else _("nowhere")
    return format_value(said, named)


def describe_counting_value(named: CatalogLabel, fact: str, found: Any) -> str:
    """Whose value counts, as an official found it."""
    if found == AS_RECORDED or (found is True and is_list_item(fact)):
        return _("the database's")
    if found is False and is_list_item(fact):
        return _("the applicant's: the record is wrong")
    if found in ("here", ""):
        return _("In the settlement applied to") if found else _("Elsewhere")
    return _("the applicant's: no spouse and no minor children") if found == [] else format_value(found, named)


#: The questions of the form, by the key of the answer.
QUESTIONS = {
    "basis": N_("Basis"),
    "settlement": N_("Settlement"),
    "category": N_("Category of article 74"),
    "agrees_smaller": N_("Floor area, fittings and storey of the dwelling"),
    "phone": N_("Mobile phone"),
    "email": N_("E-mail"),
}


def format_answer(key: str, value: str | None, named: CatalogLabel) -> str:
    """What was answered to a question of the form; empty where nothing was."""
    if key == "category" and value is not None:
        return named(CATEGORIES, value) if value else _("None of these")
    if not value:
        return ""
    if key == "basis":
        return _(BASIS[value].short)
    if key == "agrees_smaller":
        return _("I agree") if value == "yes" else _("I do not agree")
    return named(SETTLEMENTS, value) if key == "settlement" else value


def format_finding(named: CatalogLabel, fact: str, found: Any) -> str:
    """An official's finding, in the words of the answer that was chosen."""
    asked = question_for(fact)
    chosen = [sent for sent, value in asked.values.items() if value == found] if asked else []
    return _(asked.choices[chosen[0]]) if asked and chosen else describe_counting_value(named, fact, found)
