"""To attach a paper to a draft: cleaned, looked at for viruses where somebody looks, kept with both of its hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from housing import audit
from housing.actions.answer import draft_in
from housing.gateways import papers
from housing.gateways.antivirus import NoScan
from housing.gateways.papers.names import clean_name
from housing.models import Paper
from housing.transaction import transaction

LARGEST = papers.LARGEST
#: "clean" or "infected"; raises NoScan.
Antivirus = Callable[[bytes], str]


class BadPaper(papers.BadPaper):
    """Not taken. `words`: what the person is told, with a way out."""

    @property
    def words(self) -> str:
        return {
            "kind": _("This file is not a PDF, JPG or PNG. Choose another, or photograph the paper with your phone"),
            "size": _("The file is larger than 10 MB. Choose a smaller one"),
            "empty": _("The file is empty. Choose another, or photograph the paper with your phone"),
            "broken": _(
                "The file is damaged: it cannot be opened. Save or send it to yourself again, or photograph the paper"
            ),
            "locked": _(
                "The file is protected by a password. Save it without one (print it to PDF), or photograph the paper"
            ),
            "pages": _("The file has more than 50 pages. Attach only the pages that belong to the document"),
            "pixels": _("The picture is too large. Take it again at a lower resolution, or make a PDF of it"),
            "heavy": _(
                "The file is too complicated to be checked. Print it to PDF again, or photograph the paper with your"
                " phone"
            ),
            "differs": _(
                "Part of what your program shows (filled-in fields, remarks, layers) is not part of the pages and would"
                " be lost here. Print the file to PDF and attach that, or photograph the paper with your phone"
            ),
            "infected": _(
                "A virus was found in the file, so it was not kept. Check your device, then make the file anew or"
                " photograph the paper with your phone"
            ),
        }[self.reason]


def attach(
    draft_id: int, kind: str, filename: str, content: bytes, now: datetime, antivirus: Antivirus | None = None
) -> None:  # fmt: skip
    """Files a paper with the draft; another of the same kind replaces it. Raises NoDraft, BadPaper."""
    paper = cleaned_paper(kind, filename, content, now, antivirus)
    with transaction() as db:
        draft = draft_in(db, draft_id)
        db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind == kind))
        paper.application_id = draft.id
        db.add(paper)
        draft.version += 1  # the signature covers the papers too
        audit.record("paper.filed", "citizen", now, draft.id, kind=kind, scan=paper.scan)


def cleaned_paper(
    kind: str, filename: str, content: bytes, now: datetime, antivirus: Antivirus | None
) -> Paper:  # fmt: skip
    """A paper to be filed: made and scanned before any transaction, for both take their time. Raises BadPaper."""
    try:
        made = papers.clean(content)
    except papers.BadPaper as bad:
        raise BadPaper(bad.reason) from None
    scan = looked_at(made.content, antivirus)
    if scan == "infected":
        raise BadPaper("infected")
    return Paper(
        kind=kind, filename=clean_name(filename, made.media_type), media_type=made.media_type, size=len(made.content),
        pages=made.pages, sha256=hashlib.sha256(made.content).hexdigest(), content=made.content, filed_at=now,
        received_sha256=hashlib.sha256(content).hexdigest(), scan=scan,
    )  # fmt: skip


def looked_at(content: bytes, antivirus: Antivirus | None) -> str:
    """clean, infected; none where nobody looks, waiting where whoever looks does not answer."""
    if antivirus is None:
        return "none"
    try:
        return antivirus(content)
    except NoScan:
        return "waiting"
