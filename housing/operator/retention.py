"""What has outlived its term: the terms in force, what the last night erased, on demand what the next one would."""

from __future__ import annotations

from typing import Any

from flask import g, request

from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.reference.retention import load_retention_terms
from housing.queries.retention.due_counts import count_due
from housing.queries.retention.erased import load_last_sweep
from housing.reference_data.retention_kinds import RETENTION_KINDS
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@operator.get("/operator/retention")
@access("administrator", "auditor")
def retention() -> Any:
    """`count`: how much is due; it reads every closed case that is old enough, so only who asks for it waits for it."""
    due = {one.kind: one.due for one in count_due(now())} if "count" in request.args else None
    return page(
        "operator/retention.html",
        kinds=RETENTION_KINDS,
        terms=load_retention_terms(now()),
        last=load_last_sweep(),
        due=due,
        unread=count_unread(g.who),
    )
