"""The papers of an application, drafted or filed, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.extensions import db
from housing.models import Paper


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """`filename`: as the person named it; `size` in bytes; `sha256` is what the signature covers.

    `scan`: none, waiting, clean or infected (then its bytes are gone).
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

    @property
    def waits(self) -> bool:
        return self.scan == "waiting"

    @property
    def is_lost(self) -> bool:
        return self.scan == "infected"

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


def filed_papers(application_id: int) -> tuple[FiledPaper, ...]:
    """In the order in which they came."""
    p = Paper
    columns = p.id, p.kind, p.filename, p.media_type, p.size, p.sha256, p.pages, p.scan, p.filed_at
    rows = db.session.execute(select(*columns).where(p.application_id == application_id).order_by(p.id))
    return tuple(FiledPaper(*row) for row in rows)
