"""Tries of passwords and codes, counted in the database: alike for every process, and not forgotten by a restart.

A try is counted before it is judged, so that many at once are no way round; whoever succeeds is forgiven. Of what is
counted only a hash is kept, for what was typed as a login may be a password.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update

from housing.security.rate_limit import Limit
from housing.storage.driver import insert_unless_there
from housing.storage.models import AttemptCount
from housing.storage.transaction import transaction

A = AttemptCount


def take_attempt(tries: Mapping[str, Limit], key: str, now: datetime) -> int:
    """`tries`: the counters of this try. 0: it may be made, and every counter counts it; else the whole seconds until
    it may, and nothing is counted."""
    named = {hash_counter(name, key): limit for name, limit in tries.items()}
    with transaction() as db:
        rows = {row.name_hash: row for row in db.scalars(select(A).where(A.name_hash.in_(named)))}
        passed = {name: max(0.0, (now - row.last_at).total_seconds()) for name, row in rows.items()}
        wait = max((named[name].seconds_left(row.tries, passed[name]) for name, row in rows.items()), default=0.0)
        if wait > 0:
            return math.ceil(wait)
        for name, limit in named.items():
            left = limit.count_at(rows[name].tries, passed[name]) if name in rows else 0
            counted = {"tries": left + 1, "last_at": now}
            added = insert_unless_there(A).values(name_hash=name, **counted)
            db.execute(added.on_conflict_do_update(index_elements=[A.name_hash], set_=counted))
    return 0


def forgive_attempt(tries: Mapping[str, Limit], key: str) -> None:
    """After a right try: a counter of one's own begins anew; others, where somebody may have failed, lose this one."""
    own = [hash_counter(name, key) for name, limit in tries.items() if limit.own]
    shared = [hash_counter(name, key) for name, limit in tries.items() if not limit.own]
    with transaction() as db:
        db.execute(delete(A).where(A.name_hash.in_(own)))
        db.execute(update(A).where(A.name_hash.in_(shared), A.tries > 0).values(tries=A.tries - 1))


def hash_counter(name: str, key: str) -> str:
    return hmac.new(key.encode(), b"attempts\x00" + name.encode(), hashlib.sha256).hexdigest()
