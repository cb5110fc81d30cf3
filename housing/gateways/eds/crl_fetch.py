"""Fetching the lists of revoked certificates: a job's work, once an hour. What is not better is not taken."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from housing.gateways.eds.crl import UnusableCrlError, read_crl
from housing.gateways.eds.exchange import NoAnswerError, exchange_http
from housing.gateways.eds.trust import Trust

_LARGEST = 64 * 1024 * 1024  # bytes of a list


@dataclass(frozen=True)
class Fetched:
    """`fault`: why the file stays as it was, None where it is the list of now."""

    url: str
    fault: str | None = None


def fetch_crls(
    urls: Iterable[str], folder: Path, trust: Trust, now: datetime, *, timeout: float = 60.0
) -> list[Fetched]:
    """Brings every list into `folder`, one file an address, each replaced whole or not at all. Never raises for one.

    A list is taken when a pinned authority signed it, it is in force `now` and not older than the one it replaces, so
    that nobody on the way can bring back a list from before a revocation. `timeout`: seconds an address.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [Fetched(url, _fetch_list(url, file_for(folder, url), trust, now, timeout)) for url in urls]


def file_for(folder: Path, url: str) -> Path:
    return folder / f"{sha256(url.encode()).hexdigest()[:16]}.crl"


def _fetch_list(url: str, file: Path, trust: Trust, now: datetime, timeout: float) -> str | None:
    try:
        status, content = exchange_http(url, timeout=timeout, limit=_LARGEST)
        if status != 200:
            return f"http {status}"
        if file.exists() and file.read_bytes() == content:
            return None
        fault = _why_worse(content, file, trust, now)
        if fault is None:
            _replace_file(file, content)
        return fault
    except (NoAnswerError, OSError) as silent:
        return f"unreachable {silent}"
    except UnusableCrlError as unusable:
        return str(unusable)


def _why_worse(content: bytes, file: Path, trust: Trust, now: datetime) -> str | None:
    new = read_crl(content, trust)
    if not new.in_force(now):
        return "it is not in force"
    try:
        kept = read_crl(file.read_bytes(), trust)
    except (OSError, UnusableCrlError):
        return None
    return "it is older than the one at hand" if new.issued < kept.issued else None


def _replace_file(file: Path, content: bytes) -> None:
    """Readers see the old list or the new one; a crash leaves a file that nobody reads."""
    handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
