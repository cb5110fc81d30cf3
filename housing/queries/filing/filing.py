"""Papers of a filed application: the code by which anyone may verify them is the digest of what was signed."""

from __future__ import annotations

import re

from sqlalchemy import select

from housing.queries.filing.notice import VerifiedDocument, load_erased_at, mask_name
from housing.queries.journal.row_seals import are_rows_sealed
from housing.queries.reference.settlements import branch_name
from housing.storage.extensions import db
from housing.storage.models import Application, Signature

#: Digits of the digest that make the code: 64 bits of a document with a number of 256 random ones in it.
CODE_LENGTH = 16
#: Nothing was filed any more: taken back by the person, or annulled.
OVER = ("withdrawn", "annulled")


def filing_code(sha256: str) -> str:
    return sha256[:CODE_LENGTH].upper()


def verify_filing_code(code: str, language: str) -> VerifiedDocument | None:
    """What the paper itself bears, the name masked. `code` as printed, without hyphens, in capitals."""
    if not re.fullmatch(rf"[0-9A-F]{{{CODE_LENGTH}}}", code):
        return None
    a, s, digits = Application, Signature, code.lower()
    found = db.session.execute(
        select(a.id, s.id.label("signature"), a.number, a.filed_at, a.status, a.branch_code, a.name)
        .join(s, s.application_id == a.id)
        .where(s.sha256 >= digits, s.sha256 < digits + "g", a.number.is_not(None))
    ).first()
    if found is None:
        return None
    kept = are_rows_sealed(("application", found.id), ("signature", found.signature))
    state = ("withdrawn" if found.status in OVER else "genuine") if kept else "altered"
    branch = branch_name(found.branch_code, language)
    to = mask_name(found.name)
    said = found.id, state, "application", found.number, found.filed_at, to, branch, "", load_erased_at(found.id)
    return VerifiedDocument(*said)
