"""An application being filled in: its answers, its papers, what it still lacks; and where a person stands at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from housing.extensions import db
from housing.facts import PAPERS
from housing.lifecycle import OPEN
from housing.models import Application, Event, Paper, RegisterEntry

#: The topics of the form, in the order in which they are asked; each is a screen.
TOPICS = ("basis", "documents", "settlement", "category", "dwelling", "contact")


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper of the draft. `size` in bytes; `sha256` is what the signature will cover.

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

    @property
    def waits(self) -> bool:
        return self.scan == "waiting"

    @property
    def is_lost(self) -> bool:
        return self.scan == "infected"


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers`: by key: basis, settlement, category ("" = none), agrees_smaller, phone, email."""

    id: int
    version: int
    iin: str
    name: str
    answers: dict[str, Any]
    papers: tuple[FiledPaper, ...]
    saved_at: datetime

    def paper(self, kind: str) -> FiledPaper | None:
        return next((paper for paper in self.papers if paper.kind == kind), None)

    def has_papers(self, basis: str | None) -> bool:
        """Whether one at least of the papers that a basis asks for is there (Annex 1, row 9)."""
        wanted = PAPERS.get(basis or "")
        return not wanted or any(paper.kind in wanted and not paper.is_lost for paper in self.papers)

    @property
    def held(self) -> bool:
        """A paper is still being looked at, or was taken away: the application cannot be signed like this."""
        return any(paper.waits or paper.is_lost for paper in self.papers)

    @property
    def topics(self) -> tuple[str, ...]:
        """Those that this application has: documents only where the basis asks for them, or one holds it up."""
        documents = self.answers.get("basis") in PAPERS or self.held
        return tuple(topic for topic in TOPICS if topic != "documents" or documents)

    @property
    def missing(self) -> tuple[str, ...]:
        """The topics that are not answered yet."""
        basis = self.answers.get("basis")
        done = {
            "basis": bool(basis),
            "documents": self.has_papers(basis) and not self.held,
            "settlement": bool(self.answers.get("settlement")),
            "category": "category" in self.answers,
            "dwelling": bool(self.answers.get("agrees_smaller")),
            "contact": bool(self.answers.get("phone")),
        }
        return tuple(topic for topic in self.topics if not done[topic])


def draft_of(iin: str) -> Draft | None:
    found = db.session.scalar(select(Application).where(Application.iin == iin, Application.status == "draft"))
    if found is None:
        return None
    papers = db.session.execute(
        select(
            Paper.id, Paper.kind, Paper.filename, Paper.media_type, Paper.size, Paper.sha256, Paper.pages, Paper.scan
        )
        .where(Paper.application_id == found.id)
        .order_by(Paper.id)
    )
    saved = db.session.scalar(select(func.max(Event.at)).where(Event.application_id == found.id))
    return Draft(
        id=found.id, version=found.version, iin=found.iin, name=found.name, answers=found.answers,
        papers=tuple(FiledPaper(*row) for row in papers), saved_at=saved or found.created_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has under way. `open_number`: filed, not decided; `register_number`: on the register already."""

    draft: bool
    open_number: str | None
    register_number: str | None

    @property
    def may_begin(self) -> bool:
        """A new application is possible: nothing filed is undecided, and the person is not on the register."""
        return not (self.open_number or self.register_number)


def standing_of(iin: str) -> Standing:
    rows = db.session.execute(
        select(Application.status, Application.number).where(
            Application.iin == iin, Application.status.in_(("draft", *OPEN))
        )
    ).all()
    numbers = [number for status, number in rows if status in OPEN]
    return Standing(
        draft=any(status == "draft" for status, _ in rows),
        open_number=numbers[0] if numbers else None,
        register_number=db.session.scalar(
            select(RegisterEntry.number).where(RegisterEntry.iin == iin, RegisterEntry.annulled_at.is_(None))
        ),
    )


def latest_number(iin: str) -> str | None:
    """The number of the application that this person filed last."""
    return db.session.scalar(
        select(Application.number)
        .where(Application.iin == iin, Application.number.is_not(None))
        .order_by(Application.filed_at.desc())
        .limit(1)
    )
