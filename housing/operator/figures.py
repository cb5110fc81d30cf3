"""The figures as a file: every number of the dashboard, a line each, for whoever goes on reckoning with them."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, request
from flask_babel import gettext as _

from housing.operator import operator
from housing.operator._dashboard_sections import READERS, build_sections, requested_period
from housing.presentation.charts import Cell, Section
from housing.queries.figures.statistics import load_figures
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file


@operator.get("/operator/figures")
@access(*READERS)
def figures() -> Response:
    asked = requested_period()
    name = f"kezek-{asked.branch or 'all'}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}"
    return rows_as_file(figure_rows(build_sections(load_figures(asked, now()))), name, request.args.get("as", "csv"))


def figure_rows(all_of_them: list[Section]) -> Iterator[tuple[Cell, ...]]:
    """Table, row, column, value: one shape for all tables."""
    yield _("Table"), _("Line"), _("Column"), _("Value")
    for table, _chart in all_of_them:
        for name, *cells in table.rows:
            for column, value in zip(table.head[1:], cells, strict=True):
                yield table.title, name, column, value
