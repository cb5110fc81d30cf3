"""The evidence of a case: what each source said last about whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.queries.reference.source_settings import source_title
from housing.storage.extensions import db
from housing.storage.models import Answer, RecordedFinding, Staff


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """The latest answer of a source about a person. `source_title`: the source's name, a message id."""

    source: str
    title: str
    about: str
    state: str
    asked_at: datetime
    request_id: str


@dataclass(frozen=True, slots=True)
class OfficialFinding:
    """What an official found about a fact."""

    fact: str
    official: str
    at: datetime


def load_evidence(case_id: int) -> dict[tuple[str, str], SourceAnswer]:
    """By source and the IIN that was asked about; in the order in which sources are asked."""
    a = Answer
    rows = db.session.execute(
        select(a.source, a.about, a.state, a.asked_at, a.request_id)
        .where(a.application_id == case_id)
        .order_by(a.asked_at, a.request_id)
    ).all()
    latest = {(row.source, row.about): row for row in rows}
    return {
        key: SourceAnswer(row.source, source_title(row.source), row.about, row.state, row.asked_at, row.request_id)
        for key, row in latest.items()
    }


def load_findings(case_id: int) -> dict[str, OfficialFinding]:
    """By the dotted name of the fact."""
    s = RecordedFinding
    rows = db.session.execute(
        select(s.fact, Staff.name.label("official"), s.at)
        .join(Staff, Staff.id == s.staff_id)
        .where(s.application_id == case_id, s.set_aside_at.is_(None))
    )
    return {row.fact: OfficialFinding(**row._asdict()) for row in rows}
