"""The process that decides again. In: a task as JSON. Out: a line of JSON for every lot, and at last the result.

It reads the database and writes nothing to it. It is kind to its neighbours: whoever waits for a page goes first.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, create_engine, text

from housing.encryption.data_keys import UnknownKeyError, UnreadableValueError, open_kept
from housing.gateways.deciding.law_json import read_law
from housing.law.impact import ImpactAssessment, ImpactCounts, StoredDecision, assess_decision
from housing.law.parameters import Law

#: Decisions read at once: between two lots nothing of the database is held.
LOT = 5_000
#: Lower than everything that answers people.
NICE = 10
LAST = text("SELECT coalesce(max(id), 0) FROM decision")
#: Who stands on the register, whenever that was decided; and every decision since a day that was not cancelled.
DECISIONS = text(
    "SELECT d.id, d.application_id, d.outcome, d.grounds, d.facts, e.list_code FROM decision d"
    " LEFT JOIN register_entry e ON e.application_id = d.application_id AND e.annulled_at IS NULL"
    " WHERE d.id > :after AND d.id <= :last AND d.cancelled_at IS NULL"
    " AND (e.id IS NOT NULL OR d.decided_at >= :since) ORDER BY d.id LIMIT :lot"
)
#: Who stands on the register without a decision of Kezek: of them there are no facts.
WITHOUT_FACTS = text(
    "SELECT count(*) FROM register_entry e WHERE e.annulled_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.application_id = e.application_id)"
)


def parse_facts_json(facts: str) -> Any:
    """Three times as fast as the standard library, for a third of all time goes there. None: no JSON."""
    try:
        return orjson.loads(facts)
    except ValueError:
        return None


#: By number, what decrypts the facts.
Ciphers = Mapping[int, AESGCM]


def read_facts_text(ciphers: Ciphers, kept: str | bytes) -> str:
    """What was changed past Kezek is no JSON. Raises UnknownKeyError: there is another key since this began."""
    try:
        facts = open_kept(ciphers, kept)
    except UnknownKeyError:
        raise
    except UnreadableValueError:
        return ""
    return facts.decode() if isinstance(facts, bytes) else facts


def stored_decision(row: Row[Any], ciphers: Ciphers) -> StoredDecision:
    facts = read_facts_text(ciphers, row.facts)
    return StoredDecision(row.application_id, row.outcome, row.grounds, facts, row.list_code)


def decide_in_batches(connection: Connection, law: Law, since: str, ciphers: Ciphers) -> Iterator[dict[str, Any]]:
    """A step for every lot, and at last the result."""
    trial, tally, after = ImpactAssessment(law), ImpactCounts(), 0
    last = connection.execute(LAST).scalar() or 0
    while rows := connection.execute(DECISIONS, {"after": after, "last": last, "since": since, "lot": LOT}).fetchall():
        found = [
            change
            for row in rows
            if (kept := stored_decision(row, ciphers))
            and (change := assess_decision(trial, tally, kept, parse_facts_json(kept.facts)))
        ]
        after = rows[-1].id
        yield {"percent": 100 * after // last, "changes": found}
    without_facts = connection.execute(WITHOUT_FACTS).scalar()
    yield {"result": {**tally.summary, "without_facts": without_facts}}


def main() -> None:
    task = json.load(sys.stdin)
    if hasattr(os, "nice"):
        os.nice(NICE)
    since = datetime.fromisoformat(task["since"]).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    ciphers = {int(number): AESGCM(bytes.fromhex(key)) for number, key in task["keys"].items()}
    with create_engine(task["database"]).connect() as connection:
        for step in decide_in_batches(connection, read_law(task["law"]), since, ciphers):
            print(json.dumps(step), flush=True)


if __name__ == "__main__":
    main()
