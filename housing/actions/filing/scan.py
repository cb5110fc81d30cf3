"""To scan: a paper that came while the antivirus was silent is looked at as soon as it answers again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from housing.actions.filing.attach import Antivirus
from housing.queries.cases.paper import load_unscanned_paper
from housing.storage import audit
from housing.storage.models import Application, Paper, SentFile
from housing.storage.transaction import transaction


def scan_paper(paper_id: int, antivirus: Antivirus, now: datetime) -> bool:
    """True when it is known now. What bears a virus loses its bytes; its name stays, so that its owner can be told.

    Raises antivirus.NoScan.
    """
    files = load_unscanned_paper(paper_id)
    if files is None:
        return False
    found = "infected" if "infected" in [antivirus(content) for content in files.contents] else "clean"
    with transaction() as db:
        paper = db.get(Paper, paper_id)
        # A number is given anew once its paper is gone: the verdict is about these bytes and no others.
        if paper is None or (paper.scan, paper.received_sha256, paper.sha256) != ("waiting", *files.hashes):
            return False
        paper.scan = found
        draft = db.get_one(Application, paper.application_id)
        if found == "infected":
            paper.content = b""
            db.execute(update(SentFile).where(SentFile.paper_id == paper_id).values(content=b""))
            draft.version += 1
        audit.record("paper.scanned", "system", now, draft.id, kind=paper.kind, found=found)
        return True
