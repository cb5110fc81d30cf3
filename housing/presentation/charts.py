"""Figures as a chart and as a table: what the macros of chart_parts.html draw, and the same numbers for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

Cell = str | int | float | date


class Series(NamedTuple):
    """`tone`: a colour class of the style sheet; a value for every label of the chart."""

    tone: str
    words: str
    values: list[int]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a macro of chart_parts.html draws. `finding`: what it shows, in a sentence."""

    kind: str
    finding: str
    labels: list[str]
    series: tuple[Series, ...]
    stacked: bool = True

    @property
    def top(self) -> int:
        """The end of the scale: a multiple of 4, so that its quarters are whole."""
        reached = zip(*(one.values for one in self.series), strict=True)
        highest = max((sum(values) if self.stacked else max(values) for values in reached), default=0)
        return max(4, -(-highest // 4) * 4)


class Table(NamedTuple):
    """`key` names it in the file; the first cell of a row names the row."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


class Section(NamedTuple):
    table: Table
    chart: Chart | None


def iter_figure_rows(sections: Iterable[Section]) -> Iterator[tuple[Cell, ...]]:
    """Table, row, column, value: one shape for all tables."""
    yield _("Table"), _("Line"), _("Column"), _("Value")
    for table, _chart in sections:
        for name, *cells in table.rows:
            for column, value in zip(table.head[1:], cells, strict=True):
                yield table.title, name, column, value
