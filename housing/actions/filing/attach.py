"""To attach a paper to a draft: cleaned, looked at for viruses where somebody looks, kept with both of its hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, select

from housing.actions.filing.answer import require_draft
from housing.actions.filing.verify_pdf_signatures import verify_pdf_signatures
from housing.gateways import eds, papers
from housing.gateways.antivirus import ScanFailedError
from housing.gateways.papers.names import clean_name
from housing.storage import audit
from housing.storage.models import Dispute, Paper, SentFile
from housing.storage.transaction import DbSession, transaction

LARGEST = papers.LARGEST
#: Files of one document, and their bytes together as they were sent: photographs of a phone have 3 to 8 megabytes.
MAX_FILES, MAX_DOCUMENT_BYTES = 20, 60 * 1024 * 1024
#: "clean" or "infected"; raises NoScan.
Antivirus = Callable[[bytes], str]


class Examiners(NamedTuple):
    """Who looks at a file that comes: `verifier` at its signatures, `antivirus` (None: nobody) for viruses."""

    verifier: eds.Verifier
    antivirus: Antivirus | None = None


class FileRejected(papers.PaperRejected):
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
            "files": _("The document has 20 files already. Remove one, or put several pages into one PDF"),
            "together": _("The files of the document are larger than 60 MB together. Make the photographs smaller"),
            "differs": _(
                "Part of what your program shows (filled-in fields, remarks, layers) is not part of the pages and would"
                " be lost here. Print the file to PDF and attach that, or photograph the paper with your phone"
            ),
            "infected": _(
                "A virus was found in the file, so it was not kept. Check your device, then make the file anew or"
                " photograph the paper with your phone"
            ),
        }[self.reason]


def attach_file(draft_id: int, kind: str, filename: str, content: bytes, now: datetime, examiners: Examiners) -> None:
    """Files a paper with the draft, behind the other files of its document. Raises NoDraft, FileRejected.

    One that bore a virus gives its place to it.
    """
    made = examine_file(kind, filename, content, now, examiners)
    with transaction() as db:
        draft = require_draft(db, draft_id)
        place_file(db, draft.id, made)
        store_file(db, draft.id, made)
        draft.version += 1  # the signature covers the papers too
        audit.record("paper.filed", "citizen", now, draft.id, kind=kind, scan=made.paper.scan)


def place_file(db: DbSession, draft_id: int, made: ExaminedFile) -> None:
    """Gives the paper its document and its position. Raises FileRejected: files, together."""
    own = Paper.application_id == draft_id, Paper.kind == made.paper.kind
    shows = select(Dispute.paper_id).where(Dispute.application_id == draft_id, Dispute.paper_id.is_not(None))
    wanted = select(Paper).where(*own, Paper.id.not_in(shows)).order_by(Paper.position, Paper.id)
    files = list(db.scalars(wanted))
    lost = [file for file in files if file.scan == "infected"]
    kept = [file for file in files if file.scan != "infected"]
    if len(kept) >= MAX_FILES:
        raise FileRejected("files")
    sizes = select(func.sum(SentFile.size)).where(SentFile.paper_id.in_([file.id for file in kept]))
    if (db.scalar(sizes) or 0) + made.sent.size > MAX_DOCUMENT_BYTES:
        raise FileRejected("together")
    if files:
        made.paper.document = files[0].document
        made.paper.position = lost[0].position if lost else files[-1].position + 1
    else:
        made.paper.document = next_document(db, draft_id)
    for file in lost:
        db.delete(file)


def next_document(db: DbSession, draft_id: int) -> int:
    return 1 + (db.scalar(select(func.max(Paper.document)).where(Paper.application_id == draft_id)) or 0)


class ExaminedFile(NamedTuple):
    """A paper to be filed, and the file that it was made of."""

    paper: Paper
    sent: SentFile


def store_file(db: DbSession, draft_id: int, made: ExaminedFile) -> int:
    """Both, inside the transaction under way; the paper's number."""
    made.paper.application_id = draft_id
    db.add(made.paper)
    db.flush()
    made.sent.paper_id = made.paper.id
    db.add(made.sent)
    return int(made.paper.id)


def examine_file(kind: str, filename: str, content: bytes, now: datetime, examiners: Examiners) -> ExaminedFile:
    """Cleaned and scanned, its signatures verified: all before any transaction. Raises FileRejected."""
    try:
        made = papers.clean_paper(content)
    except papers.PaperRejected as bad:
        raise FileRejected(bad.reason) from None
    scan = scan_for_viruses((made.content, content), examiners.antivirus)
    if scan == "infected":
        raise FileRejected("infected")
    is_pdf = made.media_type == "application/pdf"
    signatures = verify_pdf_signatures(content, examiners.verifier, now) if is_pdf else []
    paper = Paper(
        kind=kind,
        filename=clean_name(filename, made.media_type),
        media_type=made.media_type,
        size=len(made.content),
        pages=made.pages,
        sha256=hashlib.sha256(made.content).hexdigest(),
        content=made.content,
        filed_at=now,
        received_sha256=hashlib.sha256(content).hexdigest(),
        scan=scan,
    )
    return ExaminedFile(paper, SentFile(size=len(content), content=content, signatures=signatures))


def scan_for_viruses(contents: tuple[bytes, ...], antivirus: Antivirus | None) -> str:
    """infected where any is, clean; none where nobody looks, waiting where whoever looks does not answer."""
    if antivirus is None:
        return "none"
    try:
        found = [antivirus(content) for content in contents]
    except ScanFailedError:
        return "waiting"
    return "infected" if "infected" in found else "clean"
