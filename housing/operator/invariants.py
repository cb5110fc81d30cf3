"""The nightly check, for auditors, administrators and the head office: what always has to hold, and what breaks it."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.labels.invariant_labels import INVARIANT_LABELS
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.invariants import NAMES, load_last_invariant_check
from housing.web.access import access
from housing.web.responses import page


@operator.get("/operator/invariants")
@access("auditor", "administrator", "head_office")
def invariants() -> Any:
    return page(
        "operator/invariants.html",
        check=load_last_invariant_check(),
        words=INVARIANT_LABELS,
        names=NAMES,
        unread=count_unread(g.who),
    )
