"""The page of a catalog: its rows by tab, sought, sorted and page by page, its draft and its history."""

from __future__ import annotations

from typing import Any

from flask import g, request

from housing.labels import N_
from housing.queries.cases.inbox import count_unread
from housing.queries.reference import reference as kept
from housing.queries.reference.names import current_day
from housing.reference._catalog_parts import DRAFTERS
from housing.reference._field_text import LANGUAGES, field_hint, format_value
from housing.reference._row_form import build_row_form
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import Row, effective_on
from housing.text.alphabet import order_key
from housing.text.name_search import fold_text
from housing.web.responses import page

TABS = {"now": N_("In force"), "future": N_("To come"), "past": N_("Past")}
#: Rows of a page.
ROWS_PER_PAGE = 50


def rows_in_tab(catalog: Catalog, when: str) -> list[Row]:
    """The rows of a tab: in force today; published for a later day; or followed by a later row, or ended.

    Of two that begin on one later day the later published one counts, as where a version is rolled back.
    """
    rows, on = kept.list_published_rows(catalog.code), current_day()
    standing = effective_on(rows, on)
    if when == "now":
        return list(standing.values())
    if when == "future":
        return list({(row.key, row.since): row for row in rows if row.since > on}.values())
    return [row for row in rows if row.since <= on and standing.get(row.key) is not row and row.values is not None]


def search_rows(catalog: Catalog, rows: list[Row]) -> list[Row]:
    """Those that hold what is sought, in the order that is asked for."""
    sought, sort = fold_text(request.args.get("q", "")), request.args.get("sort", catalog.key.name)
    fields = {field.name: field for field in catalog.all_fields}
    by = fields.get(sort.removeprefix("-"), catalog.key)

    def searchable_text(row: Row) -> str:
        return fold_text(
            " ".join(format_value(field, (row.values or {}).get(field.name)) for field in catalog.all_fields)
        )

    def sort_key(row: Row) -> tuple[Any, ...]:
        value = (row.values or {}).get(by.name)
        counted = value if isinstance(value, int) else 0
        return counted, str(value or "") if by.kind == "date" else order_key(format_value(by, value)), row.since

    chosen = [row for row in rows if not sought or sought in searchable_text(row)]
    return sorted(chosen, key=sort_key, reverse=sort.startswith("-"))


def is_complete(catalog: Catalog, standing: list[Row]) -> bool:
    """Every key that there can be has its row, for ever: a new one cannot be made."""
    return catalog.lasting and set(catalog.key.choices) <= {one.key for one in standing}


def render_catalog(catalog: Catalog, status: int = 200, form: Any = None, **more: Any) -> Any:
    asked = request.args.get("when", "now")
    when = asked if asked in TABS else "now"
    # Where there is but one key, it is the one that is changed.
    key = next(iter(catalog.key.choices)) if len(catalog.key.choices) == 1 else request.args.get("key", "")
    row = next((one for one in reversed(kept.list_published_rows(catalog.code)) if one.key == key and one.values), None)
    rows = {tab: rows_in_tab(catalog, tab) for tab in TABS}
    chosen = search_rows(catalog, rows[when])
    leaf = max(1, min(request.args.get("page", 1, int), -(-len(chosen) // ROWS_PER_PAGE)))
    return page(
        "reference/catalog.html",
        status,
        fragment="reference/_catalog_rows.html",
        catalog=catalog,
        tabs=TABS,
        when=when,
        rows=chosen[(leaf - 1) * ROWS_PER_PAGE : leaf * ROWS_PER_PAGE],
        many=len(chosen),
        leaf=leaf,
        more=leaf * ROWS_PER_PAGE < len(chosen),
        counts={tab: len(some) for tab, some in rows.items()},
        row=row,
        form=form or build_row_form(catalog, row, sent=False),
        draft=kept.load_catalog_draft(catalog.code),
        said=format_value,
        versions=kept.list_versions(catalog.code),
        drafts=g.who.role in DRAFTERS,
        unread=count_unread(g.who),
        latest=kept.load_latest_version_number(catalog.code),
        complete=is_complete(catalog, rows["now"]),
        note=field_hint,
        languages=LANGUAGES,
        **more,
    )
