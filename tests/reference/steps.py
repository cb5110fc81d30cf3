"""Reference data of a test, put straight into force."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select

from housing.reference_data.catalogs import find_catalog
from housing.storage.models import CatalogRow, CatalogVersion
from housing.storage.transaction import transaction


def stands(catalog_code: str, /, since: date = date(2026, 7, 12), **values: Any) -> None:
    """A row of a catalog, as if it had been published long ago."""
    found = find_catalog(catalog_code)
    assert found is not None
    with transaction() as db:
        last = select(func.max(CatalogVersion.number)).where(CatalogVersion.catalog == catalog_code)
        number = (db.scalar(last) or 0) + 1
        at = datetime(2026, 7, 12, tzinfo=UTC)
        version = CatalogVersion(
            catalog=catalog_code,
            number=number,
            state="published",
            started_from=number - 1,
            revision=1,
            editors=["a test"],
            drafted_at=at,
            decided_at=at,
            decided_by="another",
            reason="",
        )
        db.add(version)
        db.flush()
        key = str(values[found.key.name])
        db.add(CatalogRow(version_id=version.id, catalog=catalog_code, key=key, since=since, values=values))
