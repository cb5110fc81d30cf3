"""The rounds that only look: once a day, also after a night off, at what always has to hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from housing.actions.figures.keep_days import check_days
from housing.actions.journal.check_counts import check_counts
from housing.actions.journal.check_invariants import check_invariants
from housing.actions.journal.prove_records import prove_nightly
from housing.queries.figures import kept_days
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.journal.invariants import load_last_invariant_check
from housing.queries.journal.kept_counts import load_last_counts_check
from housing.queries.register.register_counts import REGISTER_COUNTS

#: How often the whole journal is walked, and what is kept of the records compared with them.
A_DAY = timedelta(days=1)
KEPT_COUNTS = (REGISTER_COUNTS, OPEN_COUNTS)


def verify_job(now: datetime) -> int:
    """Once a day, also after a night off: what always has to hold."""
    done = prove_nightly(now)
    checks = {kept.name: partial(check_counts, kept) for kept in KEPT_COUNTS} | {kept_days.NAME: check_days}
    for name, check in checks.items():
        last = load_last_counts_check(name)
        if last is None or now - last.at >= A_DAY:
            done += check(now)
    return done


def invariants_job(now: datetime) -> int:
    """Once a day, also after a night off: over everything."""
    last = load_last_invariant_check()
    if last is not None and now - last.at < A_DAY:
        return 0
    check_invariants(KEPT_COUNTS, now)
    return 1
