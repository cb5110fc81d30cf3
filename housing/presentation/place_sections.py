"""How a place on the register moved, month by month, as a chart and as a table. Causes name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _

from housing.law.register_moves import MOVEMENT_CAUSES, PlaceMonth
from housing.presentation.charts import Chart, Section, Series, Table
from housing.presentation.formats import format_datetime


def build_place_section(begins_at: int, months: Sequence[PlaceMonth]) -> Section:
    """The months add up: the place before one, less who left, and who came, is the place after it."""
    said = {"month": format_datetime(months[0].month, "month"), "first": begins_at, "last": months[-1].place}
    finding = _("Since %(month)s the place moved from %(first)s to %(last)s", **said)
    if begins_at == months[-1].place:
        finding = _("Since %(month)s the place has stayed %(last)s", **said)
    head = _("Month's end"), _("Left before it"), _("Came before it"), _("Place")
    rows = [(f"{one.month:%m.%Y}", one.left, one.came, one.place) for one in months]
    labels, places = [f"{one.month:%m.%y}" for one in months], [one.place for one in months]
    chart = Chart("columns", finding, labels, (Series("f1", _("Place"), places),))
    return Section(Table("place", _("Place at every month's end"), head, list(rows)), chart)


def describe_shifts(months: Sequence[PlaceMonth]) -> list[tuple[str, str]]:
    """What moved a place in those months, all of a cause together, the most first: (−3, the cause in words)."""
    counted: Counter[tuple[str, int]] = Counter()
    for one in months:
        for shift in one.shifts:
            counted[shift.cause, shift.sign] += shift.entries
    return [
        (format_change(sign * entries), _(MOVEMENT_CAUSES[cause])) for (cause, sign), entries in counted.most_common()
    ]


def format_change(change: int) -> str:
    """With its sign; the minus as it is printed."""
    return f"{change:+}".replace("-", "\N{MINUS SIGN}")
