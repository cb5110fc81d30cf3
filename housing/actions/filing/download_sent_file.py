"""To take out a file as it was sent: never shown here, and who took it for what is written before it leaves."""

from __future__ import annotations

from datetime import datetime

from housing.queries.cases.paper import PaperFile, load_sent_file
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.transaction import transaction


def download_sent_file(paper_id: int, reason: str, who: Who, now: datetime) -> PaperFile | None:
    """`reason`: a key of words.SENT_FILE_REASONS. None, and nothing is written, where there is no such file."""
    with transaction():
        found = load_sent_file(paper_id, who)
        if found:
            audit.record("paper.sent_file_taken", who.login, now, found.application_id, paper=paper_id, reason=reason)
    return found
