"""What a row of the journal says besides, in words: each detail by its name, each code as people read it.

A code that has no words any more stands as it is: the journal is older than some of its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from flask_babel import gettext as _

from housing.config import current_services
from housing.labels import (
    ACTORS,
    GENERAL,
    GENERAL_LIST,
    MESSAGE_KINDS,
    ROLES,
)
from housing.law.eligibility import GROUNDS
from housing.law.inventory import DIED
from housing.law.working_time import ALMATY
from housing.operator._case_parts import catalog_label
from housing.operator._journal_words import CODE_LABELS, DETAIL_LABELS, EVENT_LABELS, YES_NO
from housing.presentation import fact_text, ground_text
from housing.presentation.formats import format_datetime, group_digits, language
from housing.queries.journal.events import JournalRow
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.settlements import branch_name
from housing.queries.reference.source_settings import source_title
from housing.reference_data.catalogs import CATALOGS
from housing.registries import SOURCES


def catalog_title(code: str) -> str:
    return next((_(one.title) for one in CATALOGS if one.code == code), code)


def describe_ground(key: str, at: datetime) -> str:
    """A ground, or a reason of one, in the words and with the numbers of that day."""
    found = next((one for one in GROUNDS if one.key == key), None)
    numbers = load_law_numbers(at.astimezone(ALMATY).date())
    return ground_text.describe_ground(found, load_ground_texts(at), numbers).requirement if found else key


def describe_grounds(value: Mapping[str, Any], at: datetime) -> str:
    return "; ".join(describe_ground(key, at) for key in value.get("reasons", [value.get("code", "")]))


def format_moment(value: str) -> str:
    """A day, or a day and a time, which stand in a row as ISO writes them."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return format_datetime(date.fromisoformat(value), "num")
    return format_datetime(datetime.fromisoformat(value), "stamp")


#: What is looked up, by the name of the detail.
DETAIL_FORMATTERS: dict[str, Callable[[str], str]] = {
    "catalog": catalog_title,
    "cause": partial(catalog_label, "causes"),
    "category": partial(catalog_label, "categories"),
    "list": lambda code: _(GENERAL) if code == GENERAL_LIST else catalog_label("categories", code),
    "branch": lambda code: branch_name(code, language()),
    "settlement": lambda code: catalog_label("settlements", code),
    "silent": lambda code: source_title(code) if code in SOURCES else code,
    "fact": lambda fact: fact_text.label_with_subject(catalog_label, fact, {}),
    "unknown": lambda fact: fact_text.label_with_subject(catalog_label, fact, {}),
    "against": lambda key: describe_ground(key, current_services().clock()) if key != DIED else _("Death"),
    "carried_from": group_digits,
}
ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+([+-][0-9:]+|Z)?)?")


def label_details(kind: str, detail: Mapping[str, Any], at: datetime) -> list[tuple[str, str]]:
    """Each with its name; what is empty is left out. `kind`: of the row; `at`: when it was written."""
    told = [(name, value) for name, value in detail.items() if value not in ("", None, [], {})]
    return [
        (_(DETAIL_LABELS[name]) if name in DETAIL_LABELS else name, format_detail(kind, name, value, at))
        for name, value in told
    ]


def format_detail(kind: str, name: str, value: Any, at: datetime) -> str:
    if isinstance(value, bool):
        return _(YES_NO[value])
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(format_detail(kind, name, one, at) for one in value))
    if isinstance(value, dict):
        if name == "grounds":
            return describe_grounds(value, at)
        return ", ".join(f"{label}: {words}" for label, words in label_details(kind, value, at))
    if name == "kind":
        return catalog_label("documents", value) if kind.startswith("paper.") else _(MESSAGE_KINDS.get(value, value))
    if value in CODE_LABELS.get(name, {}):
        return _(CODE_LABELS[name][value])
    if isinstance(value, str) and name in DETAIL_FORMATTERS:
        return DETAIL_FORMATTERS[name](value)
    return format_moment(value) if isinstance(value, str) and ISO_MOMENT.fullmatch(value) else str(value)


def actor_label(row: JournalRow) -> str:
    """The official by name and role, or which of the others."""
    if row.name and row.role:
        return f"{row.name}, {_(ROLES[row.role])}"
    return _(ACTORS[row.actor]) if row.actor in ACTORS else row.actor


def event_label(row: JournalRow) -> str:
    return _(EVENT_LABELS.get(row.kind, row.kind))


def describe_details(row: JournalRow) -> str:
    """What the row says besides, in words."""
    return "; ".join(f"{name}: {words}" for name, words in label_details(row.kind, row.detail, row.at))
