"""A paper of a case, with its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from housing.queries.cases.case import case_access_conditions
from housing.queries.signin.representation import is_visible_to
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Paper, SentFile

#: Nobody opens what may bear a virus.
SAFE_SCANS = ("none", "clean")
FILE_EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What was filed. For an official its name is ours: the one that somebody gave may bear a name of a person."""

    application_id: int
    name: str
    media_type: str
    content: bytes


def load_paper(paper_id: int, who: Who) -> PaperFile | None:
    """A paper of a filed application within this official's reach; None where there is none."""
    p, a = Paper, Application
    found = db.session.execute(
        select(p.application_id, a.number, p.kind, p.media_type, p.content)
        .join(a, a.id == p.application_id)
        .where(p.id == paper_id, *case_access_conditions(who), a.number.is_not(None), p.scan.in_(SAFE_SCANS))
    ).first()
    if found is None:
        return None
    name = f"{found.number}-{found.kind}.{FILE_EXTENSIONS[found.media_type]}"
    return PaperFile(found.application_id, name, found.media_type, found.content)


def load_own_paper(paper_id: int, who: Who) -> PaperFile | None:
    """A paper of this person's own application or one that they filed for another, under the name it came with."""
    p, a = Paper, Application
    found = db.session.execute(
        select(p.application_id, p.filename.label("name"), p.media_type, p.content)
        .join(a, a.id == p.application_id)
        .where(p.id == paper_id, is_visible_to(who), p.scan.in_(SAFE_SCANS))
    ).first()
    return PaperFile(**found._asdict()) if found else None


@dataclass(frozen=True, slots=True)
class UnscannedPaper:
    """What waits to be looked at: as it is kept, and as it came; and the hashes of what came and what is kept."""

    contents: tuple[bytes, ...]
    hashes: tuple[str | None, str]


def load_unscanned_paper(paper_id: int) -> UnscannedPaper | None:
    """None where the paper does not wait any more."""
    p, s = Paper, SentFile
    row = db.session.execute(
        select(p.content, s.content.label("sent"), p.received_sha256, p.sha256)
        .outerjoin(s, s.paper_id == p.id)
        .where(p.id == paper_id, p.scan == "waiting")
    ).first()
    if row is None:
        return None
    contents = tuple(one for one in (row.content, row.sent) if one is not None)
    return UnscannedPaper(contents, (row.received_sha256, row.sha256))


@dataclass(frozen=True, slots=True)
class SentFileInfo:
    """A file as it was sent, without its bytes."""

    paper_id: int
    number: str
    kind: str
    size: int


def load_sent_file_info(paper_id: int, who: Who) -> SentFileInfo | None:
    p, s, a = Paper, SentFile, Application
    found = db.session.execute(
        select(p.id.label("paper_id"), a.number, p.kind, s.size)
        .join(s, s.paper_id == p.id)
        .join(a, a.id == p.application_id)
        .where(p.id == paper_id, *case_access_conditions(who), a.number.is_not(None), p.scan.in_(SAFE_SCANS))
    ).first()
    return SentFileInfo(**found._asdict()) if found else None


def load_sent_file(paper_id: int, who: Who) -> PaperFile | None:
    """The file as it was sent, of a filed application within this official's reach; None where none was kept."""
    p, s, a = Paper, SentFile, Application
    found = db.session.execute(
        select(p.application_id, a.number, p.kind, p.media_type, s.content)
        .join(s, s.paper_id == p.id)
        .join(a, a.id == p.application_id)
        .where(p.id == paper_id, *case_access_conditions(who), a.number.is_not(None), p.scan.in_(SAFE_SCANS))
    ).first()
    if found is None:
        return None
    name = f"{found.number}-{found.kind}-sent.{FILE_EXTENSIONS[found.media_type]}"
    return PaperFile(found.application_id, name, found.media_type, found.content)
