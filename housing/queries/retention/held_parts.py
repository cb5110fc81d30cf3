"""What is held about a person, in a few lines: what it is, how much of it, whence it comes, how long it is kept."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from housing.labels import N_
from housing.queries.signin.representation import is_own_matter
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import (
    Answer,
    Application,
    FamilyConsent,
    KeptAnswer,
    Message,
    Notice,
    OneTimeCode,
    Paper,
    PhoneCheck,
    RegisterEntry,
    SignedInSession,
)

YOU, BASES, BANK = N_("you"), N_("state databases"), N_("the bank")


class HeldPart(NamedTuple):
    """`kind`: whose term ends it, a code of `retention_kinds`; "": it stays. `source`: a message id."""

    title: str
    many: int
    source: str
    kind: str


def list_held_parts(who: Who) -> list[HeldPart]:
    """Of the person's own; what there is none of is left out."""
    a, iin = Application, who.iin
    draft, filed = (is_own_matter(iin), a.status == "draft"), (a.iin == iin, a.number.is_not(None))
    ever = count_rows(a, *filed)
    told = (
        HeldPart(N_("An application that was begun"), count_rows(a, *draft), YOU, "drafts"),
        HeldPart(N_("Applications that were filed, as they were signed"), ever, YOU, "cases"),
        HeldPart(N_("Documents"), count_own(Paper, iin), YOU, "cases" if ever else "drafts"),
        HeldPart(
            N_("Answers of the state databases"), count_own(Answer, iin), BASES, "answers" if ever else "drafts"
        ),
        HeldPart(N_("Notices"), count_own(Notice, iin), BANK, "cases"),
        HeldPart(N_("Messages"), count_own(Message, iin), BANK, "cases"),
        HeldPart(N_("Places on the register, with what moved them"), count_of(RegisterEntry, iin), BANK, ""),
        HeldPart(N_("Consents that the family asked you for"), count_of(FamilyConsent, iin), YOU, "cases"),
        HeldPart(N_("Whether a phone is linked"), count_of(PhoneCheck, iin), BASES, "phone_checks"),
        HeldPart(N_("One-time codes"), count_of(OneTimeCode, iin), BANK, "codes"),
        HeldPart(N_("Sessions"), count_of(SignedInSession, iin), BANK, "sessions"),
        HeldPart(N_("What you typed as a session ended"), count_of(KeptAnswer, iin), YOU, "kept_answers"),
    )  # fmt: skip
    return [one for one in told if one.many]


def count_rows(of: Any, *whose: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(of).where(*whose)) or 0


def count_of(table: Any, iin: str) -> int:
    """Rows of a table that names people by their IIN."""
    return count_rows(table, table.iin == iin)


def count_own(of: Any, iin: str) -> int:
    """Of all applications that are this person's own."""
    own = select(Application.id).where(is_own_matter(iin))
    return count_rows(of, of.application_id.in_(own))


def count_own_drafts(who: Who) -> int:
    """Those that the person fills in, for themselves or for another."""
    a = Application
    own = count_rows(a, a.iin == who.iin, a.representative_iin == "", a.status == "draft")
    return own + count_rows(a, a.representative_iin == who.iin, a.status == "draft")
