"""The keys of the journal, in a file outside the database, each with a number: the newest seals, all of them prove."""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

LINE = re.compile(r"([1-9][0-9]{0,2}) ([0-9a-f]{64})")
#: A number is one byte of every seal.
MOST = 255


class KeyRingError(Exception):
    """The journal's keys are missing or are others. One line, for whoever starts Kezek."""


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
class KeyRing:
    """Read once, when it is first needed. `file`: lines of a number and 64 hexadecimal digits."""

    file: Path
    keys: dict[int, JournalKey] | None = None

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

    def read_lines(self) -> list[tuple[int, bytes]]:
        try:
            lines = self.file.read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            raise KeyRingError(f"The journal's keys cannot be read: {self.file} (KEZEK_JOURNAL_KEYS).") from None
        found = [LINE.fullmatch(line.strip()) for line in lines if line.strip()]
        if not found or not all(found):
            raise KeyRingError(
                f"KEZEK_JOURNAL_KEYS: {self.file} must hold lines of a number and 64 hexadecimal digits."
            )
        return [(int(one[1]), bytes.fromhex(one[2])) for one in found if one]

    def create(self) -> None:
        """A first key, where there is no file yet. Raises OSError."""
        self.write([(1, secrets.token_bytes(32))])

    def add(self) -> int:
        """A new key; what was sealed with the others stays proven by them. Its number. Raises KeyRingError, OSError."""
        lines = self.read_lines()
        number = max(number for number, _ in lines) + 1
        if number > MOST:
            raise KeyRingError("No number is left for another key of the journal.")
        self.write([*lines, (number, secrets.token_bytes(32))])
        return number

    def write(self, lines: list[tuple[int, bytes]]) -> None:
        """For its owner alone, whole or not at all."""
        part = self.file.with_name(f"{self.file.name}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.writelines(f"{number} {key.hex()}\n" for number, key in lines)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.file)
        self.keys = None


def derive_key(line: tuple[int, bytes]) -> tuple[int, JournalKey]:
    number, key = line

    def derive(purpose: str) -> bytes:
        return hmac.digest(key, f"kezek journal {purpose}".encode(), "sha256")

    row, mark, total, event, state = map(derive, ("row", "mark", "sum", "event", "state"))
    return number, JournalKey(number, row, mark, total, event, state, derive("fingerprint").hex()[:16])
