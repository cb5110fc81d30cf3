"""What the lock file pins: the packages that Kezek runs on, with the hash of every file that may be installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

LOCK = Path(__file__).resolve().parents[1] / "lock.txt"


class Pin(NamedTuple):
    """`name` as `normalize_name` writes it; `hashes`: SHA-256 of each file that is accepted, in hexadecimal digits."""

    name: str
    version: str
    hashes: tuple[str, ...]


def normalize_name(name: str) -> str:
    """One spelling of what is one package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(lock: Path) -> list[Pin]:
    """Sorted by name. Raises ValueError where nothing is pinned there."""
    pinned = r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)(.*?)(?=^\S|\Z)"
    entries = re.findall(pinned, lock.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    if not entries:
        raise ValueError(f"{lock.name} pins nothing")
    return sorted(
        Pin(normalize_name(name), version, tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)))
        for name, version, rest in entries
    )
