"""The evidence of a case as it came: what a state base was asked, and its answer, byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from sqlalchemy import select

from housing.queries.filing.evidence import SourceAnswer
from housing.queries.reference.source_settings import source_title
from housing.storage.extensions import db
from housing.storage.models import Answer

#: Letters of a request or an answer that a page shows; the whole is kept.
MAX_SHOWN = 60_000
#: It was masked before it was kept; once more here, for what other hands may have kept.
PASSWORD = re.compile(r"(<(?:\w+:)?password\b[^>]*>)[^<]+", re.IGNORECASE)
#: How the transport keeps an answer about somebody who was not asked about: its digest alone.
DISCARDED_PREFIX = b"discarded: about another person"


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """`request`, `answer`: as text, indented where it is XML; empty where nothing went out, or nothing came.

    `another`: the answer was about another person, and only its digest is kept. `cut`: longer than a page shows.
    """

    asked: SourceAnswer
    request: str
    answer: str
    another: bool
    cut: bool
    sha256: str


def list_answers(case_id: int) -> list[SourceAnswer]:
    """Everything that was asked for the case, newest first."""
    a = Answer
    rows = db.session.execute(
        select(a.source, a.about, a.state, a.asked_at, a.request_id)
        .where(a.application_id == case_id)
        .order_by(a.asked_at.desc(), a.id.desc())
    )
    return [SourceAnswer(**row._asdict(), title=source_title(row.source)) for row in rows]


def load_raw_answer(case_id: int, request_id: str) -> RawAnswer | None:
    """None where nothing of that id was asked for this case."""
    one = db.session.scalar(select(Answer).filter_by(application_id=case_id, request_id=request_id))
    if one is None:
        return None
    request, answer = format_raw_content(one.request or b""), format_raw_content(one.raw)
    another = one.raw.startswith(DISCARDED_PREFIX)
    return RawAnswer(
        SourceAnswer(one.source, source_title(one.source), one.about, one.state, one.asked_at, one.request_id),
        request[:MAX_SHOWN],
        "" if another else answer[:MAX_SHOWN],
        another,
        max(len(request), len(answer)) > MAX_SHOWN,
        one.sha256,
    )


def format_raw_content(content: bytes) -> str:
    """As text, the password masked; a line an element where it is XML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
        content = etree.tostring(etree.fromstring(content, parser), pretty_print=True, encoding="utf-8")
    except etree.XMLSyntaxError:
        pass
    return PASSWORD.sub(r"\1***", content.decode("utf-8", "replace")).strip()
