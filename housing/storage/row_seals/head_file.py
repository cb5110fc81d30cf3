"""How far the journal goes, in a file outside the database: whoever cuts the journal off does not reach it.

The file bears a MAC: it says nothing that the journal's key did not say. A head that the database does not have any
more is never written over; only a restore that two people decided moves it.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from housing.storage.row_seals.key_ring import KeyRing


@dataclass(frozen=True)
class JournalHead:
    """The last row of the journal, and the number of the last transaction, when the file was written."""

    event_id: int
    event_hash: str
    last: int


class HeadChanged(Exception):
    """The file says what none of the journal's keys said."""


@dataclass(frozen=True)
class HeadFile:
    """`file`: best on another machine, where whoever writes the database cannot write."""

    file: Path

    def read(self, ring: KeyRing) -> JournalHead | None:
        """None where there is none yet. Raises HeadChanged, KeyRingError."""
        try:
            told = json.loads(self.file.read_text(encoding="ascii"))
            mac = bytes.fromhex(told.pop("mac"))
            head = JournalHead(**told)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise HeadChanged from None
        if not any(hmac.compare_digest(sign_head(key.state, head), mac) for key in ring.load().values()):
            raise HeadChanged
        return head

    def write(self, ring: KeyRing, head: JournalHead) -> None:
        """Whole or not at all, and there after a power cut. Raises OSError, KeyRingError."""
        told = {**asdict(head), "mac": sign_head(ring.newest.state, head).hex()}
        part = self.file.with_name(f"{self.file.name}.part")
        with part.open("w", encoding="ascii") as out:
            json.dump(told, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.file)

    def put_aside(self) -> Path | None:
        """For a database that begins anew: what the old one had said is kept beside. None: there was nothing."""
        if not self.file.exists():
            return None
        number = 1
        while (kept := self.file.with_name(f"{self.file.name}.{number}")).exists():
            number += 1
        self.file.replace(kept)
        return kept


def sign_head(key: bytes, head: JournalHead) -> bytes:
    return hmac.digest(key, f"head {head.event_id} {head.event_hash} {head.last}".encode(), "sha256")
