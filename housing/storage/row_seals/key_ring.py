"""The keys of the journal, in a file outside the database, each with a number: the newest seals, all of them prove."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import NamedTuple

from housing.encryption.key_file import KeyFile


class JournalKey(NamedTuple):
    """What is derived from a key, each for one purpose; 32 bytes each. `fingerprint` tells which it is, and no more."""

    number: int
    row: bytes
    mark: bytes
    sum: bytes
    event: bytes
    state: bytes
    fingerprint: str


@dataclass
class KeyRing(KeyFile):
    """Read once, when it is first needed."""

    keys: dict[int, JournalKey] | None = None

    WHOSE = "The journal's keys"
    SETTING = "KEZEK_JOURNAL_KEYS"

    @property
    def is_there(self) -> bool:
        return self.keys is not None or self.file.exists()

    def load(self) -> dict[int, JournalKey]:
        """By number. Raises KeyRingError."""
        if self.keys is None:
            self.keys = dict(map(derive_key, self.read_lines()))
        return self.keys

    @property
    def newest(self) -> JournalKey:
        """Raises KeyRingError."""
        keys = self.load()
        return keys[max(keys)]

    def forget(self) -> None:
        self.keys = None


def derive_key(line: tuple[int, bytes]) -> tuple[int, JournalKey]:
    number, key = line

    def derive(purpose: str) -> bytes:
        return hmac.digest(key, f"kezek journal {purpose}".encode(), "sha256")

    row, mark, total, event, state = map(derive, ("row", "mark", "sum", "event", "state"))
    return number, JournalKey(number, row, mark, total, event, state, derive("fingerprint").hex()[:16])
