"""The papers of a case as they are read: pages, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, select

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


def list_viewed_documents(case_id: int) -> list[ViewedDocument]:
    """In the order of the facts, which know nothing of what bears a virus."""
    found = {
        fact: rest
        for fact, *rest in db.session.execute(
            select(RecordedFinding.fact, RecordedFinding.value, RecordedFinding.note, Staff.name, RecordedFinding.at)
            .join(Staff, and_(Staff.id == RecordedFinding.staff_id))
            .where(RecordedFinding.application_id == case_id, RecordedFinding.set_aside_at.is_(None))
        )
    }
    kept = [paper for paper in list_filed_papers(case_id) if not paper.is_lost]
    documents = [list(files) for _document, files in groupby(kept, lambda paper: paper.document)]
    return [
        ViewedDocument(
            files[0].id,
            files[0].kind,
            tuple(file.id for file in files),
            tuple(Sheet(file.id, number) for file in files for number in range(1, (file.pages or 1) + 1)),
            all(file.scan in SAFE_SCANS for file in files),
            i,
            *found.get(reliability_fact(i), (None, "", None, None)),
        )
        for i, files in enumerate(documents)
    ]
