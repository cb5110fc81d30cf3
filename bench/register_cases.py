"""A register full of decisions: everybody of the crowd decided, each with facts as Kezek keeps them.

No two people have the same facts: names, IINs, days, families, dwellings, places differ. What they are decided to be is
what the law says of their facts, so that a trial of the same numbers finds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.desk_cases import BRANCH, SEED
from housing.demo.crowd import APPLICATION, ENTRY, Crowd
from housing.demo.demo_data import homes_of, insert, lots
from housing.law.impact import ImpactAssessment
from housing.law.parameters import PARAMETERS
from housing.law.working_time import ALMATY
from housing.queries.reference.calendar import calendar
from housing.storage.transaction import transaction
from housing.web.current import now

DECISION = (
    "application_id",
    "outcome",
    "facts",
    "grounds",
    "unknown",
    "parameters",
    "code_version",
    "note",
    "decided_at",
)


def add_register(entries: int, still_open: int) -> None:
    """So many people on the register, of the whole country, and a queue of one branch. One transaction."""
    at, trial, random = now(), ImpactAssessment(PARAMETERS[0]), Random(SEED)  # noqa: S311
    crowd = Crowd(entries + still_open, SEED, homes_of(None), at, calendar())
    crowd.open, crowd.draws["decided"] = still_open, ["registered"]
    homes = homes_of(BRANCH)
    with transaction() as db:
        cursor = db.connection().connection.cursor()
        first = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM application").fetchone()[0]
        for lot in lots(crowd.rows(first)):
            rows = [dict(zip(APPLICATION, row, strict=True)) for row, _ in lot]
            for row in rows:
                if row["decided_at"] is None:
                    row["settlement"], row["branch_code"] = random.choice(homes)
            cursor.executemany(insert("application", APPLICATION), [tuple(row.values()) for row in rows])
            cursor.executemany(insert("register_entry", ENTRY), [entry for _, entry in lot if entry])
            decided = [decision(row, random, trial) for row in rows if row["decided_at"]]
            cursor.executemany(insert("decision", DECISION), decided)


def decision(row: dict[str, Any], random: Random, trial: ImpactAssessment) -> tuple[Any, ...]:
    """Whoever would not be registered with what they own owns nothing."""
    facts = facts_of(row, random)
    text = json.dumps(facts)
    found = trial.decide(text, facts)
    if found.outcome != "register":
        facts = {**facts, "dwellings": [], "family": []}
        text = json.dumps(facts)
        found = trial.decide(text, facts)
    return row["id"], found.outcome, text, found.grounds, "[]", "2026-07-12", "1.0.0", "", row["decided_at"]


def day(random: Random, first: int, last: int) -> str:
    return (date(first, 1, 1) + timedelta(days=random.randrange(365 * (last - first)))).isoformat()


def facts_of(row: dict[str, Any], random: Random) -> dict[str, Any]:
    """As `queries.facts` gathers them: what the law reads, and beside it who and where."""
    filed = datetime.fromisoformat(row["filed_at"]).replace(tzinfo=UTC).astimezone(ALMATY).isoformat()
    documents = {"no_housing": [], "orphan_documents": [{"kind": "orphan_proof", "reliable": True}]}
    conclusion = [{"kind": "technical_conclusion", "reliable": True}]
    return {
        "applicant": {
            "born": day(random, 1950, 2005),
            "status": random.choice(("citizen", "citizen", "kandas")),
            "registered_in": row["settlement"],
            "registered_since": day(random, 1990, 2022),
            "orphan_on_record": row["basis"] == "orphan_documents",
            "in_republican_base": False,
            "uses_state_dwelling": False,
            "privatised_state_dwelling": False,
            "state_supported_mortgage": False,
            "iin": row["iin"],
            "consent": True,
            "on_register": False,
        },
        "family": list(family(random, row)),
        "dwellings": list(dwellings(random, row)),
        "application": {
            "basis": row["basis"],
            "filed_at": filed,
            "settlement": row["settlement"],
            "by": "self",
            "documents": documents.get(row["basis"], conclusion),
        },
    }


def family(random: Random, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for nth in range(random.choice((0, 1, 2, 3, 4))):
        spouse = nth == 0
        yield {
            "iin": f"{random.randrange(10**12):012d}",
            "relation": "spouse" if spouse else "child",
            "born": day(random, 1955, 2003) if spouse else day(random, 2009, 2026),
            "name": row["name"],
            "consent": True if spouse else None,
        }


def dwellings(random: Random, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The emergency one; a share that an official found not to count; one that was sold long ago."""
    if row["basis"] == "emergency_housing":
        yield owned(random, row, share="1/1", fit=False, emergency=True)
    if random.random() < 0.06:
        part = random.choice(("1/2", "1/3", "1/4", "1/6"))
        yield owned(random, row, share=part, share_counts=False)
    if random.random() < 0.1:
        yield owned(random, row, until=day(random, 1995, 2020), until_by=random.choice(("sale", "gift", "other")))


def owned(random: Random, row: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": f"R-{random.randrange(10**9)}",
        "settlement": row["settlement"],
        "share": "1/1",
        "from": day(random, 1980, 1995),
        "until": None,
        "until_by": None,
        "fit": True,
        "emergency": False,
        "address_kk": f"Кезек көшесі, {random.randrange(300)}",
        "address_ru": f"улица Кезек, {random.randrange(300)}",
        "owner": "applicant",
        **more,
    }
