"""The evidence of a case: what each source said last about whom, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from housing.queries.reference.source_settings import source_title
from housing.registries import AnswerLike, order_of_answer


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """The latest answer of a source about a person. `source_title`: the source's name, a message id."""

    source: str
    title: str
    about: str
    state: str
    asked_at: datetime
    request_id: str


def list_latest_answers(answers: Iterable[AnswerLike]) -> dict[tuple[str, str], SourceAnswer]:
    """By source and the IIN that was asked about; in the order in which sources are asked."""
    ordered = sorted(answers, key=order_of_answer)
    return {
        key: SourceAnswer(one.source, source_title(one.source), one.about, one.state, one.asked_at, one.request_id)
        for key, one in {(one.source, one.about): one for one in ordered}.items()
    }
