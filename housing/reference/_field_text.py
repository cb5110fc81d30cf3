"""Fields of reference data in words: values as people read them, what an input takes, how long a message is."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from housing.labels import N_
from housing.presentation.formats import format_datetime, language
from housing.queries.reference.names import label_for_key
from housing.reference_data.fields import Field, message_length, wrap_in_braces
from housing.reference_data.law_numbers import NUMBERS

LANGUAGES = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "en": N_("in English")}
YES_NO = {"yes": N_("yes"), "no": N_("no")}


def input_labels(field: Field) -> list[str]:
    """The label of each input."""
    if not field.in_languages:
        return [_(field.label)]
    return [f"{_(field.label)}, {_(LANGUAGES[one])}" for one in field.languages]


def field_hint(field: Field, typed: str) -> str:
    """What stands between the label and the input; "": nothing has to be said."""
    hint = _("For example, 31.01.2027") if field.kind == "date" else _(field.hint) if field.hint else ""
    told = [hint, *placeholder_hints(field), *([describe_length(field, typed)] if field.parts and typed else [])]
    return ". ".join(filter(None, told))


def placeholder_hints(field: Field) -> list[str]:
    """Each with what is filled in."""
    if field.kind != "template":
        return []
    if not any(one.words for one in field.blanks.values()):
        return [_("No placeholders")]
    told = {needed: "; ".join(list_placeholders(field, needed)) for needed in (True, False)}
    return [
        *([_("Needed: %(names)s", names=told[True])] if told[True] else []),
        *([_("Possible: %(names)s", names=told[False])] if told[False] else []),
        *([number_forms_hint()] if any(field.blanks[name].words for name in NUMBERS if name in field.blanks) else []),
    ]


def list_placeholders(field: Field, needed: bool) -> list[str]:
    told = {name: one.words for name, one in field.blanks.items() if one.words and one.needed is needed}
    return [f"{wrap_in_braces(name)} – {_(words)}" for name, words in told.items()]


def number_forms_hint() -> str:
    """A number of the law brings its noun, and its form is told by its end."""
    return _(
        "A number of the law brings its noun: {complaint_months}; as a word {complaint_months_in_words}; in the"
        " Russian genitive {complaint_months_of}, {complaint_months_of_in_words}"
    )


def describe_length(field: Field, typed: str) -> str:
    length = message_length(field, typed)
    return _(
        "With the longest values: characters %(units)s of %(single)s, parts %(parts)s",
        units=length.units,
        single=length.single,
        parts=length.parts,
    )


def format_value(field: Field, value: Any, tongue: str = "") -> str:
    """A value as people read it; words in the language of the page or in this one."""
    if value in (None, "", []):
        return ""
    if field.kind == "reference":
        keys = [value] if isinstance(value, str) else value
        return ", ".join(label_for_key(field.of, key, tongue or language()) for key in keys)
    if field.in_languages:
        return str(value.get(tongue or language()) or value[field.languages[0]])
    if field.kind in ("choice", "yes_no"):
        choices = field.choices or YES_NO
        return _(choices[value if field.kind == "choice" else "yes" if value else "no"])
    return format_datetime(date.fromisoformat(value), "num") if field.kind == "date" else str(value)
