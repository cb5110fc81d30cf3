"""Asking: every source about the applicant at once, and about the family as soon as it is known who they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from housing.law.parameters import years_after
from housing.registries import civil_registry, consents, real_property
from housing.registries.gateway import AT_ONCE, Gateway, SourceAnswer
from housing.registries.sources import SOURCES


class Inquiry:
    """`known`: answers that still count: nobody is asked for them again. `consented`: IINs, to the bank itself."""

    def __init__(self, gateway: Gateway, known: Iterable[SourceAnswer], consented: Collection[str]) -> None:
        self.gateway, self.consented = gateway, consented
        self.known = {(answer.source, answer.about): answer for answer in known}

    def ask(self, source: ModuleType, iin: str) -> SourceAnswer:
        answer: SourceAnswer = self.known.get((source.NAME, iin)) or source.ask(self.gateway, iin)
        return answer

    def ask_about_member(self, iin: str, minor: bool) -> list[SourceAnswer]:
        """Nothing is asked about an adult who has not consented. For a minor the applicant's own consent serves.

        A consent given to the bank counts where the state service holds no answer; a refusal there outweighs it.
        """
        consent = [] if minor else [self.ask(consents, iin)]
        if minor or consent[0].facts.get("consent", iin in self.consented):
            return [*consent, self.ask(real_property, iin)]
        return consent


@dataclass(frozen=True, slots=True)
class InquirySubject:
    """About whom is asked: the applicant, and who counts as family.

    `on`: the day of filing, and `adult_from`, in years, say who is adult. `living_with`: IINs of those whom the
    applicant declares as living with them; an adult child belongs to the family only so. `consented`: IINs of those
    who gave their consent to the bank itself.
    """

    iin: str
    on: date
    adult_from: int
    living_with: Collection[str] = ()
    consented: Collection[str] = ()


def ask_all_sources(
    gateway: Gateway, subject: InquirySubject, known: Iterable[SourceAnswer] = ()
) -> list[SourceAnswer]:
    """Ask every source about the applicant and, where the law lets us, about the family; one new answer each.

    A silent civil registry leaves the family unasked, but not the applicant. Of what is `known` nothing is asked and
    nothing returned.
    """
    inquiry, iin = Inquiry(gateway, known, subject.consented), subject.iin
    with ThreadPoolExecutor(AT_ONCE) as pool:
        own = {
            name: pool.submit(inquiry.ask, source, iin) for name, source in SOURCES.items() if source is not consents
        }
        kin = own[civil_registry.NAME].result().facts.get("family", [])
        asked = [(member, minor) for member, minor in members_to_ask(kin, subject).items() if member and member != iin]
        about_family = [pool.submit(inquiry.ask_about_member, *member) for member in asked]
        answers = [one.result() for one in own.values()] + [one for many in about_family for one in many.result()]
    return [answer for answer in answers if (answer.source, answer.about) not in inquiry.known]


def members_to_ask(kin: Iterable[dict[str, Any]], subject: InquirySubject) -> dict[str, bool]:
    """About whom besides the applicant is asked, and whether as about a minor."""
    living_with = subject.living_with
    minors = {m["iin"]: True for m in kin if is_adult(m, subject.on, subject.adult_from) is False}
    adults = {m["iin"]: False for m in kin if m["relation"] == "spouse" or m["iin"] in living_with}
    return {**adults, **dict.fromkeys(living_with, False), **minors}


def is_adult(member: dict[str, Any], on: date, adult_from: int) -> bool | None:
    """None where the date of birth is unknown."""
    if member["born"] is None:
        return None
    return on >= years_after(date.fromisoformat(member["born"]), adult_from)
