"""Reference data as it stands: what is in force, what is drafted, what was published and by whom."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import OperationalError

from housing.reference_data.catalog_schema import Catalog, is_past_key
from housing.reference_data.effective_rows import Edit, Row, effective_on
from housing.storage.extensions import db, execute_core
from housing.storage.models import CatalogRow, CatalogVersion
from housing.storage.query_cache import cached_edition, cached_query, query_cache

R, V = CatalogRow, CatalogVersion
PUBLISHED = (
    select(R.key, R.since, R.values, V.number.label("version"))
    .join(V, V.id == R.version_id)
    .where(V.state == "published", R.catalog == bindparam("catalog"))
    .order_by(R.since, V.number)
)
EDITION = select(func.count(), func.max(V.decided_at)).where(V.state == "published")

#: The version of a drafted row: of rows that begin on one day it is the one that will count.
AS_DRAFTED = sys.maxsize


@dataclass(frozen=True, slots=True)
class Version:
    """A draft, or what became of it. `undoes`: the number of the version that it takes back."""

    id: int
    number: int | None
    state: str
    started_from: int
    revision: int
    editors: list[str]
    drafted_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class CatalogDraft:
    """What somebody is about to change. `edits` by key and day; `rows`: the same as rows of the catalog."""

    version: Version
    edits: list[Edit]

    @property
    def rows(self) -> list[Row]:
        return [Row(one.key, one.since, one.after, AS_DRAFTED) for one in self.edits]


COLUMNS = (
    V.id,
    V.number,
    V.state,
    V.started_from,
    V.revision,
    V.editors,
    V.drafted_at,
    V.decided_by,
    V.decided_at,
    V.reason,
    V.undoes,
)


def load_reference_edition() -> tuple[int, datetime | None]:
    """Changes with every publication, of whatever catalog, by whatever process: a published version stays."""
    return tuple(execute_core(EDITION).one())


def load_edition_or_none() -> tuple[int, datetime | None] | None:
    """The same for a page, asked now and then; None while the database does not answer."""
    try:
        found: tuple[int, datetime | None] = cached_query(("edition",), load_reference_edition)
    except OperationalError:
        return None
    return found


def list_published_rows(catalog: str) -> list[Row]:
    """Every row that was ever published, oldest day first."""
    found: list[Row] = cached_edition(
        ("catalog", catalog),
        load_reference_edition,
        lambda: [Row._make(row) for row in execute_core(PUBLISHED, {"catalog": catalog}).all()],
    )
    return found


def load_effective_values(catalog: str, day: date) -> dict[str, Mapping[str, Any]]:
    """By key, the values in force on a day."""
    return {key: row.values or {} for key, row in effective_on(list_published_rows(catalog), day).items()}


def load_latest_version_number(catalog: str) -> int:
    """The number of the version published last."""
    return db.session.scalar(select(func.max(V.number)).where(V.catalog == catalog)) or 0


def list_versions(catalog: str) -> list[Version]:
    """All that was drafted, the latest first; a draft under way before all."""
    rows = db.session.execute(select(*COLUMNS).where(V.catalog == catalog).order_by(V.id.desc()))
    return [Version(**row._asdict()) for row in rows]


def load_catalog_draft(catalog: str) -> CatalogDraft | None:
    """The draft under way; there is at most one of a catalog."""
    row = db.session.execute(select(*COLUMNS).where(V.catalog == catalog, V.state == "draft")).one_or_none()
    return CatalogDraft(Version(**row._asdict()), list_edits(catalog, row.id)) if row else None


def list_edits(catalog: str, version_id: int) -> list[Edit]:
    """What a version changes against all that was published without it, a key at a time."""
    stands = [row for row in list_published_rows(catalog) if row.version != load_version_number(version_id)]
    found = db.session.execute(
        select(R.key, R.since, R.values).where(R.version_id == version_id).order_by(R.since, R.key)
    )
    return [Edit(key, since, effective_values_of(stands, key, since), values) for key, since, values in found]


def build_rollback_rows(catalog: Catalog, number: int, first: date) -> list[Row]:
    """What a published version changed, as it stands without it: from that day on, or from the first that may change.

    A key that is a day which has been stays what it was: people's terms were counted by it. The database itself is
    asked: another process may have published that version a moment ago.
    """
    with query_cache.bypass():
        rows = list_published_rows(catalog.code)
    stands = [row for row in rows if row.version != number]
    changed = {(row.key, max(row.since, first)) for row in rows if row.version == number}
    return [
        Row(key, since, effective_values_of(stands, key, since), AS_DRAFTED)
        for key, since in sorted(changed)
        if not is_past_key(catalog, key, first)
    ]


def load_version_number(version_id: int) -> int | None:
    return db.session.scalar(select(V.number).where(V.id == version_id))


def effective_values_of(rows: list[Row], key: str, day: date) -> Mapping[str, Any] | None:
    found = effective_on([row for row in rows if row.key == key], day).get(key)
    return found.values if found else None


def load_latest_row_id(catalog: str, key: str) -> int:
    """By which somebody who edits a key says what they saw: the number of its last row, drafted ones too."""
    wanted = select(R.id).join(V, V.id == R.version_id).where(R.catalog == catalog, R.key == key)
    kept = wanted.where(V.state.in_(("draft", "published"))).order_by(R.id.desc()).limit(1)
    return db.session.scalar(kept) or 0
