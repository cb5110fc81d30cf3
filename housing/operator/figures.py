"""The figures as a file: every number of the dashboard, a line each, for whoever goes on reckoning with them."""

from __future__ import annotations

from flask import Response, request

from housing.operator import operator
from housing.operator._dashboard_sections import READERS, build_sections, requested_period
from housing.presentation.charts import iter_figure_rows
from housing.queries.figures.statistics import load_figures
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import rows_as_file


@operator.get("/operator/figures")
@access(*READERS)
def figures() -> Response:
    asked = requested_period()
    name = f"kezek-{asked.branch or 'all'}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}"
    return rows_as_file(
        iter_figure_rows(build_sections(load_figures(asked, now()))), name, request.args.get("as", "csv")
    )
