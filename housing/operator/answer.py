"""What a state base was asked for a case and what it answered, as it came; whoever opens it is written down."""

from __future__ import annotations

from typing import Any

from flask import abort, g

from housing.actions.cases.record_file_opening import record_file_opening
from housing.operator import operator
from housing.operator._case_parts import READERS, load_case_or_404
from housing.queries.cases.inbox import count_unread
from housing.queries.filing.raw_answer import list_answers, load_raw_answer
from housing.queries.retention.erased import list_erased_parts
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@operator.get("/operator/case/<number>/answer/<request_id>")
@access(*READERS)
def answer(number: str, request_id: str) -> Any:
    """Of the cases within one's reach alone: an answer is sought among those of this case."""
    found = load_case_or_404(number)
    raw = load_raw_answer(found.id, request_id) or abort(404)
    record_file_opening(found.id, g.who.login, now(), "answer", request=request_id)
    parts = list_erased_parts(found.id, found.filed_at, now())
    return page(
        "operator/answer.html",
        case=found,
        raw=raw,
        others=list_answers(found.id),
        erased=next((one for one in parts if one.kind in ("answers", "cases")), None),
        unread=count_unread(g.who),
    )
