"""The technical break that is announced or under way (Rules, Annex 1 row 8), kept in a file of the instance.

Not in the database: it holds while that is mended, copied or read-only, and no backup brings an old one back.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from flask import current_app

FILE_NAME = "technical-break.json"


class TechnicalBreak(NamedTuple):
    """From when until when; it ends by itself then, or before, once somebody ends it."""

    starts_at: datetime
    ends_at: datetime
    announced_by: str

    def is_under_way(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


def break_file() -> Path:
    return Path(current_app.instance_path, FILE_NAME)


def load_break(now: datetime) -> TechnicalBreak | None:
    """The one that is not over yet; asked at every request, and read only where the file has changed."""
    file = break_file()
    try:
        state = file.stat()
    except OSError:
        return None
    found = read_break(file, state.st_mtime_ns, state.st_ino)
    return found if found and now < found.ends_at else None


@lru_cache(maxsize=4)
def read_break(file: Path, changed: int, inode: int) -> TechnicalBreak | None:
    """None where it cannot be read: a torn file keeps nobody out."""
    try:
        kept = json.loads(file.read_bytes())
        starts_at, ends_at = (datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at"))
        return TechnicalBreak(starts_at, ends_at, str(kept["announced_by"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
