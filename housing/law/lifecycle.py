"""The life of an application, in tables: statuses, moves, who may make them, what each leaves in the journal and tells.

A status never changes but by a move of this table, and every move names its audit kind and its message: the action
writes all of them in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from housing.labels import N_


class Status(NamedTuple):
    """How a status looks and reads. Tone and icon as in the style sheet."""

    tone: str
    icon: str
    words: str


STATUSES: dict[str, Status] = {
    "draft": Status("mute", "pen", N_("Being filled in")),
    "submitted": Status("info", "calendar", N_("Will be accepted on the next working day")),
    "accepted": Status("info", "check", N_("Accepted")),
    "checking": Status("info", "search", N_("Checking the state databases")),
    "source_awaited": Status("warn", "unknown", N_("Waiting for a database to answer")),
    "with_operator": Status("info", "user", N_("With an official")),
    "second_look": Status("info", "people", N_("Second look by the supervisor")),
    "renewed": Status("info", "scales", N_("Being decided anew after a complaint")),
    "registered": Status("ok", "check", N_("On the register")),
    "refused": Status("bad", "cross", N_("Registration refused")),
    "withdrawn": Status("mute", "back", N_("Withdrawn by you")),
    "annulled": Status("bad", "key", N_("Annulled: the key was revoked")),
    "removed": Status("mute", "cross", N_("Removed from the register")),
    "import_undone": Status("mute", "back", N_("Taken over from the former base by mistake: taken back")),
    "passed_on": Status("mute", "people", N_("The place passed to the family")),
    "returned": Status("mute", "back", N_("The place went back to who had it before")),
    "erased": Status("mute", "cross", N_("Never filed, and erased")),
}
CATEGORY_NOT_CONFIRMED = Status("ok", "check", N_("On the register, category not confirmed"))
JOINED = Status("mute", "people", N_("The place counts with another application of yours"))

CITIZEN, OPERATOR, SYSTEM = "citizen", "operator", "system"


class Move(NamedTuple):
    """From where to where, who may, the audit kind it leaves, the message it sends (None: nothing to tell)."""

    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    audit: str
    message: str | None


MOVES: dict[str, Move] = {
    "submit": Move(("draft",), "submitted", (CITIZEN,), "application.submitted", None),
    "accept": Move(("submitted",), "accepted", (SYSTEM,), "application.accepted", "accepted"),
    "check": Move(
        ("accepted", "checking", "source_awaited", "with_operator", "second_look", "renewed"),
        "checking", (SYSTEM,),
        "application.checking", None,
    ),
    "await_source": Move(("checking",), "source_awaited", (SYSTEM,), "source.awaited", None),
    "hand_over": Move(("checking",), "with_operator", (SYSTEM,), "application.handed_over", None),
    "register": Move(
        ("checking", "source_awaited", "with_operator", "renewed"), "registered", (SYSTEM, OPERATOR),
        "application.registered", "registered",
    ),
    "refuse": Move(
        ("checking", "source_awaited", "with_operator", "renewed"), "refused", (SYSTEM, OPERATOR),
        "application.refused", "refused",
    ),
    "propose": Move(
        ("checking", "source_awaited", "with_operator", "renewed"), "second_look", (OPERATOR,), "refusal.proposed", None
    ),
    "confirm": Move(("second_look",), "refused", (OPERATOR,), "refusal.confirmed", "refused"),
    "give_back": Move(("second_look",), "with_operator", (OPERATOR,), "refusal.returned", None),
    "take_back": Move(("second_look",), "with_operator", (OPERATOR,), "refusal.taken_back", None),
    "renew": Move(
        ("registered", "refused", "annulled"), "renewed", (OPERATOR,), "application.renewed", "renewed"
    ),
    # The same moves of a case that is decided anew: the machine does not decide it.
    "hand_over_anew": Move(("checking",), "renewed", (SYSTEM,), "application.handed_over", None),
    "give_back_anew": Move(("second_look",), "renewed", (OPERATOR,), "refusal.returned", None),
    "take_back_anew": Move(("second_look",), "renewed", (OPERATOR,), "refusal.taken_back", None),
    "withdraw": Move(
        ("submitted", "accepted", "checking", "source_awaited", "with_operator", "second_look", "renewed"), "withdrawn",
        (CITIZEN,), "application.withdrawn", None,
    ),
    "remove": Move(("registered",), "removed", (OPERATOR, CITIZEN), "entry.removed", "removed"),
    "pass_on": Move(("registered",), "passed_on", (OPERATOR,), "entry.passed_on", None),
    "restore": Move(("removed",), "registered", (OPERATOR,), "entry.restored", "restored"),
    # An upheld complaint about a succession: back to who held the place, away from whoever got it by that act.
    "take_place_back": Move(("passed_on",), "registered", (OPERATOR,), "entry.taken_back", "restored"),
    "hand_back": Move(("registered", "removed", "passed_on"), "returned", (OPERATOR,), "entry.handed_back", "returned"),
    "annul": Move(
        ("submitted", "accepted", "checking", "source_awaited", "with_operator", "second_look", "renewed",
         "registered", "refused", "removed"), "annulled", (SYSTEM,), "application.annulled", "annulled",
    ),
    # A file of a former base is taken back as a whole; its rows came in as registered, by no decision.
    "undo_import": Move(("registered",), "import_undone", (OPERATOR,), "register.import_undone", None),
    # After its term, or because the person asked for it: nothing is left but that there was one.
    "erase": Move(("draft",), "erased", (CITIZEN, SYSTEM), "draft.erased", None),
}  # fmt: skip

#: Filed and not yet decided: on the branch's desk, under the clock.
OPEN_STATUSES = ("submitted", "accepted", "checking", "source_awaited", "with_operator", "second_look", "renewed")
#: What an operator may claim and decide.
DECIDABLE_STATUSES = MOVES["register"].sources
DECIDED_STATUSES = ("registered", "refused")
#: A refusal was proposed and waits until another official has looked at it.
IN_REVIEW = MOVES["propose"].target
#: The level of the alert that says so; those of the steps of escalation begin with 1.
REVIEW_LEVEL = 0
#: What may be complained of as an act, cancelled, and decided anew.
CANCELLABLE_STATUSES = MOVES["renew"].sources
#: The same, and a removal: of that the complaint gives the old place back, and nothing is decided anew.
COMPLAINABLE_STATUSES = (*CANCELLABLE_STATUSES, *MOVES["restore"].sources)


class MoveNotAllowed(Exception):
    """The business "no": this move is not open from here, or not to this actor."""


def require_move(name: str, status: str, who: str) -> Move:
    """The move of that name from that status by that actor. Raises MoveNotAllowed."""
    found = MOVES[name]
    if status not in found.sources or who not in found.who:
        raise MoveNotAllowed(f"{name} from {status} by {who}")
    return found


def renewed_move(name: str, renewed_at: object) -> str:
    """The move of that name for a case that an upheld complaint opened anew, where it leads elsewhere."""
    return f"{name}_anew" if renewed_at and f"{name}_anew" in MOVES else name


class EscalationStep(NamedTuple):
    """An escalation: at so many working minutes left, tell these roles. `breach`: the term is broken."""

    level: int
    minutes_left: int
    roles: tuple[str, ...]
    breach: bool


#: The steps of a term by their level; the key is the shortest term, in working days, to which they apply.
EscalationSteps = Mapping[int, tuple[EscalationStep, ...]]


class UrgencyLevel(NamedTuple):
    """How the working time that is left looks: calm, soon, urgent, late."""

    key: str
    icon: str
    words: str


URGENCY_LEVELS = (
    UrgencyLevel("calm", "clock", N_("there is time")),
    UrgencyLevel("soon", "clock-half", N_("due soon")),
    UrgencyLevel("urgent", "alert", N_("urgent")),
    UrgencyLevel("late", "clock-late", N_("overdue")),
)


def steps_for_term(term_days: int, steps: EscalationSteps) -> tuple[EscalationStep, ...]:
    """Those of the longest term that is not longer than this one; for a shorter one, those of the shortest."""
    return steps[max((term for term in steps if term <= term_days), default=min(steps))]


def reached_level(term_days: int, minutes_left: int, steps: EscalationSteps) -> int:
    """The highest escalation level whose time has come; 0 when none has."""
    return max(
        (step.level for step in steps_for_term(term_days, steps) if minutes_left <= step.minutes_left), default=0
    )


def state_diagram() -> str:
    """The moves as a Mermaid state diagram; docs/lifecycle.md shows it word for word."""
    lines = ["stateDiagram-v2", "    [*] --> draft", "    [*] --> registered: taken over from a former base"]
    for name, found in MOVES.items():
        lines += [f"    {source} --> {found.target}: {name}" for source in found.sources]
    ended = [status for status in STATUSES if not any(status in found.sources for found in MOVES.values())]
    return "\n".join(lines + [f"    {status} --> [*]" for status in ended]) + "\n"
