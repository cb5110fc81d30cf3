"""The papers of a case as they are read: pages, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select

from housing.law.fact_path import reliability_fact
from housing.queries.cases.paper import SAFE_SCANS
from housing.queries.filing.filed_papers import list_filed_papers
from housing.storage.extensions import db
from housing.storage.models import RecordedFinding, Staff


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a file: `number` from 1."""

    paper_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ViewedDocument:
    """A document: the pages of its files, one after another. `id`: of its first file; `files`: of all.

    `position`: among the documents of the facts. `reliable`: None until somebody has read it.
    """

    id: int
    kind: str
    files: tuple[int, ...]
    sheets: tuple[Sheet, ...]
    openable: bool
    position: int
    reliable: bool | None
    reason: str
    reader: str | None
    at: datetime | None

    @property
    def pages(self) -> int:
        return len(self.sheets)

    @property
    def fact(self) -> str:
        return reliability_fact(self.position)


#: What is known of a document that nobody has read yet.
UNREAD: dict[str, Any] = {"reliable": None, "reason": "", "reader": None, "at": None}


def list_readings(case_id: int) -> dict[str, dict[str, Any]]:
    """What officials found of documents, by fact."""
    f = RecordedFinding
    rows = db.session.execute(
        select(f.fact, f.value.label("reliable"), f.note.label("reason"), Staff.name.label("reader"), f.at)
        .join(Staff, Staff.id == f.staff_id)
        .where(f.application_id == case_id, f.set_aside_at.is_(None))
    )
    return {row.fact: {name: getattr(row, name) for name in UNREAD} for row in rows}


def list_viewed_documents(case_id: int) -> list[ViewedDocument]:
    """In the order of the facts, which know nothing of what bears a virus."""
    readings = list_readings(case_id)
    kept = [paper for paper in list_filed_papers(case_id) if not paper.is_lost]
    documents = [list(files) for _document, files in groupby(kept, lambda paper: paper.document)]
    return [
        ViewedDocument(
            id=files[0].id,
            kind=files[0].kind,
            files=tuple(file.id for file in files),
            sheets=tuple(Sheet(file.id, number) for file in files for number in range(1, (file.pages or 1) + 1)),
            openable=all(file.scan in SAFE_SCANS for file in files),
            position=i,
            **readings.get(reliability_fact(i), UNREAD),
        )
        for i, files in enumerate(documents)
    ]
