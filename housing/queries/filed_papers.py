"""The papers of a filed application, without their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.extensions import db
from housing.models import Paper


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """`filename`: as the person named it; `size` in bytes."""

    id: int
    kind: str
    filename: str
    media_type: str
    size: int
    sha256: str
    filed_at: datetime


def filed_papers(application_id: int) -> list[FiledPaper]:
    p = Paper
    rows = db.session.execute(
        select(p.id, p.kind, p.filename, p.media_type, p.size, p.sha256, p.filed_at)
        .where(p.application_id == application_id)
        .order_by(p.id)
    )
    return [FiledPaper(*row) for row in rows]
