"""Who is signed in behind a browser's token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from housing.law.retention import is_over
from housing.law.working_time import ALMATY
from housing.queries.reference.retention import load_retention_terms
from housing.storage.extensions import db, execute_core
from housing.storage.models import KeptAnswer, SignedInSession, Staff
from housing.storage.query_cache import cached_query


@dataclass(frozen=True, slots=True)
class Who:
    """The person of a request. `kind`: citizen or staff; `role`: citizen, or the role of an official.

    `on`: the day of the request, for on it depends whom this person may act for. Of an official: `until`, when the
    session ends at the latest; `must_change`, they still have a password that somebody gave them; `secured`, they have
    an authenticator.
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
    until: datetime | None = None
    must_change: bool = False
    secured: bool = False


SESSION_BY_TOKEN = (
    select(
        SignedInSession.token_hash,
        SignedInSession.iin,
        SignedInSession.name,
        SignedInSession.until,
        Staff.id.label("staff_id"),
        Staff.name.label("official_name"),
        Staff.role,
        Staff.login,
        Staff.branch_code,
        Staff.active,
        Staff.must_change,
        Staff.totp_secret.is_not(None).label("secured"),
    )
    .outerjoin(Staff, Staff.id == SignedInSession.staff_id)
    .where(SignedInSession.token_hash == bindparam("token"))
)


#: What only an official's session says, called as the fields of Who are.
OF_OFFICIALS = ("staff_id", "login", "branch_code", "until", "must_change", "secured")


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def load_session_person(token: str, now: datetime) -> Who | None:
    """None when the token is unknown, has run out, was ended, or belongs to an official who is no longer active."""
    key = hash_token(token)
    found = cached_query(("signed in", key), lambda: execute_core(SESSION_BY_TOKEN, {"token": key}).first())
    if found is None or found.until <= now:
        return None
    on = now.astimezone(ALMATY).date()
    if found.staff_id is None:
        return Who("citizen", found.name, "citizen", found.token_hash, on, iin=found.iin)
    if not found.active:
        return None
    theirs = {name: getattr(found, name) for name in OF_OFFICIALS}
    return Who("staff", found.official_name, found.role, found.token_hash, on, **theirs)


def load_session_iin(token: str) -> str | None:
    """Whose session it is or was; None for a token that is unknown, was signed out, or is an official's."""
    return db.session.scalar(select(SignedInSession.iin).where(SignedInSession.token_hash == hash_token(token)))


def load_kept_answers(iin: str, path: str, now: datetime) -> dict[str, list[str]] | None:
    """What this person sent to that address as their session ended, while its term lasts."""
    kept, rule = db.session.get(KeptAnswer, iin), load_retention_terms(now).get("kept_answers")
    over = kept is not None and rule is not None and is_over(kept.at, rule.term, now)
    return kept.fields if kept and kept.path == path and not over else None


@dataclass(frozen=True, slots=True)
class Official:
    """What a sign-in needs to know of an active official. `has_code`: an authenticator is enrolled."""

    id: int
    login: str
    name: str
    password_hash: str
    has_code: bool = False

    @property
    def fingerprint(self) -> str:
        """Changes with the password; tells nothing of it."""
        return hash_token(self.password_hash)[:16]


def build_official(found: Staff | None) -> Official | None:
    return Official(found.id, found.login, found.name, found.password_hash, bool(found.totp_secret)) if found else None


def load_official_by_login(login: str) -> Official | None:
    return build_official(db.session.scalar(select(Staff).where(Staff.login == login, Staff.active)))


def load_official(staff_id: int) -> Official | None:
    return build_official(db.session.scalar(select(Staff).where(Staff.id == staff_id, Staff.active)))


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A session of an official that is open. `name`: by which it is ended; no token, and of no use as one."""

    name: str
    since: datetime
    until: datetime
    address: str
    browser: str


#: Letters of a session's hash by which a form names it.
NAME_LENGTH = 16


def list_staff_sessions(staff_id: int, now: datetime) -> list[StaffSession]:
    """Newest first."""
    wanted = (
        select(SignedInSession)
        .where(SignedInSession.staff_id == staff_id, SignedInSession.until > now)
        .order_by(SignedInSession.since.desc())
    )
    return [
        StaffSession(one.token_hash[:NAME_LENGTH], one.since, one.until, one.address, one.browser)
        for one in db.session.scalars(wanted)
    ]
