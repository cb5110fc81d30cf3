"""The files of a person's own data, one at a time: what they signed and attached, and the notices that they got."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import exists, select

from housing.queries.cases.paper import FILE_EXTENSIONS, SAFE_SCANS
from housing.queries.signin.representation import is_own_matter
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Notice, Paper, Removal, SealedNotice, Signature

A = Application


class OwnFile(NamedTuple):
    """`name`: ours, by numbers and codes; no name of a person."""

    name: str
    content: bytes


def iter_own_files(who: Who) -> Iterator[OwnFile]:
    """Of the person's own applications; what an official attached is not theirs, and what was erased is not there."""
    own = is_own_matter(who.iin)
    attached = exists().where(Removal.application_id == Paper.application_id, Removal.paper_id == Paper.id)
    safe = Paper.scan.in_(SAFE_SCANS), ~attached
    papers = select(Paper.id).join(A, A.id == Paper.application_id).where(own, *safe).order_by(Paper.id)
    for paper_id in db.session.scalars(papers).all():
        wanted = select(Paper.kind, Paper.media_type, Paper.content).where(Paper.id == paper_id)
        paper = db.session.execute(wanted).one()
        yield OwnFile(f"documents/{paper_id}-{paper.kind}.{FILE_EXTENSIONS[paper.media_type]}", paper.content)
    signed = select(A.number, Signature.document).join(A, A.id == Signature.application_id)
    for row in db.session.execute(signed.where(own)).all():
        if row.document:
            yield OwnFile(f"signed/{row.number}.json", row.document)
    yield from iter_own_notices(who)


def iter_own_notices(who: Who) -> Iterator[OwnFile]:
    """The text as it was issued, in both languages; and the sealed PDF where there is one."""
    n, sealed = Notice, SealedNotice
    rows = db.session.execute(
        select(n.id, n.number, n.texts).join(A, A.id == n.application_id).where(is_own_matter(who.iin))
    )
    for row in rows.all():
        for language, text in row.texts.items():
            yield OwnFile(f"notices/{row.number}-{language}.html", f'<meta charset="utf-8">{text}'.encode())
        pdf = db.session.scalar(select(sealed.content).where(sealed.notice_id == row.id))
        if pdf:
            yield OwnFile(f"notices/{row.number}.pdf", pdf)
