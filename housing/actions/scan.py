"""To scan: a paper that came while the antivirus was silent is looked at as soon as it answers again."""

from __future__ import annotations

import hashlib
from datetime import datetime

from housing import audit
from housing.actions.attach import Antivirus
from housing.models import Application, Paper
from housing.queries.paper import waiting_content
from housing.transaction import transaction


def scan(paper_id: int, antivirus: Antivirus, now: datetime) -> bool:
    """True when it is known now. What bears a virus loses its bytes; its name stays, so that its owner can be told.

    Raises antivirus.NoScan.
    """
    content = waiting_content(paper_id)
    if content is None:
        return False
    found = antivirus(content)
    with transaction() as db:
        paper = db.get(Paper, paper_id)
        # A number is given anew once its paper is gone: the verdict is about these bytes and no others.
        if paper is None or paper.scan != "waiting" or paper.sha256 != hashlib.sha256(content).hexdigest():
            return False
        paper.scan = found
        draft = db.get_one(Application, paper.application_id)
        if found == "infected":
            paper.content = b""
            draft.version += 1
        audit.record("paper.scanned", "system", now, draft.id, kind=paper.kind, found=found)
        return True
