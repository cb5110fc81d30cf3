"""The papers of an application, drafted or filed, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select

from housing.storage.extensions import db, execute_core
from housing.storage.models import Paper, Removal, SentFile


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """`filename`: as the person named it; `size` in bytes; `sha256` is what the signature covers.

    `scan`: none, waiting, clean, infected or erased after its term (then its bytes are gone). `signatures`: those of
    the file as it was sent (models.SentFile); None where that was not kept.
    `document`: the same for the files of one document, of which this is file `part` of `parts`.
    """

    id: int
    kind: str
    filename: str
    media_type: str
    size: int
    sha256: str
    pages: int | None
    scan: str
    filed_at: datetime
    received_sha256: str | None
    document: int
    part: int
    parts: int
    signatures: list[dict[str, Any]] | None = None

    @property
    def signed_fields(self) -> dict[str, Any]:
        """As the signed application names it: by the hash of what is kept and of what came."""
        names = "kind", "filename", "sha256", "received_sha256", "part", "parts"
        return {name: getattr(self, name) for name in names}

    @property
    def is_waiting(self) -> bool:
        return self.scan == "waiting"

    @property
    def is_lost(self) -> bool:
        return self.scan == "infected"

    @property
    def is_erased(self) -> bool:
        return self.scan == "erased"

    @property
    def is_pdf(self) -> bool:
        return self.media_type == "application/pdf"

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def select_papers(*whose: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    p, s = Paper, SentFile
    columns = p.id, p.kind, p.filename, p.media_type, p.size, p.sha256, p.pages, p.scan, p.filed_at
    more = p.received_sha256, p.document
    part = func.row_number().over(partition_by=p.document, order_by=(p.position, p.id)).label("part")
    parts = func.count().over(partition_by=p.document).label("parts")
    return (
        select(*columns, *more, part, parts, s.signatures)
        .outerjoin(s, s.paper_id == p.id)
        .where(*whose)
        .order_by(p.document, p.position, p.id)
    )


OF_REMOVAL = exists().where(Removal.application_id == Paper.application_id, Removal.paper_id == Paper.id)
#: What came with a later statement, or an official attached to a removal, is no paper of the application itself: its
#: facts do not know it.
PAPERS = select_papers(Paper.application_id == bindparam("case"), Paper.statement_id.is_(None), ~OF_REMOVAL)
STATEMENT_PAPERS = select_papers(Paper.statement_id == bindparam("statement"))


def list_filed_papers(application_id: int) -> tuple[FiledPaper, ...]:
    """Document by document as they came, the files of each in their order."""
    db.session.flush()  # within a transaction what has just been filed is there
    rows = execute_core(PAPERS, {"case": application_id})
    return tuple(FiledPaper(**row._asdict()) for row in rows)


def list_statement_papers(statement_id: int) -> tuple[FiledPaper, ...]:
    """What came with a statement of somebody who is registered, as it came."""
    db.session.flush()
    return tuple(FiledPaper(**row._asdict()) for row in execute_core(STATEMENT_PAPERS, {"statement": statement_id}))
