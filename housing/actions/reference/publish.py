"""To publish a draft of reference data, to return it, to take a version back: by somebody who did not write in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.reference.draft_row import RowBeginsTooSoon, load_draft_version
from housing.actions.reference.move_terms import Texts, build_texts, move_terms
from housing.law.working_time import ALMATY
from housing.queries.reference import reference as kept
from housing.queries.reference.calendar import build_calendar
from housing.queries.reference.moved_terms import list_moved_terms
from housing.queries.reference.reference import list_published_rows, load_latest_version_number
from housing.queries.reference.row_faults import check_published_catalog
from housing.queries.reference.simulation import is_simulation_seen
from housing.reference_data.catalog_schema import Catalog, first_day, is_past_key
from housing.reference_data.effective_rows import Row, effective_on
from housing.reference_data.fields import reject_plain_numbers
from housing.reference_data.settlement_rows import BRANCHES
from housing.storage import audit
from housing.storage.models import Branch, CatalogRow, CatalogVersion
from housing.storage.transaction import DbSession, transaction

#: The catalogs whose publication moves due times.
CALENDAR = ("days", "hours")


class DraftChangedMeanwhile(Exception):
    """The draft is another than the one that was looked at, or there is none."""


class OwnDraft(Exception):
    """Whoever wrote in a draft does not publish it."""


class RowAlreadyBegun(Exception):
    """A row of the draft begins before today: its day has passed while it lay there."""


class SimulationNotSeen(Exception):
    """Nobody has looked at a finished trial of exactly this draft."""


class NotLatestVersion(Exception):
    """Only the version that was published last is taken back; there is no other, or it was the first."""


def publish_draft(catalog: Catalog, revision: int, login: str, now: datetime) -> int:
    """The number of the version; where it raises nothing was changed.

    Raises DraftChangedMeanwhile, OwnDraft, SimulationNotSeen, RowAlreadyBegun, RowBeginsTooSoon, WouldBreak, Wrong.
    """
    seen = kept.load_catalog_draft(catalog.code)
    texts = prepare_term_texts(catalog, seen.rows if seen else [], now)
    with transaction() as db:
        draft = require_draft_version(db, catalog, revision)
        if login in draft.editors:
            raise OwnDraft
        if catalog.tried and not is_simulation_seen(draft.id, revision):
            raise SimulationNotSeen
        rows = list(db.scalars(select(CatalogRow).where(CatalogRow.version_id == draft.id)))
        today = now.astimezone(ALMATY).date()
        for row in rows:
            row.since = today if catalog.at_once else row.since
        if any(row.since < today or is_past_key(catalog, row.key, today) for row in rows):
            raise RowAlreadyBegun
        if any(row.since < first_day(catalog, today) for row in rows):
            raise RowBeginsTooSoon
        number = activate_version(db, catalog, draft, login, now, texts)
        audit.record("reference.published", login, now, catalog=catalog.code, version=number, rows=len(rows))
        return number


def activate_version(
    db: DbSession, catalog: Catalog, version: CatalogVersion, login: str, now: datetime, texts: Texts
) -> int:
    """Within a transaction: the version gets its number, and what follows from it happens. Raises WouldBreak, Wrong."""
    number = load_latest_version_number(catalog.code) + 1
    version.number, version.state, version.decided_by, version.decided_at = number, "published", login, now
    db.flush()
    wanted = select(CatalogRow.key, CatalogRow.since, CatalogRow.values).where(CatalogRow.version_id == version.id)
    rows = [Row(**row._asdict(), version=number) for row in db.execute(wanted)]
    check_published_catalog(catalog, rows)
    require_placeholders(catalog, rows)
    validate_together(catalog, now)
    if catalog.code in CALENDAR:
        move_terms(db, login, now, texts, catalog.code)
    if catalog.code == BRANCHES:
        there = set(db.scalars(select(Branch.code)))
        db.add_all(Branch(code=code) for code in sorted({row.key for row in rows} - there))
    return number


def prepare_term_texts(catalog: Catalog, rows: list[Row], now: datetime) -> Texts:
    """What people would be told whose terms these rows move: made while others may still write.

    Whatever else moves them until then is told all the same.
    """
    if catalog.code not in CALENDAR:
        return {}
    return build_texts(list_moved_terms(build_calendar(catalog.code, rows), now, catalog.code), now)


def require_placeholders(catalog: Catalog, rows: list[Row]) -> None:
    """No words name a number of the law as plain text, whenever they were drafted; taken back ones too."""
    for row in rows:
        for field in catalog.all_fields if row.values else ():
            for words in (row.values or {})[field.name].values() if field.kind == "template" else ():
                reject_plain_numbers(words)


def validate_together(catalog: Catalog, now: datetime) -> None:
    """Within a transaction: the rows of today and of every later day that brings another. Raises Wrong."""
    if catalog.validate_rows is None:
        return
    rows, today = list_published_rows(catalog.code), now.astimezone(ALMATY).date()
    for day in sorted({max(row.since, today) for row in rows}):
        catalog.validate_rows({key: row.values or {} for key, row in effective_on(rows, day).items()})


def return_draft(catalog: Catalog, revision: int, reason: str, login: str, now: datetime) -> None:
    """Raises DraftChangedMeanwhile."""
    with transaction() as db:
        draft = require_draft_version(db, catalog, revision)
        draft.state, draft.decided_by, draft.decided_at, draft.reason = "returned", login, now, reason
        audit.record("reference.returned", login, now, catalog=catalog.code)


def roll_back_version(catalog: Catalog, number: int, login: str, now: datetime) -> int:
    """What stood before the version published last stands again, from the first day that may be changed.

    The number of the new version. Nothing is taken out of the past: what was decided meanwhile was decided by what was
    in force. Raises NotLatestVersion, WouldBreak, Wrong.
    """
    first = first_day(catalog, now.astimezone(ALMATY).date())
    texts = prepare_term_texts(catalog, kept.build_rollback_rows(catalog, number, first), now)
    with transaction() as db:
        if number < 2 or number != load_latest_version_number(catalog.code):
            raise NotLatestVersion
        version = CatalogVersion(
            catalog=catalog.code,
            state="published",
            started_from=number,
            revision=0,
            editors=[login],
            reason="",
            drafted_at=now,
            undoes=number,
        )
        rows = kept.build_rollback_rows(catalog, number, first)
        db.add(version)
        db.flush()
        for key, since, values, _ in rows:
            db.add(CatalogRow(version_id=version.id, catalog=catalog.code, key=key, since=since, values=values))
        made = activate_version(db, catalog, version, login, now, texts)
        audit.record("reference.rolled_back", login, now, catalog=catalog.code, version=number, by_version=made)
        return made


def require_draft_version(db: DbSession, catalog: Catalog, revision: int) -> CatalogVersion:
    draft = load_draft_version(db, catalog.code)
    if draft is None or draft.revision != revision:
        raise DraftChangedMeanwhile
    return draft
