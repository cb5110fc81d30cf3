"""Acts that change whose a place is or from which day it counts, and end none (Law, articles 71(3), 73(2), 73(4)).

Facts in, an answer out: no clock, no database, no language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.labels import GENERAL_LIST, N_
from housing.law.working_time import ALMATY

DATE_MOVED, PRIMARY_DATE, SUCCEEDED = "date_moved", "primary_date", "succeeded"
#: Why the former holder gave the place on.
DIED, LEFT_FOR_GOOD = "died", "moved_away"
LEAVERS: dict[str, str] = {
    DIED: N_("Died, or declared dead by a court decision that is in force"),
    LEFT_FOR_GOOD: N_("Moved to another settlement for permanent residence"),
}
#: Categories of article 74(1) that are a family's: they go on with the place. The others are a person's own.
FAMILY_CATEGORIES = ("C7", "C8")


class ActKind(NamedTuple):
    """`point`: of the Law; `words`: what it does; `cause`: of the movement."""

    key: str
    point: str
    words: str


KINDS: dict[str, ActKind] = {
    one.key: one
    for one in (
        ActKind(DATE_MOVED, "73(4)", N_("The date moves to the day on which the grounds arose")),
        ActKind(PRIMARY_DATE, "71(3)", N_("The date of an orphan's first registration in the region counts")),
        ActKind(SUCCEEDED, "73(2)", N_("The place passes to a family member registered together")),
    )
}
DATE_ACTS = (DATE_MOVED, PRIMARY_DATE)

#: Why an act is not taken, in words, by reason.
OBJECTIONS: dict[str, str] = {
    "facts": N_("Write the day, and the document that proves it"),
    "why": N_("Write why: the person reads it"),
    "future": N_("The day has not come yet"),
    "later": N_("A moved date is later than the one that counts now (article 73(4)); an earlier one is another act"),
    "earlier": N_("A primary date is earlier than the date that counts now"),
    "not_orphan": N_("A primary date is kept by orphans and children left without parental care alone (article 71(3))"),
    "leaver": N_("Choose whether the person died or moved for good"),
    "successor": N_("Choose who of those registered together gets the place"),
    "elsewhere": N_("That person has a place of their own, or an application under way: nobody stands twice"),
    "represented": N_("The successor is a child: name who acts for it, and the document that proves it"),
    "child": N_("An adult of the family is registered together: the place passes to them"),
}


class ActNotAllowed(Exception):
    """The act is not taken. `reason`: a key of OBJECTIONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProposedAct(NamedTuple):
    """What is to be decided. `on`: the day of the new date, or of the death or departure; `document`: what proves it.

    `why`: an official's words, which the person reads; `leaver`: a key of LEAVERS; `successor`: an IIN.
    `representative`: who acts for a successor who is a child: iin, name, relation (of `labels.fact_labels.REPRESENTS`),
    document, issued_on and valid_until (ISO-8601, None: it names no end).
    """

    kind: str
    on: date | None
    document: str
    why: str
    why_language: str = ""
    leaver: str = ""
    successor: str = ""
    representative: Mapping[str, Any] | None = None


class PlaceFacts(NamedTuple):
    """`counts_on`: the day of the date that counts now; `orphan`: by the facts of the decision, None: nobody knows.

    `family`: those registered together who live, as the facts have them; `elsewhere`: IINs that have a place of their
    own, or an application under way.
    """

    counts_on: date
    orphan: bool | None
    family: tuple[Mapping[str, Any], ...]
    elsewhere: frozenset[str] = frozenset()


def require_act(proposed: ProposedAct, place: PlaceFacts, today: date, adult_from_years: int) -> None:
    """Raises ActNotAllowed."""
    if proposed.on is None or not proposed.document:
        raise ActNotAllowed("facts")
    if not proposed.why:
        raise ActNotAllowed("why")
    if proposed.on > today:
        raise ActNotAllowed("future")
    if proposed.kind == SUCCEEDED:
        require_successor(proposed, place, today, adult_from_years)
    elif proposed.kind == DATE_MOVED and proposed.on <= place.counts_on:
        raise ActNotAllowed("later")
    elif proposed.kind == PRIMARY_DATE and proposed.on >= place.counts_on:
        raise ActNotAllowed("earlier")
    elif proposed.kind == PRIMARY_DATE and place.orphan is False:
        raise ActNotAllowed("not_orphan")


def require_successor(proposed: ProposedAct, place: PlaceFacts, today: date, adult_from_years: int) -> None:
    """Whoever was registered together; a child only where no adult was: it cannot act for itself."""
    if proposed.leaver not in LEAVERS:
        raise ActNotAllowed("leaver")
    chosen = next((one for one in place.family if one.get("iin") == proposed.successor), None)
    if chosen is None:
        raise ActNotAllowed("successor")
    if proposed.successor in place.elsewhere:
        raise ActNotAllowed("elsewhere")
    free = [one for one in place.family if one.get("iin") not in place.elsewhere]
    if is_child(chosen, today, adult_from_years) and not all(is_child(one, today, adult_from_years) for one in free):
        raise ActNotAllowed("child")
    if is_child(chosen, today, adult_from_years) and not proposed.representative:
        raise ActNotAllowed("represented")


def is_child(member: Mapping[str, Any], today: date, adult_from_years: int) -> bool:
    """Of whom no day of birth is known is no child: nobody can tell."""
    if not member.get("born"):
        return False
    born = date.fromisoformat(member["born"])
    return (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < adult_from_years


def list_after_succession(list_code: str) -> str:
    """A category of the dead person's own does not pass: the family goes on in the general list, with the same date."""
    return list_code if list_code in FAMILY_CATEGORIES else GENERAL_LIST


def day_of(moment: Any) -> date:
    """Of Almaty."""
    day: date = moment.astimezone(ALMATY).date()
    return day
