"""To publish a draft of reference data, to return it, to take a version back: by somebody who did not write in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from housing.actions.reference.draft_row import RowBeginsTooSoon, load_draft_version
from housing.actions.reference.publication import Publication
from housing.actions.reference.publication_hooks import hooks_for
from housing.law.working_time import ALMATY
from housing.queries.reference import reference as kept
from housing.queries.reference.reference import list_published_rows, load_latest_version_number
from housing.queries.reference.row_faults import check_published_catalog
from housing.queries.reference.simulation import is_simulation_seen
from housing.reference_data.catalog_schema import Catalog, first_day, is_past_key
from housing.reference_data.effective_rows import Row, effective_on
from housing.reference_data.fields import reject_plain_numbers
from housing.storage import audit
from housing.storage.models import CatalogRow, CatalogVersion
from housing.storage.transaction import DbSession, transaction


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

    Raises DraftChangedMeanwhile, OwnDraft, SimulationNotSeen, RowAlreadyBegun, RowBeginsTooSoon, BreakingChange,
    InvalidValueError.
    """
    draft = kept.load_catalog_draft(catalog.code)
    if draft is None or draft.version.revision != revision:
        raise DraftChangedMeanwhile
    publication = build_publication(catalog, draft.rows, login, now)
    with transaction() as db:
        version = require_draft_version(db, catalog, revision)
        require_publishable(version, publication)
        if catalog.at_once:
            of_version = CatalogRow.version_id == version.id
            db.execute(update(CatalogRow).where(of_version).values(since=publication.today))
        number = activate_version(db, version, publication)
        audit.record(
            "reference.published", login, now, catalog=catalog.code, version=number, rows=len(publication.rows)
        )
        return number


def build_publication(catalog: Catalog, rows: list[Row], login: str, now: datetime) -> Publication:
    """Made before the transaction, while others may still write. `rows`: as drafted, or as a version leaves them."""
    today, hooks = now.astimezone(ALMATY).date(), hooks_for(catalog.code)
    counting = sorted((row._replace(since=today) if catalog.at_once else row for row in rows), key=lambda row: row[:2])
    terms = hooks.list_moved_terms(catalog.code, counting, now) if hooks.list_moved_terms else []
    texts = hooks.build_texts(terms, now) if hooks.build_texts else {}
    return Publication(catalog, tuple(counting), login, now, tuple(terms), texts)


def require_publishable(version: CatalogVersion, publication: Publication) -> None:
    """By whoever did not write it, once its trial was seen, before its days. Raises what `publish_draft` says."""
    catalog, today = publication.catalog, publication.today
    if publication.login in version.editors:
        raise OwnDraft
    if catalog.tried and not is_simulation_seen(version.id, version.revision):
        raise SimulationNotSeen
    if any(row.since < today or is_past_key(catalog, row.key, today) for row in publication.rows):
        raise RowAlreadyBegun
    if any(row.since < first_day(catalog, today) for row in publication.rows):
        raise RowBeginsTooSoon


def activate_version(db: DbSession, version: CatalogVersion, publication: Publication) -> int:
    """Within a transaction: the version gets its number, and what follows from it happens.

    Raises BreakingChange, InvalidValueError.
    """
    catalog, after_publication = publication.catalog, hooks_for(publication.catalog.code).after_publication
    number = load_latest_version_number(catalog.code) + 1
    version.number, version.state = number, "published"
    version.decided_by, version.decided_at = publication.login, publication.now
    db.flush()
    check_published_catalog(catalog, publication.rows)
    require_placeholders(publication)
    validate_together(publication)
    if after_publication:
        after_publication(db, publication)
    return number


def require_placeholders(publication: Publication) -> None:
    """No words name a number of the law as plain text, whenever they were drafted; taken back ones too."""
    for row in publication.rows:
        for field in publication.catalog.all_fields if row.values else ():
            for words in (row.values or {})[field.name].values() if field.kind == "template" else ():
                reject_plain_numbers(words)


def validate_together(publication: Publication) -> None:
    """Within a transaction: the rows of today and of every later day that brings another. Raises InvalidValueError."""
    catalog = publication.catalog
    if catalog.validate_rows is None:
        return
    rows = list_published_rows(catalog.code)
    for day in sorted({max(row.since, publication.today) for row in rows}):
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
    in force. Raises NotLatestVersion, BreakingChange, InvalidValueError.
    """
    rows = kept.build_rollback_rows(catalog, number, first_day(catalog, now.astimezone(ALMATY).date()))
    publication = build_publication(catalog, rows, login, now)
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
        db.add(version)
        db.flush()
        for key, since, values, _ in publication.rows:
            db.add(CatalogRow(version_id=version.id, catalog=catalog.code, key=key, since=since, values=values))
        made = activate_version(db, version, publication)
        audit.record("reference.rolled_back", login, now, catalog=catalog.code, version=number, by_version=made)
        return made


def require_draft_version(db: DbSession, catalog: Catalog, revision: int) -> CatalogVersion:
    draft = load_draft_version(db, catalog.code)
    if draft is None or draft.revision != revision:
        raise DraftChangedMeanwhile
    return draft
