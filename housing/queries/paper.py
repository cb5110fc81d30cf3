"""A paper of a case, with its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from housing.extensions import db
from housing.models import Application, Paper

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Copy:
    """What was filed. Its name is ours, for the one that somebody gave may bear a name of a person."""

    application_id: int
    name: str
    media_type: str
    content: bytes


def paper(paper_id: int, branch_code: str | None) -> Copy | None:
    """A paper of a filed application of this branch; None where there is none."""
    p, a = Paper, Application
    found = db.session.execute(
        select(p.application_id, a.number, p.kind, p.media_type, p.content)
        .join(a, a.id == p.application_id)
        .where(p.id == paper_id, a.branch_code == branch_code, a.number.is_not(None))
    ).first()
    if found is None:
        return None
    name = f"{found.number}-{found.kind}.{ENDINGS[found.media_type]}"
    return Copy(found.application_id, name, found.media_type, found.content)
