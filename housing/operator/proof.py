"""What the last walk over journal and records found, and the last trials, for auditors and administrators."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.labels.seal_labels import SEAL_FAULTS
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.backups import load_last_event
from housing.queries.journal.invariants import load_last_invariant_check
from housing.queries.journal.proof import load_last_proof, load_numbers_of
from housing.queries.journal.restores import list_gaps
from housing.web.access import access
from housing.web.responses import page


@operator.get("/operator/proof")
@access("auditor", "administrator")
def proof() -> Any:
    last = load_last_proof()
    return page(
        "operator/proof.html",
        last=last,
        whole=load_last_proof(whole=True),
        numbers=load_numbers_of(last.faults) if last and g.who.role == "auditor" else {},
        words=SEAL_FAULTS,
        gaps=list_gaps(),
        drill=load_last_event("drill.passed", "drill.failed"),
        check=load_last_invariant_check(),
        unread=count_unread(g.who),
    )
