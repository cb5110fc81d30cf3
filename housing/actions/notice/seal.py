"""To seal: a notice's PDF with the bank's seal, made once and kept; and the same document while it is not kept yet.

A notice is sealed by the key that was valid when it was issued, and names that time: so whoever fetches it a second
before the job comes has the very bytes that are kept afterwards. Without a key, or from before it, it is not sealed.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from housing.gateways.pades import NoticeKey, seal_pdf
from housing.law.lifecycle import SYSTEM
from housing.queries.filing import notice as notices
from housing.queries.filing.notice import StoredNotice
from housing.storage import audit
from housing.storage.models import Notice, SealedNotice
from housing.storage.transaction import transaction


def build_notice_pdf(stored: StoredNotice, key: NoticeKey | None, public_url: str) -> bytes:
    """The PDF as it was sealed; else made now, and sealed where the key was valid when the notice was issued."""
    if stored.size and (kept := notices.load_sealed_pdf(stored.id)) is not None:
        return kept
    # With what draws a sheet come two hundred modules: a sixth of a start, for whoever serves no notice yet.
    from housing.notices.pdf import Paper, make_pdf

    paper = Paper(
        kind=stored.kind,
        number=stored.number,
        code=stored.code,
        texts=stored.texts,
        fingerprint=stored.fingerprint,
        issued_at=stored.issued_at,
        language=stored.language,
        address=f"{public_url}/verify/{stored.code}",
    )
    # What says that the text was erased is not what the bank issued then: it bears no seal of that day.
    if key is None or stored.is_erased or not key.valid_at(stored.issued_at):
        return make_pdf(paper, sealed=False)
    return seal_pdf(make_pdf(paper, sealed=True), key, stored.issued_at, f"№ {stored.number}")


def seal_notice(notice_id: int, key: NoticeKey, public_url: str, now: datetime) -> bool:
    """Makes and keeps the sealed PDF; False where it is kept already or the key was not valid then."""
    stored = notices.load_notice(notice_id)
    if stored is None or stored.is_erased or stored.size is not None or not key.valid_at(stored.issued_at):
        return False
    content = build_notice_pdf(stored, key, public_url)
    with transaction() as db:
        if db.get(SealedNotice, notice_id) is not None:
            return False
        digest = hashlib.sha256(content).hexdigest()
        db.add(SealedNotice(notice_id=notice_id, content=content, sha256=digest, sealed_at=now))
        application_id = db.get_one(Notice, notice_id).application_id
        audit.record("notice.sealed", SYSTEM, now, application_id, number=stored.number, sha256=digest)
    return True
