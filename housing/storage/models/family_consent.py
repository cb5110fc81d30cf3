"""What adult family members of an applicant are asked to consent to, and what they answered."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column

IIN = lookup_column("iin")


class FamilyConsent(db.Model):  # type: ignore[name-defined,misc]
    """A consent that an adult family member was asked for here. `state`: asked, given, refused, withdrawn.

    `link`: the random half of their address; the other half, which proves it, is reckoned with the server's secret and
    stands nowhere (`queries.consents.link_token`). `reminded_at`: of the last SMS after the first.
    """

    __table_args__ = (
        Index("uq_family_consent_application_id", "application_id", IIN, unique=True),
        Index("ix_family_consent_iin", IIN),
        Index("uq_family_consent_link", "link", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    iin: Mapped[str] = mapped_column(LookupText(12))
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link: Mapped[str] = mapped_column(String(16), default=lambda: token_hex(8), server_default="")
