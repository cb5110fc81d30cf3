"""Compares what the lock file pins with published advisories, from a copy on this machine: nobody outside is asked.

An advisory is a file of the OSV schema (1.x), as the databases of advisories for Python packages give them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from packaging.version import InvalidVersion, Version

from housing.ops.pinned_packages import Pin, normalize_name

ECOSYSTEM = "PyPI"


class UnreadableAdvisories(Exception):
    """The copy is missing, empty or not what it should be; the words say which."""


class KnownFault(NamedTuple):
    """`fixed`: versions in which it is mended, as the advisory names them."""

    package: str
    version: str
    advisory: str
    summary: str
    fixed: tuple[str, ...]


def iter_advisories(copy: Path) -> Iterator[dict[str, Any]]:
    """Of a folder (searched through) or an archive (ZIP). Raises UnreadableAdvisories."""
    count = 0
    for name, content in iter_files(copy):
        try:
            advisory = json.loads(content)
            advisory["id"], advisory.get("affected", [])
        except (ValueError, TypeError, KeyError, AttributeError):
            raise UnreadableAdvisories(f"{name} is no advisory of the OSV schema") from None
        count += 1
        yield advisory
    if not count:
        raise UnreadableAdvisories(f"{copy} holds no advisories")


def iter_files(copy: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if copy.is_dir():
            for path in sorted(copy.rglob("*.json")):
                yield path.name, path.read_bytes()
        else:
            with ZipFile(copy) as archive:
                for name in sorted(archive.namelist()):
                    if name.endswith(".json"):
                        yield name, archive.read(name)
    except (OSError, BadZipFile) as fault:
        raise UnreadableAdvisories(f"{copy} cannot be read: {type(fault).__name__}") from None


def find_known_faults(pins: Iterable[Pin], advisories: Iterable[dict[str, Any]]) -> list[KnownFault]:
    """Sorted. Withdrawn advisories count for nothing."""
    pinned = {pin.name: pin.version for pin in pins}
    found = []
    for advisory in advisories:
        for affected in [] if advisory.get("withdrawn") else advisory.get("affected") or []:
            package = affected.get("package") or {}
            name = normalize_name(package.get("name") or "")
            if package.get("ecosystem") == ECOSYSTEM and name in pinned and is_affected(pinned[name], affected):
                fixed = tuple(event["fixed"] for event in list_events(affected) if "fixed" in event)
                summary = " ".join(str(advisory.get("summary") or "").split())
                found.append(KnownFault(name, pinned[name], advisory["id"], summary, fixed))
    return sorted(found)


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """By the list of versions or by a range; a version that nobody understands counts as affected."""
    if version in (affected.get("versions") or []):
        return True
    try:
        return any(is_within(Version(version), one) for one in list_ranges(affected))
    except InvalidVersion:
        return True


def list_ranges(affected: dict[str, Any]) -> list[dict[str, Any]]:
    """Ranges of commits say nothing of versions."""
    return [one for one in affected.get("ranges") or [] if one.get("type") != "GIT"]


def list_events(affected: dict[str, Any]) -> list[dict[str, str]]:
    return [event for one in list_ranges(affected) for event in one.get("events") or []]


def is_within(version: Version, span: dict[str, Any]) -> bool:
    """The last event at or before the version decides; "introduced": "0" is before all of them."""
    within = False
    events = [(read_bound(bound), kind) for event in span.get("events") or [] for kind, bound in event.items()]
    for at, kind in sorted(events):
        if kind == "introduced" and version >= at:
            within = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            within = False
    return within


def read_bound(bound: str) -> Version:
    return Version("0.dev0" if bound == "0" else bound)
