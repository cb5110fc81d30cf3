"""The text of a notice: made once, when it is decided, in Kazakh and in Russian, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from flask import render_template
from flask_babel import force_locale

from housing.presentation.ground_text import GroundText
from housing.reference_data.law_numbers import Numbers, placeholder_values
from housing.reference_data.placeholders import fill_placeholders
from housing.text.person_name import PersonName, parse_name

LANGUAGES = ("kk", "ru")


@dataclass(frozen=True, slots=True)
class NoticeGround:
    """A ground that holds, in one language: the facts that it rests on, and source and time of each.

    `waiting`: from which day it stands in the way no more, or that waiting does not mend it.
    """

    description: GroundText
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    waiting: str


@dataclass(frozen=True, slots=True)
class NoticeDispute:
    """A record that the applicant disputed, in one language: what the database says, and what counts.

    `note`: the applicant's own words; `reason`: the official's for what counts, "" where nobody had to say. Both stand
    as they were written.
    """

    record: str
    note: str
    counting_value: str
    reason: str


class ComplaintBody(Protocol):
    """To whom, how and within which term, in one language."""

    @property
    def name(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def term(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What one notice says in one language, kk or ru: plain words, which the template escapes.

    Empty is what a notice of its kind does not say: a registration has no grounds, a refusal no finding.
    """

    grounds: tuple[NoticeGround, ...] = ()
    #: From which day none of the grounds would stand in the way.
    waiting: str = ""
    #: The facts that stayed unknown.
    unanswered: tuple[str, ...] = ()
    disputes: tuple[NoticeDispute, ...] = ()
    #: To whom the person may complain.
    complaint_bodies: tuple[ComplaintBody, ...] = ()
    #: Of an annulment: the facts that were found, and source and time of each.
    findings: tuple[str, ...] = ()
    finding_sources: tuple[str, ...] = ()


def build_texts(build: Callable[[str], NoticeText]) -> dict[str, NoticeText]:
    """By language, what `build` makes for it; it runs with that language as the current one."""
    texts = {}
    for language in LANGUAGES:
        with force_locale(language):
            texts[language] = build(language)
    return texts


@dataclass(frozen=True, slots=True)
class NoticeData:
    """What every kind of notice bears (law.md part 7). Names of places and branches by language."""

    kind: str
    number: str
    code: str
    issued_at: datetime
    applicant: str
    application_number: str
    filed_at: datetime
    basis: str
    settlement: dict[str, str]
    branch: dict[str, str]
    official: str
    automatic: bool
    language: str
    #: Running texts by paragraph and language, with their blanks.
    paragraphs: Mapping[str, Mapping[str, str]]
    #: Those by which the case was judged (`law_numbers`).
    numbers: Numbers
    representative: str = ""
    register_number: str = ""
    list_code: str = ""
    category_declared: str | None = None
    #: What it says beside the running texts, by language.
    texts: Mapping[str, NoticeText] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, NoticeText()))
    complain_until: date | None = None
    #: Who exactly that is, beside the full name: the IIN masked, the year of birth where the state base told it.
    iin: str = ""
    born_in: int | None = None
    note: str = ""
    #: In which text an official's own words stand: kk or ru; "": in both.
    note_language: str = ""
    #: The date in the queue; a notice that replaces another leaves it as it was.
    registered_at: datetime | None = None
    #: Number and time of the notice that this one replaces, and what is corrected, in the official's words.
    replaces: str = ""
    replaced_from: datetime | None = None
    reason: str = ""
    reason_language: str = ""
    #: The complaint by which an act was cancelled, or by which the date in the queue is an earlier one.
    complaint: str = ""
    #: Of a cancellation: the kind and the time of the act, and when the new decision is due.
    act: str = ""
    acted_at: datetime | None = None
    due_at: datetime | None = None
    #: Of a date that was moved: the one that counted before.
    moved_from: datetime | None = None

    @property
    def name(self) -> PersonName:
        """The applicant's name in its parts, for the greeting."""
        return parse_name(self.applicant)

    def fill_paragraph(self, paragraph: str, language: str, **values: str) -> str:
        """A running text with its blanks filled: plain words, which the template escapes."""
        return fill_placeholders(
            self.paragraphs[paragraph][language], {**placeholder_values(self.numbers, language), **values}
        )


def compose_notice(data: NoticeData) -> dict[str, str]:
    """The body of the notice as HTML, by language."""
    return {language: compose_in(data, language) for language in LANGUAGES}


def compose_in(data: NoticeData, language: str) -> str:
    with force_locale(language):
        return render_template(f"notices/{data.kind}.html", n=data, text=data.texts[language], language=language)
