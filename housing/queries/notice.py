"""A notice as it was issued: whole for the person it is addressed to, and what anyone may learn by its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.eligibility import GROUNDS
from housing.extensions import db
from housing.models import Application, Decision, Notice
from housing.queries.representation import mine
from housing.queries.session import Who
from housing.queries.settlements import offices


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """`texts`: its HTML by language, never changed since; `grounds`: what each ground says, as message ids."""

    kind: str
    number: str
    code: str
    texts: dict[str, str]
    fingerprint: str
    issued_at: datetime
    application_number: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Genuine:
    """What the paper itself bears, the name masked. `state`: genuine; withdrawn, where the application was annulled."""

    state: str
    kind: str
    number: str
    issued_at: datetime
    to: str
    branch: str
    fingerprint: str


def notice_of(who: Who, number: str) -> StoredNotice | None:
    """None for somebody else's, and for what does not exist."""
    n = Notice
    found = db.session.execute(
        select(n.kind, n.number, n.code, n.texts, n.sha256, n.issued_at, Application.number, Decision.grounds)
        .join(Application, Application.id == n.application_id)
        .join(Decision, Decision.application_id == n.application_id)
        .where(n.number == number, mine(who))
    ).first()
    if found is None:
        return None
    *stored, sha256, issued_at, application_number, grounds = found
    keys = [key for ground in grounds for key in ground.get("reasons", [ground["code"]])]
    words = tuple(ground.words for ground in GROUNDS if ground.key in keys)
    return StoredNotice(*stored, fingerprint(sha256), issued_at, application_number, words)


def genuine(code: str, language: str) -> Genuine | None:
    """`code` as printed, without hyphens, in capitals."""
    n = Notice
    found = db.session.execute(
        select(n.kind, n.number, n.issued_at, n.sha256, Application.name, Application.branch_code, Application.status)
        .join(Application, Application.id == n.application_id)
        .where(n.code == code)
    ).first()
    if found is None:
        return None
    state = "withdrawn" if found.status == "annulled" else "genuine"
    branch, to = offices()[found.branch_code].name(language), masked_name(found.name)
    return Genuine(state, found.kind, found.number, found.issued_at, to, branch, fingerprint(found.sha256))


def masked_name(name: str) -> str:
    """«Ахметова Айгерім» as «А••••••• А.»: whoever holds the paper recognises it, nobody else learns it."""
    surname, *given = name.split() or [""]
    initials = "".join(f" {part[0]}." for part in given)
    return f"{surname[:1]}{'•' * 7}{initials}"


def fingerprint(sha256: str) -> str:
    """Sixteen digits in groups, short enough to be compared by eye."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
