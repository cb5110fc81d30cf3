"""The rounds of the night, also after a night off: two look at what always has to hold, one erases what is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from housing.actions.figures.keep_days import check_days
from housing.actions.journal.check_counts import check_counts
from housing.actions.journal.check_invariants import check_invariants
from housing.actions.journal.prove_records import prove_nightly
from housing.actions.retention.erase_kind import iter_erased, record_sweep
from housing.law.lifecycle import SYSTEM
from housing.queries.figures import kept_days
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.journal.invariants import load_last_invariant_check
from housing.queries.journal.kept_counts import load_last_counts_check
from housing.queries.reference.retention import load_retention_terms
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.queries.retention.due_counts import is_sweep_due
from housing.rounds import STOPPING, run_each

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


def retention_job(now: datetime) -> int:
    """Once a day: what has outlived its term goes, kind by kind. A round that was cut short is begun anew."""
    return sweep_kinds(SYSTEM, now) if is_sweep_due(now) else 0


def sweep_kinds(actor: str, now: datetime) -> int:
    """A whole round; how much went. One kind that fails does not hold up the others, and the round counts as none."""
    kinds, erased = list(load_retention_terms(now)), dict[str, int]()

    def erase_one(kind: str) -> int:
        many = 0
        for gone in iter_erased(kind, now):
            many += gone
            if STOPPING.is_set():
                return many
        erased[kind] = many
        return many

    done = run_each(kinds, erase_one)
    if len(erased) == len(kinds):
        record_sweep(erased, actor, now)
    return done
