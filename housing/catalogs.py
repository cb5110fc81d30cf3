"""Reference data as declarations: an entry of CATALOGS is a list, a form, a history, a file, and who may change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from housing.fields import Field
from housing.sound_rows import hours_in_order, reachable, somebody_told, steps_in_order
from housing.words import N_


class Catalog(NamedTuple):
    """`key`: what tells its rows apart. `lasting`: every key stays for ever, none may be ended.

    `at_once`: a row counts from its publication on; of the others each has the day from which it counts.
    `from_tomorrow`: that day comes after the one of the publication, for today was begun by what stands.
    `sound`: raises Wrong where the values of a row do not go together; `together`: where the rows by their keys, as
    they would be in force on a day, do not.
    """

    code: str
    title: str
    lead: str
    key: Field
    fields: tuple[Field, ...]
    lasting: bool = False
    at_once: bool = False
    from_tomorrow: bool = False
    sound: Callable[[Mapping[str, Any]], None] | None = None
    together: Callable[[Mapping[str, Mapping[str, Any]]], None] | None = None

    @property
    def all_fields(self) -> tuple[Field, ...]:
        return (self.key, *self.fields)


WORKING_DAYS = N_("In working days")

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
    Catalog(
        "hours", N_("Hours and terms of the bank"),
        N_("When the bank works, and in how many working days it answers. Due times of open cases move with them."),
        Field("office", N_("Whose hours"), "choice", choices={"provider": N_("of the bank")}),
        (
            Field("opens", N_("Opens at"), "time"), Field("lunch_begins", N_("Lunch begins at"), "time"),
            Field("lunch_ends", N_("Lunch ends at"), "time", N_("The same as its beginning, where there is no lunch")),
            Field("closes", N_("Closes at"), "time", N_("What is filed from then on is accepted the next working day")),
            Field("days_no_housing", N_("Term of the basis “no housing”"), "number", WORKING_DAYS, least=1, most=30),
            Field("days_emergency_housing", N_("Term of the basis “emergency housing”"), "number", WORKING_DAYS,
                  least=1, most=30),
            Field("days_orphan_documents", N_("Term of the basis “orphans by documents”"), "number", WORKING_DAYS,
                  least=1, most=30),
            Field("days_complaint", N_("Term of a complaint"), "number", WORKING_DAYS, least=1, most=30),
            Field("acceptance_day_counts", N_("The day of acceptance counts"), "yes_no"),
            Field("source", N_("Document"), "text", N_("Its name, number and date")),
        ),
        lasting=True, from_tomorrow=True, sound=hours_in_order,
    ),
    Catalog(
        "steps", N_("Steps of escalation"),
        N_("How long before its term ends somebody is told of a case, and who."),
        Field("step", N_("Step"), "choice", choices={
            "term_1_1": N_("Terms of one or two working days: step 1"),
            "term_1_2": N_("Terms of one or two working days: step 2"),
            "term_1_3": N_("Terms of one or two working days: step 3, the term is broken"),
            "term_3_1": N_("Terms of three working days and more: step 1"),
            "term_3_2": N_("Terms of three working days and more: step 2"),
            "term_3_3": N_("Terms of three working days and more: step 3, the term is broken"),
        }),
        (
            Field("minutes", N_("Working minutes left"), "minutes", N_("Before the due time"), most=9999),
            Field("operator", N_("The official is told"), "yes_no"),
            Field("supervisor", N_("The branch supervisor is told"), "yes_no"),
            Field("head_office", N_("The head office is told"), "yes_no"),
        ),
        lasting=True, sound=somebody_told, together=steps_in_order,
    ),
    Catalog(
        "sources", N_("State databases"),
        N_("How each database is asked, and what it is called. Passwords and keys stand in the settings, never here."),
        Field("source", N_("Database"), "choice", choices={
            "natural_persons": N_("State Database of Natural Persons"), "civil_registry": N_("Civil Registry"),
            "consents": N_("State Service of Access Control to Personal Data"),
            "real_property": N_("Register of Immovable Property"), "orphans": N_("Republican Data Bank of Orphans"),
            "republican_base": N_("Unified Republican Electronic Base"),
            "state_housing": N_("Records of the State Housing Fund"),
            "mortgages": N_("Records of Mortgages under State Programmes"),
            "categories": N_("Registers of Social Categories"),
        }),
        (
            Field("name", N_("Name, as it is shown"), "words", most=100),
            Field("asked", N_("It is asked"), "yes_no",
                  N_("Who is not asked counts as silent: nobody is refused for it, an official has the case")),
            Field("service", N_("Service at the gateway"), "text", most=80),
            Field("address", N_("Address of its own"), "text",
                  N_("Empty: through the gateway. The bank's requests and its account there go to this address"),
                  optional=True),
            Field("seconds", N_("Seconds for which an answer is awaited"), "number", least=1, most=30),
            Field("pause", N_("Minutes before a silent one is asked again"), "number", least=1, most=120),
            Field("answers_from", N_("It answers from"), "time", N_("Empty: round the clock"), optional=True),
            Field("answers_until", N_("It answers until"), "time", N_("Empty: round the clock"), optional=True),
        ),
        lasting=True, sound=reachable,
    ),
)  # fmt: skip


def catalog(code: str) -> Catalog | None:
    return next((one for one in CATALOGS if one.code == code), None)


def first_day(catalog: Catalog, today: date) -> date:
    """From which day on a row may begin."""
    return today + timedelta(days=1) if catalog.from_tomorrow else today


def past(catalog: Catalog, key: str, today: date) -> bool:
    """Whether the key is a day that has been."""
    return catalog.key.kind == "date" and key < today.isoformat()
