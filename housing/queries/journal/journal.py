"""The journal, walked from its first row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import text

from housing.storage.extensions import db
from housing.storage.hash_chain import GENESIS_HASH, hash_event, hash_keyed_event
from housing.storage.row_seals.key_ring import JournalKey
from housing.storage.row_seals.watch import is_sealed, journal_keys

#: Whatever the schema: a backup of an older Kezek has a column less.
ALL_EVENTS = text("SELECT * FROM event WHERE id > :after ORDER BY id").execution_options(yield_per=1000)
HASH_AT = text("SELECT hash FROM event WHERE id = :id")


class ChainVerdict(NamedTuple):
    """`broken_at`: the first row whose hash is not that of what it says, or None; `last`: the last that is right."""

    checked: int
    broken_at: int | None
    last: int = 0


def check_chain(after: int = 0) -> ChainVerdict:
    """`after`: a row that was proven before; 0: from the first one. Raises KeyRingError where the keys are missing."""
    previous = db.session.scalar(HASH_AT, {"id": after}) if after else GENESIS_HASH
    checked, last, keys = 0, after, ChainKeys(list_chain_keys())
    for row in db.session.execute(ALL_EVENTS, {"after": after}).mappings():
        if row["previous"] != previous or not keys.fit(row):
            return ChainVerdict(checked, row["id"], last)
        previous, last, checked = row["hash"], row["id"], checked + 1
    return ChainVerdict(checked, None, last)


def list_chain_keys() -> list[JournalKey | None]:
    """In the order in which they were used; None: rows from before there were keys, which are first."""
    if not is_sealed(db.session.connection()):
        return [None]
    return [None, *(key for _, key in sorted(journal_keys().load().items()))]


class ChainKeys:
    """A row is hashed with the key of the row before or with one that came later: never again with an older one."""

    def __init__(self, keys: list[JournalKey | None]) -> None:
        self.left = keys

    def fit(self, row: Any) -> bool:
        for nth, key in enumerate(self.left):
            if hash_row(key, row) == row["hash"]:
                self.left = self.left[nth:]
                return True
        return False


def hash_row(key: JournalKey | None, row: Any) -> str | None:
    """None where it cannot be read at all."""
    try:
        at = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC)
        told = row["previous"], at, row["kind"], row["actor"], row["application_id"], json.loads(row["detail"])
        return hash_keyed_event(key.event, row["bound"], *told) if key else hash_event(*told)
    except (ValueError, TypeError, AttributeError):
        return None
