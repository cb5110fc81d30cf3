"""To open a session: a citizen by electronic signature (Rules, point 5), an official by password and code."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from werkzeug.security import check_password_hash

from housing.actions.signin.challenge import SignedChallenge, spend_challenge
from housing.actions.signin.one_time_code import CodeRequest, use_code
from housing.actions.signin.prove_code import prove_code
from housing.gateways import eds
from housing.queries.signin.session import Official, hash_token, load_official_by_login
from housing.security.client_info import UNKNOWN_CLIENT, ClientInfo
from housing.storage import audit
from housing.storage.models import SignedInSession, Staff
from housing.storage.transaction import transaction

#: For the page: why a signature was refused, and the words for it.
Refused, WORDS = eds.SignatureRefused, eds.WORDS

CITIZEN_LIFETIME = timedelta(hours=4)
STAFF_LIFETIME = timedelta(hours=12)
#: Compared against when no such official exists, so that the time of the answer tells nothing: no password has this
#: hash, and to look costs what it costs with a kept one. Written out, for to make one takes a tenth of a second.
DUMMY_HASH = f"scrypt:32768:8:1${'0' * 16}${'0' * 128}"


class WrongPassword(Exception):
    """No such official, not active, or another password: the answer does not say which."""


@dataclass(frozen=True, slots=True)
class SessionHolder:
    """Whose session it is: a citizen by IIN, or an official by id. `name`: as it is known at sign-in, "" where not."""

    name: str
    iin: str | None = None
    staff_id: int | None = None


def sign_in_by_signature(signed: SignedChallenge, session: str, key: str, verifier: eds.Verifier, now: datetime) -> str:
    """A new session token for the person of the certificate, and for nobody a form may name.

    Raises ChallengeSpent, eds.Refused.
    """
    spend_challenge(key, session, "sign-in", signed.asked, now)
    signer = verifier.verify(signed.cms, signed.asked.payload, at=now, purpose="sign-in")
    return open_session("citizen", SessionHolder(signer.name, iin=signer.iin), CITIZEN_LIFETIME, now)


def sign_in_by_code(wanted: CodeRequest, code: str, key: str, now: datetime) -> str:
    """A new session token for the person to whose linked number the code was sent. Raises WrongCode.

    Whoever they are by name, the state base will say once it may be asked.
    """
    use_code(wanted, code, key, now)
    return open_session("citizen", SessionHolder("", iin=wanted.iin), CITIZEN_LIFETIME, now)


def check_password(login: str, password: str) -> Official:
    """The official whose login and password these are; nobody is signed in yet. Raises WrongPassword."""
    staff = load_official_by_login(login)
    if not check_password_hash(staff.password_hash if staff else DUMMY_HASH, password) or staff is None:
        raise WrongPassword
    return staff


def sign_in_by_password(staff: Official, where: ClientInfo, now: datetime) -> str:
    """A new session token for an official who has no authenticator."""
    return open_session(staff.login, SessionHolder(staff.name, staff_id=staff.id), STAFF_LIFETIME, now, where)


def sign_in_by_second_factor(
    known: Official, code: str, where: ClientInfo, key: str, now: datetime, phone: datetime
) -> str:
    """A new session token for an official whose password was right. Raises prove_code.WrongSecondFactor."""
    token = secrets.token_urlsafe(32)
    with transaction() as db:
        staff = db.scalars(select(Staff).where(Staff.id == known.id)).one()
        means = prove_code(db, staff, code, key, now, phone)
        db.add(build_session(token, SessionHolder(staff.name, staff_id=staff.id), STAFF_LIFETIME, now, where))
        audit.record("session.opened", staff.login, now, None, by=means)
    return token


def open_session(
    actor: str, holder: SessionHolder, lifetime: timedelta, now: datetime, where: ClientInfo = UNKNOWN_CLIENT
) -> str:
    token = secrets.token_urlsafe(32)
    with transaction() as db:
        db.add(build_session(token, holder, lifetime, now, where))
        audit.record("session.opened", actor, now)
    return token


def build_session(
    token: str, holder: SessionHolder, lifetime: timedelta, now: datetime, where: ClientInfo
) -> SignedInSession:
    return SignedInSession(
        token_hash=hash_token(token),
        iin=holder.iin,
        name=holder.name,
        staff_id=holder.staff_id,
        since=now,
        until=now + lifetime,
        address=where.address,
        browser=where.browser,
    )


def sign_out(token: str, actor: str, now: datetime) -> None:
    """Ends the session at once, for whoever else may hold its token too."""
    with transaction() as db:
        db.execute(delete(SignedInSession).where(SignedInSession.token_hash == hash_token(token)))
        audit.record("session.closed", actor, now)
