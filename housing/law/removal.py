"""Why somebody is taken off the register (Law, article 73), what each ground has to say, and what is no ground.

Facts in, an answer out, as everywhere in this room: no clock, no database, no language.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from housing.labels import BASIS, N_

#: What the person says of it.
OPINIONS: dict[str, str] = {
    "agrees": N_("I agree"),
    "objects": N_("I object"),
}
#: Who begins it: an official of the branch, the person by a signed wish, a state base by its answer.
Origin = Literal["official", "applicant", "source"]
OFFICIAL: Origin = "official"
APPLICANT: Origin = "applicant"
SOURCE: Origin = "source"

#: What a ground is told with, by fact.
FACTS: dict[str, str] = {
    "on": N_("Day on which it happened"),
    "document": N_("Document: its kind, number, date and who issued it"),
}


class RemovalGround(NamedTuple):
    """A ground of article 73(1). `point`: its sub-point, "": the person's own wish, which the Law leaves to everybody.

    `cause`: of the movement, a code of `register_moves.MOVEMENT_CAUSES`: others read it, so it says no more of somebody
    than they may know. `needs`: the facts without which nobody is removed; `sources`: the state bases that may prove
    it in place of a document. `reasons`: what exactly is gone, where the ground has several.
    """

    key: str
    point: str
    words: str
    cause: str
    starts: tuple[Origin, ...] = (OFFICIAL, SOURCE)
    needs: tuple[str, ...] = ("on",)
    sources: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    #: The place stays with the family registered together (73(2)).
    passes_to_family: bool = False
    #: False: nobody is left who could say what they think of it, or the person decides it themselves.
    hears: bool = True
    #: False: nobody is left who could read a message.
    tells_by_message: bool = True


#: What is gone of article 69, where that is the ground.
REASONS: dict[str, str] = {
    "owns_housing": N_("The person or a family member has come to own a dwelling (article 69, point 1, 1))"),
    "not_emergency": N_("The only dwelling is no longer an emergency one, or was bought out (article 69, point 1, 4))"),
}

GROUNDS: dict[str, RemovalGround] = {
    ground.key: ground
    for ground in (
        RemovalGround(
            "no_grounds",
            "1)",
            N_("No ground any more to be recognised as in need of housing"),
            "no_grounds",
            sources=("real_property",),
            reasons=tuple(REASONS),
        ),
        RemovalGround(
            "moved_away",
            "2)",
            N_("Moved to another settlement for permanent residence"),
            "moved_away",
            sources=("natural_persons",),
            passes_to_family=True,
        ),
        RemovalGround(
            "employment_ended",
            "3)",
            N_("Employment in a state institution or enterprise has ended"),
            "removed",
        ),
        RemovalGround(
            "got_state_housing",
            "4)",
            N_("Received a dwelling from the state housing stock"),
            "housed",
            sources=("state_housing",),
        ),
        RemovalGround(
            "unreliable_data",
            "5)",
            N_("Registered on documents or data that were unreliable"),
            "removed",
            sources=("natural_persons", "civil_registry", "real_property", "orphans", "state_housing", "categories"),
        ),
        RemovalGround(
            "citizenship_ended",
            "6)",
            N_("Citizenship of Kazakhstan has ended, or a residence permit of another state was received"),
            "removed",
            sources=("natural_persons",),
        ),
        RemovalGround(
            "life_imprisonment",
            "7)",
            N_("Sentenced to life imprisonment by a verdict that is in force"),
            "removed",
        ),
        RemovalGround(
            "declared_missing",
            "8)",
            N_("Declared missing by a court decision that is in force"),
            "removed",
            hears=False,
        ),
        RemovalGround(
            "died",
            "9)",
            N_("Died, or declared dead by a court decision that is in force"),
            "removed",
            sources=("civil_registry", "natural_persons"),
            passes_to_family=True,
            hears=False,
            tells_by_message=False,
        ),
        RemovalGround(
            "own_wish",
            "",
            N_("The person's own signed wish"),
            "left_by_wish",
            starts=(APPLICANT,),
            needs=(),
            hears=False,
        ),
    )
}
OWN_WISH = GROUNDS["own_wish"]


class Protection(NamedTuple):
    """What is no ground, though something has changed. `point`: of the second part of article 73(1)."""

    key: str
    point: str
    words: str


#: Article 73(1), second part. Of families that it does not name article 69 asks for no children either: for nobody is
#: any of this a ground.
PROTECTIONS: dict[str, Protection] = {
    one.key: one
    for one in (
        Protection("orphan", "1)", N_("An orphan, or a child left without parental care, has come of age")),
        Protection(
            "disabled_child",
            "2)",
            N_("A child with a disability has come of age or died, or the disability is no longer established"),
        ),
        Protection("large_family", "3)", N_("Children of a large family have come of age or died")),
        Protection("incomplete_family", "4)", N_("Children of an incomplete family have come of age or died")),
        Protection("kandas", "5)", N_("A kandas has received citizenship of Kazakhstan")),
        Protection("widowed", "6)", N_("Children of a widow or a widower have come of age or died")),
    )
}

#: Why a removal is not taken, in words, by reason.
OBJECTIONS: dict[str, str] = {
    "protected": N_("That is no ground: those whom the second part of article 73(1) names stay on the register"),
    "family_stays": N_(
        "The place passes to the family registered together (article 73, point 2). Where nobody of them stays, say so "
        "of each: of whom it is not known, the place stays"
    ),
    "family_proof": N_("Name the document that proves that nobody of the family stays"),
    "child_declines": N_("A child gives up no place: choose what else is so, or whoever acts for it follows with it"),
    "not_registered_so": N_("Nobody was registered here through employment: this ground concerns other lists"),
    "not_theirs": N_("This ground is not begun in this way"),
    "facts": N_("Write the day, and the document or the state database that proves it"),
    "future": N_("The day has not come yet"),
    "reason": N_("Choose what exactly is gone"),
}


class RemovalNotAllowed(Exception):
    """Nobody is removed so. `reason`: a key of OBJECTIONS; `protection`: by which they stay, where it is one."""

    def __init__(self, reason: str, protection: Protection | None = None) -> None:
        super().__init__(reason)
        self.reason, self.protection = reason, protection


class ProposedRemoval(NamedTuple):
    """What is to be decided. `reason`: of REASONS, or of PROTECTIONS, by which it is refused; "": the ground has none.

    `facts`: by a key of FACTS, days as ISO-8601. `source`: the state base that says so; "": a document does.
    `note`: an official's words, which the person reads; `note_language`: kk or ru, "": both.
    """

    ground: str
    origin: Origin = "official"
    reason: str = ""
    facts: Mapping[str, Any] = {}
    source: str = ""
    note: str = ""
    note_language: str = ""
    #: By IIN of those registered together, why they do not follow: codes of `law.family_gone.GONE_REASONS`.
    gone: Mapping[str, str] = {}


def offered_grounds(origin: Origin, basis: str | None) -> list[RemovalGround]:
    """Those by which it may begin so. `basis`: by which the person was registered."""
    return [one for one in GROUNDS.values() if origin in one.starts and concerns_basis(one, basis)]


def concerns_basis(ground: RemovalGround, basis: str | None) -> bool:
    """None of the three bases of the service is employment (point 3): it concerns lists that were taken over."""
    return ground.key != "employment_ended" or basis not in BASIS


def require_removable(proposed: ProposedRemoval, today: date, basis: str | None, family: Collection[Any]) -> None:
    """Raises RemovalNotAllowed. `family`: whoever was registered together with the person and could follow."""
    ground = GROUNDS[proposed.ground]
    if proposed.reason in PROTECTIONS:
        raise RemovalNotAllowed("protected", PROTECTIONS[proposed.reason])
    if proposed.origin not in ground.starts:
        raise RemovalNotAllowed("not_theirs")
    if not concerns_basis(ground, basis):
        raise RemovalNotAllowed("not_registered_so")
    if ground.reasons and proposed.reason not in ground.reasons:
        raise RemovalNotAllowed("reason")
    require_facts(ground, proposed, today)
    if ground.passes_to_family and family and not proposed.gone:
        raise RemovalNotAllowed("family_stays")


def require_facts(ground: RemovalGround, proposed: ProposedRemoval, today: date) -> None:
    """The day of it, and what proves it: a base that may, or a document."""
    if any(not proposed.facts.get(fact) for fact in ground.needs):
        raise RemovalNotAllowed("facts")
    if ground.needs and proposed.source not in ground.sources and not proposed.facts.get("document"):
        raise RemovalNotAllowed("facts")
    if "on" in ground.needs and date.fromisoformat(proposed.facts["on"]) > today:
        raise RemovalNotAllowed("future")
