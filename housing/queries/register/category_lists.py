"""The categories of Article 74(1), whose lists stand beside the general one."""

from __future__ import annotations

from housing.queries.reference.names import (
    CatalogEdition,
    current_day,
    keep_newest,
    list_ordered_rows,
    load_edition,
    row_label,
)

CATEGORIES = "categories"


def list_category_names(language: str) -> tuple[tuple[str, str], ...]:
    """Those in force, in their order: code and name."""
    return _name_categories(load_edition(CATEGORIES, current_day()), language)


@keep_newest(16)
def _name_categories(of: CatalogEdition, language: str) -> tuple[tuple[str, str], ...]:
    rows = list_ordered_rows(CATEGORIES, of[-1])
    return tuple((code, row_label(row, language)) for code, row in rows.items())
