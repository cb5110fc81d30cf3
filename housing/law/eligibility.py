"""THE service module: who is registered as in need of housing, who is refused, and why.

Facts in, outcome out. No clock, no database, no language: words are message ids that the edge translates.
Sources: Rules approved by Order No. 130 of 17.04.2025 in the wording of Order No. 115 of 19.03.2026 ("the Rules"),
Law No. 94 of 16.04.1997 "On Housing Relations" ("the Law"). Read the grounds from top to bottom: the order of the file
is the order of the list in the Rules, and every one that holds is named, never only the first.

A fact is true, false or unknown. Unknown is never taken for false and refuses nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from housing.labels import N_
from housing.law.facts import Dwelling, DwellingNames, Facts, Member, dwelling_names
from housing.law.one_dwelling import exceeds_whole, is_whole, with_whole_dwellings
from housing.law.parameters import Law, settlement_of, years_after, years_before
from housing.law.tristate import NO, Tristate, all_of, any_of, from_fact, in_two_places, negate

# -------------------------------------------------------------------------------------- what several grounds ask for


def age_below(f: Facts, years: int) -> Tristate:
    born = f.applicant.born
    return from_fact("applicant.born", None if born is None else f.filed_on < years_after(born, years))


def is_orphan(f: Facts) -> Tristate:
    """On record; or, on the orphans' own basis, proven by documents. Elsewhere the record alone counts (Law 69(2))."""
    on_record = from_fact("applicant.orphan_on_record", f.applicant.orphan_on_record)
    if f.basis != "orphan_documents":
        return on_record
    return any_of(on_record, from_fact("applicant.orphan_proven", f.applicant.orphan_proven))


def is_exempt_orphan(f: Facts, law: Law) -> Tristate:
    return all_of(is_orphan(f), age_below(f, law.orphan_until_years))


def has_answer(name: str, value: object) -> Tristate:
    return from_fact(name, True if value is not None else None)


def is_registered_here(f: Facts) -> Tristate:
    applied, registered = f.settlement, f.applicant.registered_in
    if applied is None or registered is None:
        return all_of(has_answer("application.settlement", applied), has_answer("applicant.registered_in", registered))
    return from_fact("applicant.registered_in", settlement_of(applied) == settlement_of(registered))


def counts_as_dwelling(d: Dwelling, at: DwellingNames, law: Law) -> Tristate:
    """Does this record count as a dwelling? On a share the texts are silent, so by default a person decides."""
    if d.stands is not True:
        return from_fact(at.stands, d.stands)
    if exceeds_whole(d):
        return from_fact(at.share, d.share_counts)
    if is_whole(d) or law.counted_share == "any":
        return from_fact(at.share, True)
    if d.share is not None and law.counted_share == "whole":
        return from_fact(at.share, False)
    return from_fact(at.share, d.share_counts)


def is_owned_today(d: Dwelling, at: DwellingNames, law: Law) -> Tristate:
    today = from_fact(at.until, None if d.ended is None else not d.ended)
    return today if today.value is False else all_of(today, counts_as_dwelling(d, at, law))


def has_ended_since(d: Dwelling, at: DwellingNames, day: date, law: Law) -> Tristate:
    """Ownership ended after that day; ended exactly on it does not count."""
    within = from_fact(at.until, None if d.ended is None else d.until is not None and d.until > day)
    return within if within.value is False else all_of(within, counts_as_dwelling(d, at, law))


def each_dwelling(f: Facts) -> list[tuple[DwellingNames, Dwelling]]:
    return [(dwelling_names(i), dwelling) for i, dwelling in enumerate(f.dwellings or ())]


def answers_by_object(f: Facts, answers: list[Tristate]) -> list[Tristate]:
    """An answer for each dwelling, from those for its records: it is so where one of them says so."""
    objects: dict[str | int, list[Tristate]] = {}
    for i, (d, answer) in enumerate(zip(f.dwellings or (), answers, strict=True)):
        objects.setdefault(d.id or i, []).append(answer)
    return [any_of(*records) for records in objects.values()]


def emergency_answers(f: Facts) -> list[Tristate]:
    return [is_emergency(d, at) for at, d in each_dwelling(f)]


def is_emergency(d: Dwelling, at: DwellingNames) -> Tristate:
    """A share of the emergency dwelling is that dwelling: on its basis `counted_share` never drops it."""
    return all_of(
        from_fact(at.until, None if d.ended is None else not d.ended),
        from_fact(at.stands, d.stands),
        from_fact(at.share, d.share_counts if exceeds_whole(d) else True),
        from_fact(at.emergency, d.emergency),
    )


def emergency_by_object(f: Facts) -> dict[str, Tristate]:
    """By the object's number, whether it is an emergency dwelling owned today."""
    found: dict[str, list[Tristate]] = {}
    for at, d in each_dwelling(f):
        if d.id is not None:
            found.setdefault(d.id, []).append(is_emergency(d, at))
    return {number: any_of(*records) for number, records in found.items()}


def all_is_answered(f: Facts, law: Law) -> Tristate:
    """Is the list of dwellings complete? Not while the registry or an adult family member's consent is missing."""
    members = [member_is_answered(f, law, i, member) for i, member in enumerate(f.family or ())]
    return all_of(has_answer("dwellings", f.dwellings), has_answer("family", f.family), *members)


def member_is_answered(f: Facts, law: Law, i: int, member: Member) -> Tristate:
    """Missing consent of an adult is unknown, never a refusal: it is waited for, then a person looks."""
    consent = from_fact(f"family[{i}].consent", True if member.consent else None)
    if consent.value:
        return consent
    below = None if member.born is None else f.filed_on < years_after(member.born, law.adult_from_years)
    minor = from_fact(f"family[{i}].born", below)
    return minor if minor.value else any_of(minor, consent)


def unless_incomplete(f: Facts, law: Law, found: Tristate) -> Tristate:
    """What was found holds; that nothing was found holds only when everything was answered."""
    return found if found.value else any_of(found, negate(all_is_answered(f, law)))


def worsened_by_ending(f: Facts, law: Law, how: tuple[str, ...], needs_fit: bool) -> Tristate:
    """Of the applicant's own dwellings, those whose ownership ended so within the window (Annex 1, refusal 3))."""
    if f.dwellings is None:
        return from_fact("dwellings", None)
    since = years_before(f.filed_on, law.worsening_window_years)
    return any_of(*[ending_worsened(d, at, since, law, how, needs_fit) for at, d in each_dwelling(f)])


def ending_worsened(
    d: Dwelling, at: DwellingNames, since: date, law: Law, how: tuple[str, ...], needs_fit: bool
) -> Tristate:
    so_ended = from_fact(at.until_by, None if d.until_by is None else d.until_by in how)
    if so_ended.value is False:
        return so_ended
    own = from_fact(at.owner, None if d.owner is None else d.owner == "applicant")
    worsened = all_of(so_ended, own, has_ended_since(d, at, since, law))
    return all_of(worsened, from_fact(at.fit, d.fit)) if needs_fit else worsened


def is_established(f: Facts, law: Law, what: str) -> Tristate:
    if not f.established:
        return NO
    since = years_before(f.filed_on, law.worsening_window_years)
    acts = [i for i, e in enumerate(f.established) if e.what == what and e.on > since]
    return any_of(*[from_fact(f"established[{i}]", True) for i in acts])


def has_document(f: Facts, *kinds: str) -> Tristate:
    if f.documents is None:
        return from_fact("application.documents", None)
    are = [None if d.kind is None else d.kind in kinds for d in f.documents]
    return any_of(*[from_fact(f"application.documents[{i}].kind", is_one) for i, is_one in enumerate(are)])


# ------------------------------------------------------------------------------------------------------- the grounds

Rule = Callable[[Facts, Law], Tristate]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of refusal: its rule, its place in the law, the facts it needs, and its words (message ids)."""

    code: str
    reason: str | None
    requirement: str  # what the law asks, as an official reads it in a list
    words: str  # what is wrong, as the person is told
    mend: str  # what the person can do
    point: str  # where it stands
    needs: tuple[str, ...]
    rule: Rule

    @property
    def key(self) -> str:
        return self.reason or self.code

    def evaluate(self, f: Facts, law: Law) -> Tristate:
        """Does it hold? Of facts as they were read, whose dwellings may have several records."""
        return self.rule(with_whole_dwellings(f), law)


GROUNDS: list[Ground] = []
ORPHAN = ("applicant.born", "applicant.orphan_on_record", "applicant.orphan_proven")


def ground(code: str, reason: str | None = None, **words: Any) -> Callable[[Rule], Rule]:
    def register_rule(rule: Rule) -> Rule:
        GROUNDS.append(Ground(code=code, reason=reason, rule=rule, **words))
        return rule

    return register_rule


@ground("unreliable_data", needs=("application.documents",),
    requirement=N_("The documents and the data in them are reliable"),
    words=N_("The documents that you filed, or data in them, are unreliable"),
    mend=N_("File documents that are in order, or have the record corrected by whoever issued it, and apply again."),
    point=N_("Annex 1 to the Rules, refusal 1); Law, article 72, 5)"))
def unreliable_data(f: Facts, law: Law) -> Tristate:
    if f.documents is None:
        return from_fact("application.documents", None)
    bad = [None if d.reliable is None else not d.reliable for d in f.documents]
    return any_of(*[from_fact(f"application.documents[{i}].reliable", is_bad) for i, is_bad in enumerate(bad)])


@ground("requirements_not_met", "not_adult", needs=ORPHAN,
    requirement=N_("Adult on the day of filing, or an orphan under {orphan_age_in_words} of age"),
    words=N_("You were under {adult_age_in_words} of age on the day of filing and are not on record as an orphan"),
    mend=N_("You may apply from the day on which you are {adult_age_in_words} of age. An orphan or a child left"
            " without parental care may apply earlier, with documents."),
    point=N_("Rules, point 7; Law, article 69"))
def not_adult(f: Facts, law: Law) -> Tristate:
    minor = age_below(f, law.adult_from_years)
    return minor if minor.value is False else all_of(minor, negate(is_exempt_orphan(f, law)))


@ground("requirements_not_met", "not_citizen_or_kandas", needs=("applicant.status",),
    requirement=N_("A citizen of Kazakhstan or a kandas"),
    words=N_("You are neither a citizen of Kazakhstan nor a kandas"),
    mend=N_("You may apply once you have the citizenship or the status of a kandas."),
    point=N_("Rules, point 7"))
def not_citizen_or_kandas(f: Facts, law: Law) -> Tristate:
    status = f.applicant.status
    return from_fact("applicant.status", None if status is None else status == "other")


@ground("requirements_not_met", "owned_housing", needs=("dwellings", "family"),
    requirement=N_("No housing owned now or within the last {ownership_years_in_words}, by you or your family"),
    words=N_("You or a family member own housing in Kazakhstan or owned it within the last {ownership_years_in_words}"),
    mend=N_("If the record is wrong, have it corrected in the register. If it is right, you may apply once"
            " {ownership_years_in_words} have passed since the ownership ended."),
    point=N_("Rules, point 15, 2); Law, article 72, 1)"))
def owned_housing(f: Facts, law: Law) -> Tristate:
    """Law 69(1)(1). On the emergency basis what is owned today is the business of not_sole_dwelling, and a right in the
    emergency dwelling itself never counts, an ended one neither.
    """
    since = years_before(f.filed_on, law.ownership_window_years)
    dwellings = each_dwelling(f)
    ended = [has_ended_since(d, at, since, law) for at, d in dwellings]
    if f.basis != "emergency_housing":
        return unless_incomplete(f, law, any_of(*ended, *[is_owned_today(d, at, law) for at, d in dwellings]))
    itself = emergency_by_object(f)
    others = [all_of(one, negate(itself.get(d.id or "", NO))) for one, (_, d) in zip(ended, dwellings, strict=True)]
    return unless_incomplete(f, law, any_of(*others))


@ground("requirements_not_met", "not_sole_dwelling", needs=("dwellings", "family"),
    requirement=N_("The emergency dwelling is the only one owned today"),
    words=N_("Besides the emergency dwelling, you or your family own another one today"),
    mend=N_("This basis is for those whose only dwelling is recognised as emergency. If the record is wrong, have it"
            " corrected."),
    point=N_("Law, article 69(1)(4)"))
def not_sole_dwelling(f: Facts, law: Law) -> Tristate:
    if f.basis != "emergency_housing":
        return NO
    today = answers_by_object(f, [is_owned_today(d, at, law) for at, d in each_dwelling(f)])
    emergency = answers_by_object(f, emergency_answers(f))
    return unless_incomplete(f, law, in_two_places(emergency, today))


@ground("requirements_not_met", "not_emergency", needs=("dwellings", "family"),
    requirement=N_("The dwelling is recognised as emergency"),
    words=N_("No dwelling that you own today is recognised as emergency"),
    mend=N_("Ask the akimat to recognise the dwelling as emergency, or apply on the basis that fits you."),
    point=N_("Law, article 69(1)(4)"))
def not_emergency(f: Facts, law: Law) -> Tristate:
    if f.basis != "emergency_housing":
        return NO
    return all_of(negate(any_of(*emergency_answers(f))), all_is_answered(f, law))


@ground("requirements_not_met", "document_missing", needs=("application.documents",),
    requirement=N_("The documents that the basis asks for are filed"),
    words=N_("A document that this basis requires was not filed"),
    mend=N_("Apply again and attach the document that the basis requires."),
    point=N_("Annex 1 to the Rules, row 9"))
def document_missing(f: Facts, law: Law) -> Tristate:
    wanted = law.papers_for(f.basis)
    return negate(has_document(f, *wanted)) if wanted else NO


@ground("requirements_not_met", "orphan_status_unproven",
    needs=("applicant.orphan_on_record", "applicant.orphan_proven"),
    requirement=N_("The record or the documents prove the status of an orphan"),
    words=N_("Neither the data bank nor the documents prove that you are an orphan or were left without parental care"),
    mend=N_("Attach documents that prove the absence of parental care or the status of the legal representative."),
    point=N_("Annex 1 to the Rules, row 9"))
def orphan_status_unproven(f: Facts, law: Law) -> Tristate:
    return negate(is_orphan(f)) if f.basis == "orphan_documents" else NO


@ground("requirements_not_met", "not_registered_here",
    needs=("application.settlement", "applicant.registered_in", *ORPHAN),
    requirement=N_("Registered at a place of residence in the settlement applied to"),
    words=N_("You are not registered at a place of residence in the settlement that you applied to"),
    mend=N_("Apply in the settlement where you are registered, or register here first."),
    point=N_("Law, article 71(1)"))
def not_registered_here(f: Facts, law: Law) -> Tristate:
    elsewhere = negate(is_registered_here(f))
    return elsewhere if elsewhere.value is False else all_of(elsewhere, negate(is_exempt_orphan(f, law)))


@ground("requirements_not_met", "residence_too_short",
    needs=("application.settlement", "applicant.registered_in", "applicant.registered_since", *ORPHAN),
    requirement=N_("Astana, Almaty, Shymkent: registered there for {residence_years_in_words}"),
    words=N_("You have been registered in this city for less than {residence_years_in_words}"),
    mend=N_("You may apply once you have been registered in the city for {residence_years_in_words}."),
    point=N_("Law, article 71(2)"))
def residence_too_short(f: Facts, law: Law) -> Tristate:
    """Asked only of those registered in the city: for the others not_registered_here says it all."""
    is_city = None if f.settlement is None else settlement_of(f.settlement) in law.residence_cities
    city = from_fact("application.settlement", is_city)
    if city.value is False:
        return city
    since = f.applicant.registered_since
    is_short = None if since is None else since > years_before(f.filed_on, law.residence_years)
    short = from_fact("applicant.registered_since", is_short)
    return all_of(city, is_registered_here(f), short, negate(is_exempt_orphan(f, law)))


@ground("requirements_not_met", "in_republican_base", needs=("applicant.in_republican_base",),
    requirement=N_("Not in the unified republican electronic base of the akimats"),
    words=N_("You already stand in the unified republican electronic base of the akimats"),
    mend=N_("Your place there stays yours, and the rights in both bases are equal (Law, article 74(1)): nothing has"
            " to be done. If the record is wrong, have it corrected by the akimat and apply again."),
    point=N_("Law, article 71(5)"))
def in_republican_base(f: Facts, law: Law) -> Tristate:
    return from_fact("applicant.in_republican_base", f.applicant.in_republican_base)


@ground("requirements_not_met", "already_registered", needs=("applicant.on_register",),
    requirement=N_("Not yet on this register"),
    words=N_("You are already on this register"),
    mend=N_("Nothing has to be done: your place and its date stay as they are."),
    point=N_("Rules, point 7"))
def already_registered(f: Facts, law: Law) -> Tristate:
    return from_fact("applicant.on_register", f.applicant.on_register)


@ground("requirements_not_met", "uses_state_dwelling", needs=("applicant.uses_state_dwelling",),
    requirement=N_("No dwelling of the state fund in use, nor one rented by the akimat"),
    words=N_("You have in use a dwelling of the state fund or one rented by the akimat"),
    mend=N_("You may apply once you have given that dwelling back."),
    point=N_("Law, article 72, 4)"))
def uses_state_dwelling(f: Facts, law: Law) -> Tristate:
    return from_fact("applicant.uses_state_dwelling", f.applicant.uses_state_dwelling)


@ground("requirements_not_met", "privatised_state_dwelling", needs=("applicant.privatised_state_dwelling",),
    requirement=N_("No dwelling of the state fund received and privatised earlier"),
    words=N_("You earlier received and privatised a dwelling of the state fund"),
    mend=N_("If the record is wrong, have it corrected by the akimat and apply again."),
    point=N_("Law, article 72, 6)"))
def privatised_state_dwelling(f: Facts, law: Law) -> Tristate:
    return from_fact("applicant.privatised_state_dwelling", f.applicant.privatised_state_dwelling)


@ground("requirements_not_met", "state_supported_mortgage", needs=("applicant.state_supported_mortgage",),
    requirement=N_("No dwelling bought with a mortgage of a state programme"),
    words=N_("You bought a dwelling with a mortgage under a state programme"),
    mend=N_("If the record is wrong, have it corrected by the bank that gave the mortgage and apply again."),
    point=N_("Law, article 72, 8)"))
def state_supported_mortgage(f: Facts, law: Law) -> Tristate:
    return from_fact("applicant.state_supported_mortgage", f.applicant.state_supported_mortgage)


@ground("outside_locality", needs=("application.settlement", "dwellings", "family"),
    requirement=N_("Applied in the settlement where the dwelling is recognised as emergency"),
    words=N_("Your dwelling recognised as emergency is in another settlement"),
    mend=N_("Apply in the settlement where the dwelling was recognised as emergency."),
    point=N_("Annex 1 to the Rules, refusal 3); Law, article 72, 7)"))
def outside_locality(f: Facts, law: Law) -> Tristate:
    if f.basis != "emergency_housing":
        return NO
    here = f.settlement and settlement_of(f.settlement)
    elsewhere = [
        all_of(
            emergency,
            has_answer("application.settlement", here),
            from_fact(at.settlement, None if d.settlement is None else settlement_of(d.settlement) != here),
        )
        for emergency, (at, d) in zip(emergency_answers(f), each_dwelling(f), strict=True)
    ]
    return unless_incomplete(f, law, any_of(*elsewhere))


WORSENED = {
    "requirement": N_("No deliberate worsening of housing conditions within the last {worsening_years_in_words}"),
    "mend": N_(
        "If this is wrong, complain and attach a document that shows it. Otherwise you may apply once"
        " {worsening_years_in_words} have passed since then."
    ),
    "point": N_("Annex 1 to the Rules, refusal 3)"),
}


@ground("worsened_exchange", needs=("dwellings",),
    **WORSENED,
    words=N_("Within the last {worsening_years_in_words} you exchanged your dwelling"))
def worsened_exchange(f: Facts, law: Law) -> Tristate:
    return worsened_by_ending(f, law, ("exchange",), needs_fit=False)


@ground("worsened_alienation", needs=("dwellings",),
    **WORSENED,
    words=N_("Within the last {worsening_years_in_words} you alienated your own dwelling fit for living"))
def worsened_alienation(f: Facts, law: Law) -> Tristate:
    """Bought out by the local executive body is no alienation (the Rules except it)."""
    return worsened_by_ending(f, law, ("sale", "gift", "other"), needs_fit=True)


@ground("worsened_damage", needs=("established",),
    **WORSENED,
    words=N_("It is established that your dwelling was destroyed or damaged through your fault"))
def worsened_damage(f: Facts, law: Law) -> Tristate:
    return is_established(f, law, "worsened_damage")


@ground("worsened_moved_out", needs=("established",),
    **WORSENED,
    words=N_("It is established that you moved out of a dwelling while not in need of one from the state fund"))
def worsened_moved_out(f: Facts, law: Law) -> Tristate:
    return is_established(f, law, "worsened_moved_out")


@ground("worsened_settled_others", needs=("established",),
    **WORSENED,
    words=N_("It is established that you settled in persons other than spouse, children and disabled parents"))
def worsened_settled_others(f: Facts, law: Law) -> Tristate:
    return is_established(f, law, "worsened_settled_others")


@ground("no_consent", needs=("applicant.consent",),
    requirement=N_("Consent to access the personal data that the service needs"),
    words=N_("There is no consent of yours to access the restricted personal data that the service needs"),
    mend=N_("Give the consent in your account and apply again."),
    point=N_("Annex 1 to the Rules, refusal 4); Law on Personal Data, article 8"))
def no_consent(f: Facts, law: Law) -> Tristate:
    consent = f.applicant.consent
    return from_fact("applicant.consent", None if consent is None else not consent)


# ----------------------------------------------------------------------------------------------------- the decision


class GroundAnswer(NamedTuple):
    """A ground looked at: does it hold, and on which facts does that rest, or which does it lack."""

    ground: Ground
    answer: Tristate


class Outcome(NamedTuple):
    """`outcome`: register, refuse, review. `answers`: one for every ground of the file, in its order."""

    outcome: Literal["register", "refuse", "review"]
    answers: tuple[Tristate, ...]
    unknown: tuple[str, ...]
    parameters: date

    @property
    def ground_answers(self) -> tuple[GroundAnswer, ...]:
        return tuple(map(GroundAnswer, GROUNDS, self.answers))

    @property
    def held_answers(self) -> list[GroundAnswer]:
        return [found for found in self.ground_answers if found.answer.value]

    @property
    def grounds(self) -> list[dict[str, Any]]:
        """As in the contract: codes in the order of the Rules, the reasons beside the one that carries them."""
        grounds: dict[str, dict[str, Any]] = {}
        for found in self.held_answers:
            entry = grounds.setdefault(found.ground.code, {"code": found.ground.code})
            if found.ground.reason:
                entry.setdefault("reasons", []).append(found.ground.reason)
        return list(grounds.values())


def decide(f: Facts, law: Law) -> Outcome:
    """Refuse when a ground holds on known facts; review when none does but one lacks a fact; else register."""
    whole = with_whole_dwellings(f)
    answers = tuple([ground.rule(whole, law) for ground in GROUNDS])
    unknown = tuple(sorted({name for value, names in answers if value is None for name in names}))
    held = True in [value for value, _ in answers]
    return Outcome("refuse" if held else "review" if unknown else "register", answers, unknown, law.since)
