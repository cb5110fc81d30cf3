"""Beside the inputs of a field: in which language one is, which placeholders it may hold, how long a message is."""

from __future__ import annotations

from flask_babel import gettext as _

from housing.fields import Field, braced, length_of
from housing.words import N_

LANGUAGES = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "en": N_("in English")}


def labels(field: Field) -> list[str]:
    """The label of each input."""
    if not field.in_languages:
        return [_(field.label)]
    return [f"{_(field.label)}, {_(LANGUAGES[one])}" for one in field.languages]


def note(field: Field, typed: str) -> str:
    """What stands between the label and the input; "": nothing has to be said."""
    hint = _("For example, 31.01.2027") if field.kind == "date" else _(field.hint) if field.hint else ""
    told = [hint, *placeholders(field), *([measured(field, typed)] if field.parts and typed else [])]
    return ". ".join(filter(None, told))


def placeholders(field: Field) -> list[str]:
    """Each with what is filled in."""
    if field.kind != "template":
        return []
    if not field.blanks:
        return [_("No placeholders")]
    told = {needed: "; ".join(listed(field, needed)) for needed in (True, False)}
    return [
        *([_("Needed: %(names)s", names=told[True])] if told[True] else []),
        *([_("Possible: %(names)s", names=told[False])] if told[False] else []),
    ]


def listed(field: Field, needed: bool) -> list[str]:
    return [f"{braced(name)} – {_(one.words)}" for name, one in field.blanks.items() if one.needed is needed]


def measured(field: Field, typed: str) -> str:
    length = length_of(field, typed)
    return _(
        "With the longest values: characters %(units)s of %(single)s, parts %(parts)s",
        units=length.units, single=length.single, parts=length.parts,
    )  # fmt: skip
