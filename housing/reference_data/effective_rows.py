"""Dated rows: what is in force on a day, and what a change would do. Pure.

Rows are never overwritten: of a key, the row with the latest day that has come is in force; a row without values ends
the key from its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.reference_data.fields import Field


class Row(NamedTuple):
    """`values`: by the field's name; None: the key ends on that day. `version`: of the publication that brought it."""

    key: str
    since: date
    values: Mapping[str, Any] | None
    version: int = 0


class Edit(NamedTuple):
    """A change of a draft: how the key stood, and how it will."""

    key: str
    since: date
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def what(self) -> str:
        """added, ended or changed."""
        return "ended" if self.after is None else "added" if self.before is None else "changed"


def effective_on(rows: Iterable[Row], day: date) -> dict[str, Row]:
    """By key, the row that counts on a day; a key that has ended is not there."""
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row.since, row.version)):
        if row.since <= day:
            latest[row.key] = row
    return {key: row for key, row in latest.items() if row.values is not None}


def list_effective_days(since: date, rows: Iterable[Row]) -> list[date]:
    """The day, and every later one on which a row begins to count."""
    return sorted({since, *(row.since for row in rows if row.since > since)})


def format_day(day: date) -> str:
    """As a message names it: the same in every language."""
    return f"{day:%d.%m.%Y}"


def changed_fields(fields: Iterable[Field], edit: Edit) -> list[Field]:
    """The fields of a changed row whose values differ."""
    before, after = edit.before or {}, edit.after or {}
    return [field for field in fields if before.get(field.name) != after.get(field.name)]


def changed_fields_by_language(fields: Iterable[Field], edit: Edit) -> list[tuple[Field, str]]:
    """The same with the language: of words every one in which they differ, of all else ""."""
    found: list[tuple[Field, str]] = []
    for field in changed_fields(fields, edit):
        before, after = ((values or {}).get(field.name) or {} for values in (edit.before, edit.after))
        tongues = [one for one in field.languages if before.get(one) != after.get(one)] if field.in_languages else [""]
        found += [(field, tongue) for tongue in tongues]
    return found
