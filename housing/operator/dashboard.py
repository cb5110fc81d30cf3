"""The figures of a branch, or of all: each in a chart made here and in a table; a supervisor sees their own branch."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g

from housing.operator import operator
from housing.operator._dashboard_sections import (
    DAY_CHOICES,
    READERS,
    build_sections,
    percentage,
    requested_period,
)
from housing.presentation.charts import Cell
from housing.presentation.formats import format_datetime, language
from housing.queries.cases.inbox import count_unread
from housing.queries.figures.statistics import load_figures
from housing.queries.reference.settlements import branch_choices
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


def format_cell(cell: Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, date):
        return format_datetime(cell, "num")
    return str(cell) if language() == "en" or not isinstance(cell, float) else str(cell).replace(".", ",")


@operator.get("/operator/dashboard")
@access(*READERS)
def dashboard() -> Any:
    found = load_figures(requested_period(), now())
    return page(
        "operator/dashboard.html",
        f=found,
        sections=build_sections(found),
        format_cell=format_cell,
        spans=DAY_CHOICES,
        unread=count_unread(g.who),
        branches=branch_choices(language()),
        share=percentage(found.total("in_time"), found.total("in_time") + found.total("late")),
    )
