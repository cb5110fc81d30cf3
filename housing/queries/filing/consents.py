"""Consents of family members (Law, article 71(1); Law on Personal Data, article 8): who was asked, what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest, new
from typing import Any

from sqlalchemy import bindparam, select

from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, FamilyConsent

#: Letters of a link that prove it: 128 bits.
PROOF = 32


@dataclass(frozen=True, slots=True)
class ConsentRequest:
    """A request to somebody. `state`: asked, given, refused, withdrawn; `by`: the applicant's name, who asks."""

    id: int
    by: str
    state: str
    asked_at: datetime
    answered_at: datetime | None


GIVEN_CONSENTS = select(FamilyConsent.iin).where(
    FamilyConsent.application_id == bindparam("case"), FamilyConsent.state == "given"
)


def list_consented_iins(application_id: int) -> frozenset[str]:
    """IINs of the family members whose consent, given here, stands."""
    return frozenset(execute_core(GIVEN_CONSENTS, {"case": application_id}).scalars())


def build_link_token(link: str, secret: str) -> str:
    """What stands in the address of a consent: its random half and what proves it. The database alone makes none."""
    return link + new(secret.encode(), f"consent link {link}".encode(), sha256).hexdigest()[:PROOF]


def load_consent_by_link(token: str, iin: str, secret: str) -> ConsentRequest | None:
    """What this person is asked by their link; None for the link of anybody else and for one that was made up."""
    link = token[:-PROOF]
    if not compare_digest(token.encode(), build_link_token(link, secret).encode()):
        return None
    return next(iter(list_consent_requests(iin, FamilyConsent.link == link)), None)


def list_consent_requests(iin: str, *only: Any) -> list[ConsentRequest]:
    """What this person was asked to consent to, newest first."""
    c = FamilyConsent
    rows = db.session.execute(
        select(c.id, Application.name.label("by"), c.state, c.asked_at, c.answered_at)
        .join(Application, Application.id == c.application_id)
        .where(c.iin == iin, *only)
        .order_by(c.id.desc())
    )
    return [ConsentRequest(**row._asdict()) for row in rows]
