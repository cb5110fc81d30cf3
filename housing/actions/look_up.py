"""To look an application up for a caller: that it was done, and what the caller was asked before, is written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from housing import audit
from housing.queries.helpline import Known, known
from housing.transaction import transaction


def look_up(sought: str, asked: Iterable[str], actor: str, now: datetime) -> Known | None:
    """`sought`: a number or an IIN, which itself is not written; `asked`: what the caller answered rightly."""
    by = "iin" if len(sought) == 12 else "number"
    with transaction():
        found = known(sought)
        audit.record(
            "helpline.looked_up", actor, now, found.id if found else None, by=by, asked=sorted(asked),
            found=found is not None,
        )  # fmt: skip
    return found
