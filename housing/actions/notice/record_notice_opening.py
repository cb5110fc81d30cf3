"""To open a notice in the account: from the first time on the person has learned of the act (APPC, article 92)."""

from __future__ import annotations

from datetime import datetime

from housing.law.lifecycle import CITIZEN
from housing.queries.filing.act_knowledge import is_notice_opened
from housing.queries.filing.notice import StoredNotice
from housing.storage import audit
from housing.storage.transaction import transaction


def record_notice_opening(notice: StoredNotice, now: datetime) -> None:
    """Written down once. Whoever acts for the applicant learns of it for them."""
    if is_notice_opened(notice.application_id, notice.issued_at):
        return
    with transaction():
        audit.record("file.opened", CITIZEN, now, notice.application_id, what="notice", notice=notice.number)
