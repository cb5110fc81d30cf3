"""To draft a change of reference data: a row as it shall stand from a day on, or the end of a key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select

from housing.law.working_time import ALMATY
from housing.queries.reference.reference import (
    list_published_rows,
    load_latest_row_id,
    load_latest_version_number,
)
from housing.queries.reference.row_faults import check_rows
from housing.reference_data.catalog_schema import Catalog, first_day, is_past_key
from housing.reference_data.effective_rows import Row
from housing.storage import audit
from housing.storage.models import CatalogRow, CatalogVersion
from housing.storage.transaction import DbSession, count_changed, transaction

#: Rows of one draft, which somebody else has to read.
MAX_ROWS = 5000


class RowChangedMeanwhile(Exception):
    """Somebody changed this row meanwhile."""


class RowInThePast(Exception):
    """What has been is not changed."""


class RowBeginsTooSoon(Exception):
    """A row of this catalog begins tomorrow at the earliest."""


class KeyCannotEnd(Exception):
    """A key of this catalog stays."""


class TooManyRows(Exception):
    """A draft that nobody could read."""


Change = tuple[str, date, Mapping[str, Any] | None]


def draft_row(catalog: Catalog, change: Change, saw: int, login: str, now: datetime) -> None:
    """`saw`: what `load_latest_row_id` said when the form was shown.

    Raises RowChangedMeanwhile, RowInThePast, RowBeginsTooSoon, KeyCannotEnd, BreakingChange.
    """
    with transaction() as db:
        if load_latest_row_id(catalog.code, change[0]) != saw:
            raise RowChangedMeanwhile
        write_drafted_rows(db, catalog, [change], login, now)


def draft_rows(catalog: Catalog, changes: list[Change], login: str, now: datetime) -> int:
    """Many at once, from a file: all of them or none; how many.

    Raises RowInThePast, RowBeginsTooSoon, KeyCannotEnd, TooManyRows, BreakingChange.
    """
    with transaction() as db:
        write_drafted_rows(db, catalog, changes, login, now)
    return len(changes)


def load_draft_version(db: DbSession, catalog: str) -> CatalogVersion | None:
    """The draft of the catalog that is under way, to be changed."""
    wanted = select(CatalogVersion).where(CatalogVersion.catalog == catalog, CatalogVersion.state == "draft")
    return db.scalar(wanted)


def delete_drafted_rows(db: DbSession, draft: CatalogVersion, key: str, since: date | None) -> bool:
    """Takes a key out of a draft, of one day or of every day; False where it was not there."""
    those = CatalogRow.version_id == draft.id, CatalogRow.key == key
    gone = delete(CatalogRow).where(*those, *([CatalogRow.since == since] if since else []))
    return bool(count_changed(db, gone))


def write_drafted_rows(db: DbSession, catalog: Catalog, changes: list[Change], login: str, now: datetime) -> None:
    today = now.astimezone(ALMATY).date()
    draft = open_draft_version(db, catalog.code, login, now)
    for key, since, values in changes:
        if since < today or is_past_key(catalog, key, today):
            raise RowInThePast
        if since < first_day(catalog, today):
            raise RowBeginsTooSoon
        if values is None and catalog.lasting:
            raise KeyCannotEnd
        # Of a key one row of a draft is in force from a day: what was drafted before for that day is written anew.
        # What counts from its publication on has one day whenever it was drafted; what is tried is tried as one set.
        delete_drafted_rows(db, draft, key, None if catalog.at_once or catalog.tried else since)
        db.add(CatalogRow(version_id=draft.id, catalog=catalog.code, key=key, since=since, values=values))
    db.flush()
    if (db.scalar(select(func.count()).where(CatalogRow.version_id == draft.id)) or 0) > MAX_ROWS:
        raise TooManyRows
    check_rows(catalog, [Row(*change) for change in changes], merge_draft(db, catalog.code, draft))
    audit.record("reference.drafted", login, now, catalog=catalog.code, keys=[key for key, _, _ in changes][:20])


def merge_draft(db: DbSession, catalog: str, draft: CatalogVersion) -> list[Row]:
    """The rows of the catalog as they would be: what is drafted comes after whatever is published for the same day."""
    wanted = select(CatalogRow.key, CatalogRow.since, CatalogRow.values).where(CatalogRow.version_id == draft.id)
    after = load_latest_version_number(catalog) + 1
    return [*list_published_rows(catalog), *(Row(**row._asdict(), version=after) for row in db.execute(wanted))]


def open_draft_version(db: DbSession, catalog: str, login: str, now: datetime) -> CatalogVersion:
    """The draft of the catalog, begun where there is none; touched by this editor."""
    found = load_draft_version(db, catalog)
    if found is None:
        found = CatalogVersion(
            catalog=catalog,
            state="draft",
            started_from=load_latest_version_number(catalog),
            # On from the last draft: whoever looked at that one does not publish this one unseen.
            revision=db.scalar(select(func.max(CatalogVersion.revision)).where(CatalogVersion.catalog == catalog)) or 0,
            editors=[],
            reason="",
        )
        db.add(found)
    found.revision, found.drafted_at = found.revision + 1, now
    found.editors = sorted({*found.editors, login})
    db.flush()
    return found


def remove_drafted_row(catalog: str, key: str, since: date, login: str, now: datetime) -> bool:
    """Takes a row out of the draft; an empty draft is dropped. False where it was not there."""
    with transaction() as db:
        draft = load_draft_version(db, catalog)
        if draft is None or not delete_drafted_rows(db, draft, key, since):
            return False
        draft.revision += 1
        if not db.scalar(select(func.count()).where(CatalogRow.version_id == draft.id)):
            draft.state, draft.decided_by, draft.decided_at = "dropped", login, now
        audit.record("reference.drafted", login, now, catalog=catalog, taken_out=key)
        return True
