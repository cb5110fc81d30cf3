"""Who is signed in behind a browser's token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from housing.extensions import db
from housing.models import KeptAnswer, SignedIn, Staff
from housing.working_time import ALMATY

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Who:
    """The person of a request. `kind`: citizen or staff; `role`: citizen, or the role of an official.

    `on`: the day of the request, for on it depends whom this person may act for.
    """

    kind: str
    name: str
    role: str
    session: str
    on: date
    iin: str = ""
    staff_id: int = 0
    login: str = ""
    branch_code: str | None = None


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def who_is(token: str, now: datetime) -> Who | None:
    """None when the token is unknown, has run out, was ended, or belongs to an official who is no longer active."""
    found = db.session.execute(
        select(SignedIn, Staff)
        .outerjoin(Staff, Staff.id == SignedIn.staff_id)
        .where(SignedIn.token_hash == hashed(token), SignedIn.until > now)
    ).first()
    if found is None:
        return None
    session, staff = found
    on = now.astimezone(ALMATY).date()
    if staff is None:
        return Who("citizen", session.name, "citizen", session.token_hash, on, iin=session.iin)
    if not staff.active:
        return None
    return Who("staff", staff.name, staff.role, session.token_hash, on, "", staff.id, staff.login, staff.branch_code)


def kept_for(iin: str, path: str, now: datetime) -> dict[str, list[str]] | None:
    """What this person sent to that address as their session ended, within a day."""
    kept = db.session.get(KeptAnswer, iin)
    return kept.fields if kept and kept.path == path and now - kept.at < KEPT else None


@dataclass(frozen=True, slots=True)
class Official:
    """What a sign-in by password needs to know of an active official."""

    id: int
    login: str
    name: str
    password_hash: str


def staff_of(login: str) -> Official | None:
    found = db.session.scalar(select(Staff).where(Staff.login == login, Staff.active))
    return Official(found.id, found.login, found.name, found.password_hash) if found else None
