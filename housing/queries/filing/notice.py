"""A notice as it was issued: whole for the person it is addressed to, and what anyone may learn by its code."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from housing.law.eligibility import GROUNDS, Ground
from housing.queries.journal.row_seals import are_rows_sealed
from housing.queries.reference.settlements import branch_name
from housing.queries.signin.representation import is_visible_to
from housing.queries.signin.session import Who
from housing.storage.encrypted import plain_length
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, Erasure, Notice, SealedNotice

#: So many are sealed at one go: the next round takes the rest.
BATCH_SIZE = 50
#: The whole file of the case was erased after its term.
ERASED = exists().where(Erasure.application_id == Notice.application_id, Erasure.kind == "cases")
#: Compared with where there is nothing to compare: longer than any code.
NO_CODE = "-" * 13


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """`texts`: its HTML by language, never changed since; `grounds`: those of its decision, taken at `decided_at`.

    `language`: in which the applicant filed. `size`: bytes of its sealed PDF, None while it is not sealed.
    `in_force`: no newer one has replaced it.
    """

    id: int
    kind: str
    number: str
    code: str
    texts: dict[str, str]
    fingerprint: str
    issued_at: datetime
    application_number: str
    language: str
    grounds: tuple[Ground, ...]
    decided_at: datetime
    filed_at: datetime
    size: int | None
    in_force: bool
    application_id: int
    #: It is what Kezek wrote: nobody changed it past Kezek.
    is_intact: bool
    #: Its text was erased after its term, and says so.
    is_erased: bool


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What the paper itself bears, the name masked.

    `state`: genuine; replaced, by a corrected one; withdrawn, where its act was cancelled or annulled; altered, where
    what is kept of it is not what Kezek wrote. `erased_at`: when the text was erased after its term; None: it is kept.
    """

    application_id: int
    state: str
    kind: str
    number: str
    issued_at: datetime
    to: str
    branch: str
    fingerprint: str
    erased_at: datetime | None = None


def load_own_notice(who: Who, number: str) -> StoredNotice | None:
    """None for somebody else's, and for what does not exist."""
    return load_notice_where(Notice.number == number, is_visible_to(who))


def load_notice(notice_id: int) -> StoredNotice | None:
    return load_notice_where(Notice.id == notice_id)


def load_effective_notice(application_id: int) -> StoredNotice | None:
    return load_notice_where(Notice.application_id == application_id, Notice.replaced_at.is_(None))


def list_notices(application_id: int) -> list[StoredNotice]:
    """Every notice of a decision, also those that a newer one has replaced; newest first."""
    return list_notices_where(Notice.application_id == application_id)


def load_notice_where(*wanted: Any) -> StoredNotice | None:
    return next(iter(list_notices_where(*wanted)), None)


def list_notices_where(*wanted: Any) -> list[StoredNotice]:
    n, a = Notice, Application
    rows = db.session.execute(
        select(
            n.id,
            n.kind,
            n.number,
            n.code,
            n.texts,
            n.sha256,
            n.issued_at,
            a.number.label("application_number"),
            a.language,
            Decision.grounds,
            Decision.decided_at,
            a.filed_at,
            plain_length(SealedNotice.content).label("size"),
            n.replaced_at,
            n.application_id,
            ERASED.label("is_erased"),
        )
        .join(a, a.id == n.application_id)
        .outerjoin(Decision, Decision.id == n.decision_id)
        .outerjoin(SealedNotice, SealedNotice.notice_id == n.id)
        .where(*wanted)
        .order_by(n.id.desc())
    )
    return [build_stored_notice(row) for row in rows]


def build_stored_notice(found: Any) -> StoredNotice:
    keys = [key for ground in found.grounds or () for key in ground.get("reasons", [ground["code"]])]
    grounds = tuple(ground for ground in GROUNDS if ground.key in keys)
    return StoredNotice(
        found.id,
        found.kind,
        found.number,
        found.code,
        found.texts,
        format_fingerprint(found.sha256),
        found.issued_at,
        found.application_number or "",
        found.language,
        grounds,
        found.decided_at or found.issued_at,
        found.filed_at,
        found.size,
        found.replaced_at is None,
        found.application_id,
        are_rows_sealed(("notice", found.id), *([("sealed_notice", found.id)] if found.size is not None else [])),
        found.is_erased,
    )


def load_sealed_pdf(notice_id: int) -> bytes | None:
    """The sealed PDF, once the job has made it."""
    return db.session.scalar(select(SealedNotice.content).where(SealedNotice.notice_id == notice_id))


def list_notices_to_seal(since: datetime, until: datetime) -> list[int]:
    """Notices issued while the bank's key was valid that bear no seal yet, oldest first."""
    wanted = (
        select(Notice.id)
        .outerjoin(SealedNotice, SealedNotice.notice_id == Notice.id)
        .where(SealedNotice.notice_id.is_(None), Notice.issued_at >= since, Notice.issued_at <= until, ~ERASED)
    )
    return list(db.session.scalars(wanted.order_by(Notice.id).limit(BATCH_SIZE)))


def verify_notice_code(code: str, language: str) -> VerifiedDocument | None:
    """`code` as printed, without hyphens, in capitals.

    Looked up by its digest and then compared whole: how long it takes says nothing about how much of it was right.
    """
    n, a, later = Notice, Application, aliased(Notice)
    corrected = exists().where(later.replaces_id == n.id).label("corrected")
    found = db.session.execute(
        select(
            *(n.id, n.application_id, n.kind, n.number, n.issued_at, n.sha256, n.code, n.replaced_at),
            *(a.name, a.branch_code, a.status, corrected),
        )
        .join(a, a.id == n.application_id)
        .where(n.code_sha256 == hashlib.sha256(code.encode()).hexdigest())
    ).first()
    same = hmac.compare_digest((found.code if found else NO_CODE).encode(), code.encode())
    if found is None or not same:
        return None
    branch, to = branch_name(found.branch_code, language), mask_name(found.name)
    kept = are_rows_sealed(("notice", found.id), ("application", found.application_id))
    return VerifiedDocument(
        found.application_id,
        verification_state(found) if kept else "altered",
        found.kind,
        found.number,
        found.issued_at,
        to,
        branch,
        format_fingerprint(found.sha256),
        load_erased_at(found.application_id),
    )


def load_erased_at(application_id: int) -> datetime | None:
    """When the whole file was erased; None: it is kept."""
    whole = Erasure.application_id == application_id, Erasure.kind == "cases"
    return db.session.scalar(select(Erasure.at).where(*whole))


def verification_state(found: Any) -> str:
    """Withdrawn: its act was cancelled or annulled. Annulments once bore no notice of their own, and ended none."""
    if found.replaced_at:
        return "replaced" if found.corrected else "withdrawn"
    return "withdrawn" if found.status == "annulled" and found.kind != "annulled" else "genuine"


def number_root(number: str) -> str:
    """The number of a notice without the count of those that share it."""
    return "-".join(number.split("-")[:3])


def load_next_number(application_id: int, root: str) -> str:
    """That number, or where notices of the application bear it already, with a count."""
    like = Notice.application_id == application_id, Notice.number.startswith(root, autoescape=True)
    issued = db.session.scalar(select(func.count()).select_from(Notice).where(*like)) or 0
    return f"{root}-{issued + 1}" if issued else root


def mask_name(name: str, dots: int = 7) -> str:
    """«Ахметова Айгерім» as «А••••••• А.»: whoever holds the paper recognises it, nobody else learns it.

    `dots`: always as many, so that the length of the surname does not show.
    """
    surname, *given = name.split() or [""]
    initials = "".join(f" {part[0]}." for part in given)
    return f"{surname[:1]}{'•' * dots}{initials}"


def format_fingerprint(sha256: str) -> str:
    """Sixteen digits in groups, short enough to be compared by eye."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
