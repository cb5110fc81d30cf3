"""Every catalog: how many rows are in force, which version, whether a draft waits for somebody."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g

from housing.law.working_time import ALMATY
from housing.queries.cases.inbox import count_unread
from housing.queries.reference import reference as kept
from housing.reference import reference
from housing.reference._catalog_parts import READERS
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.catalogs import CATALOGS
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


class CatalogSummary(NamedTuple):
    catalog: Catalog
    rows: int
    version: int
    draft: kept.CatalogDraft | None


@reference.get("/reference/")
@access(*READERS)
def catalogs() -> Any:
    today = now().astimezone(ALMATY).date()
    lines = [
        CatalogSummary(
            one,
            len(kept.load_effective_values(one.code, today)),
            kept.load_latest_version_number(one.code),
            kept.load_catalog_draft(one.code),
        )
        for one in CATALOGS
    ]
    return page("reference/catalogs.html", lines=lines, unread=count_unread(g.who))
