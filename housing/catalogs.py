"""Reference data as declarations: an entry of CATALOGS is a list, a form, a history, a file, and who may change it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from housing.fields import Field
from housing.words import N_


class Catalog(NamedTuple):
    """`key`: what tells its rows apart. `lasting`: every key stays for ever, none may be ended.

    `at_once`: a row counts from its publication on; of the others each has the day from which it counts.
    """

    code: str
    title: str
    lead: str
    key: Field
    fields: tuple[Field, ...]
    lasting: bool = False
    at_once: bool = False

    @property
    def all_fields(self) -> tuple[Field, ...]:
        return (self.key, *self.fields)


CATALOGS: tuple[Catalog, ...] = (
    Catalog(
        "days", N_("Working days and days off"),
        N_("What decrees of the Government and announcements changed in the calendar of public holidays."),
        Field("day", N_("Day"), "date"),
        (
            Field("working", N_("This day is"), "choice",
                  choices={"yes": N_("a working day"), "no": N_("a day off")}),
            Field("decree", N_("Document"), "text", N_("Its name, number and date")),
        ),
        at_once=True,
    ),
    Catalog(
        "causes", N_("Causes of a broken term"),
        N_("From these whoever handles a broken term chooses why it was broken."),
        Field("code", N_("Code"), "code"),
        (
            Field("name", N_("Title"), "words", most=100),
            Field("position", N_("Place in the list"), "number", most=999),
        ),
    ),
    Catalog(
        "second_look", N_("Rules of the second look"),
        N_("Which refusals a second official looks at before they take effect."),
        Field("rule", N_("Rule"), "choice", choices={
            "first_of_kind": N_("The first refusal on this ground in the branch"),
            "near_limit": N_("Something measured is close to its limit"), "lot": N_("Chosen by lot"),
        }),
        (
            Field("value", N_("Value"), "number", N_("Percent; of the first rule 1 is on and 0 is off"), most=100),
            Field("seed", N_("Seed of the lot"), "text", N_("Only for the lot: who knows it can draw again"), most=40,
                  optional=True),
        ),
        lasting=True,
    ),
)  # fmt: skip


def catalog(code: str) -> Catalog | None:
    return next((one for one in CATALOGS if one.code == code), None)


def past(catalog: Catalog, key: str, today: date) -> bool:
    """Whether the key is a day that has been."""
    return catalog.key.kind == "date" and key < today.isoformat()
