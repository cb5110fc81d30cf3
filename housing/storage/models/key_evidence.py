"""What is kept of a signature by a key, whatever was signed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedBytes
from housing.storage.extensions import UtcDateTime
from housing.storage.lookup import LookupText


class KeyEvidence:
    """Evidence of a signature by a key: the bytes as shown and signed, by whom, when, and all that is needed to look
    again: `cms` as received, `certificate` and its issuer, what was known of its revocation."""

    document: Mapped[bytes] = mapped_column(EncryptedBytes)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    certificate: Mapped[bytes] = mapped_column(EncryptedBytes)
    cms: Mapped[bytes | None] = mapped_column(EncryptedBytes)
    issuer_sha256: Mapped[str | None] = mapped_column(String(64))
    signer_iin: Mapped[str] = mapped_column(LookupText(12))
    verified_at: Mapped[datetime] = mapped_column(UtcDateTime)
    verifier: Mapped[str] = mapped_column(String(40))
    #: not checked, good …, revoked: what the authority said of the certificate, and its answer as received.
    revocation: Mapped[str] = mapped_column(String(80))
    revocation_evidence: Mapped[bytes | None] = mapped_column(LargeBinary)
