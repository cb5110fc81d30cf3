"""The inventory of the register (Law, article 71(6)): at least once a quarter everybody on it is checked again.

What a check asks is what may end a registration (article 73(1)), by the very rules of the service module, on the facts
of today. What was asked once only, when somebody came in, is asked no more: of age, of how long they had lived there,
of the documents, of what they did with a dwelling before. So nobody is found wanting for having grown up, nor for
children who did (article 73(1), second part): no rule here asks for either. A finding ends nothing: the person is
asked, and an official looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from housing.labels import N_
from housing.law.eligibility import GROUNDS, decide, is_orphan, is_registered_here
from housing.law.fact_path import FactPath
from housing.law.facts import Facts
from housing.law.parameters import Law
from housing.law.tristate import Tristate, all_of, from_fact, negate

#: The inventory is made once a quarter: whoever was checked longer ago than this many days is due.
QUARTER_DAYS = 90
#: Calendar days that a person has to answer, and how many before the last one they are reminded.
ANSWER_DAYS, REMIND_DAYS = 15, 5

DIED, MOVED = "died", "not_registered_here"
#: The grounds of the service module that speak against somebody who is on the register already.
ASKED_AGAIN = (
    "not_citizen_or_kandas",
    "owned_housing",
    "not_sole_dwelling",
    "not_emergency",
    MOVED,
    "uses_state_dwelling",
    "privatised_state_dwelling",
    "state_supported_mortgage",
)
#: What the registry's word of a death is called among the facts.
DEATH_FACT = "applicant.died_on"


class CheckFinding(NamedTuple):
    """What speaks against somebody: the key of a ground of `eligibility`, or DIED, and the facts on which it rests."""

    ground: str
    facts: tuple[str, ...]


class CheckOutcome(NamedTuple):
    """`unknown`: facts without which nothing can be said. Nothing against and nothing unknown: nothing has changed."""

    against: tuple[CheckFinding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        return not self.against and not self.unknown


def check_again(f: Facts, law: Law, died_on: str | None = None) -> CheckOutcome:
    """What the facts of a day say of somebody on the register. `died_on`: by the civil registry; None: it says no such
    thing. A death is told alone: of the dead nothing else is asked.
    """
    if died_on is not None:
        return CheckOutcome((CheckFinding(DIED, (DEATH_FACT,)),))
    answers = {ground.key: answer for ground, answer in zip(GROUNDS, decide(f, law).answers, strict=True)}
    answers[MOVED] = has_moved_away(f)
    asked = [(key, answers[key]) for key in ASKED_AGAIN]
    unknown = {name for _, (value, names) in asked if value is None for name in names}
    against = tuple(CheckFinding(key, names) for key, (value, names) in asked if value)
    return CheckOutcome(against, tuple(sorted(unknown)))


def has_moved_away(f: Facts) -> Tristate:
    """Registered in another settlement (73(1), 2)). Who is registered nowhere has not moved to one: nobody knows. An
    orphan keeps the place where they were first registered, whatever their age (71(3)).
    """
    if f.applicant.registered_in == "":
        return all_of(from_fact("applicant.registered_in", None), negate(is_orphan(f)))
    elsewhere = negate(is_registered_here(f))
    return elsewhere if elsewhere.value is False else all_of(elsewhere, negate(is_orphan(f)))


def as_of(f: Facts, day: date) -> Facts:
    """The same facts as if they were filed on that day."""
    return replace(f, filed_on=day)


def quarter_of(day: date) -> tuple[int, int]:
    """Year and quarter, from 1."""
    return day.year, (day.month + 2) // 3


def quarter_end(day: date) -> date:
    """The last day of its quarter."""
    year, quarter = quarter_of(day)
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - timedelta(days=1)


Given = dict[str, Any]


def carry_facts(named: Mapping[str, Any], before: Given, now: Given) -> Given:
    """What was found about items of a list, by the names that these items have in the list of today.

    An item that is not there word for word as it was is another one: what was found about it is left out.
    """
    carried: Given = {}
    for name, value in named.items():
        path = FactPath.parse(name)
        where = name if not str(path.item).endswith("]") else carry_name(path, before, now)
        if where:
            carried[where] = value
    return carried


def carry_name(path: FactPath, before: Given, now: Given) -> str:
    """ "" where the item is gone."""
    was, listed = path.item.value_in(before), path.collection.value_in(now) or []
    if was is None or was not in listed:
        return ""
    rest = path.steps[len(path.item.steps) :]
    return str(path.collection.child(listed.index(was), *rest))


#: Where an entry of an inventory stands: tone and icon of the style sheet, words.
CHECK_STATES: dict[str, tuple[str, str, str]] = {
    "waiting": ("info", "clock", N_("To be checked")),
    "asked": ("warn", "send", N_("The person is asked")),
    "answered": ("warn", "user", N_("Answered: to be looked at")),
    "unanswered": ("warn", "alert", N_("No answer: to be looked at")),
    "unclear": ("warn", "unknown", N_("To be looked at by an official")),
    "proposed": ("warn", "people", N_("Proposed for removal")),
    "closed": ("ok", "check", N_("Settled")),
}
#: What an official has to look at.
TO_LOOK_AT = ("answered", "unanswered", "unclear")
#: How an entry of an inventory was closed.
CHECK_OUTCOMES: dict[str, str] = {
    "unchanged": N_("Nothing has changed"),
    "cleared": N_("Settled by an official"),
    "left": N_("Has left the register meanwhile"),
    "removed": N_("Removed by two officials"),
    "silent": N_("Not reached: a state database was silent"),
    "not_asked": N_("Not reached: its turn did not come"),
}
NOT_REACHED = ("silent", "not_asked")
#: What a person may answer.
CHECK_ANSWERS: dict[str, str] = {
    "agree": N_("It is so"),
    "dispute": N_("It is wrong"),
    "paper": N_("It is otherwise, and a document shows it"),
}
