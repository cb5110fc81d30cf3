"""The figures of the register as tables with their charts, for the page and for the file."""

from __future__ import annotations

from collections import Counter

from flask_babel import gettext as _

from housing.law.register_moves import MOVEMENT_CAUSES
from housing.presentation.charts import Cell, Chart, Section, Series, Table
from housing.presentation.formats import format_count, format_datetime, language
from housing.queries.reference.settlements import settlement_name
from housing.queries.register.figures import AGES_FROM, WAITING_FROM, MonthFlow, RegisterFigures
from housing.queries.register.removal_figures import RemovalMonth
from housing.register._list_parts import list_names

#: Of removals, of those complained about, of those cancelled.
TONES = "f1", "f3", "f5"


def build_sections(found: RegisterFigures, removals: list[RemovalMonth]) -> list[Section]:
    return [
        regions_section(found),
        lists_section(found),
        waiting_section(found),
        ages_section(found),
        flows_section(found.flows),
        causes_section(found.flows),
        removals_section(removals),
    ]


def region_of(settlement: str) -> str:
    """The first two digits of the classifier are those of the region, or of a city that is one."""
    return f"{settlement[:2]}0000000"


def regions_section(found: RegisterFigures) -> Section:
    regions: Counter[str] = Counter()
    for settlement, entries in found.by_settlement.items():
        regions[region_of(settlement)] += entries
    told = [(settlement_name(code, language()), entries) for code, entries in regions.most_common()]
    finding = _("On the register: %(num)s", num=format_count(found.total))
    return bars("regions", _("By region"), _("Region"), told, finding)


def lists_section(found: RegisterFigures) -> Section:
    names = list_names()
    told = [(names.get(code, code), entries) for code, entries in found.by_list.most_common()]
    first = told[0] if told else ("–", 0)
    finding = _("The longest list: %(name)s, %(num)s", name=first[0], num=format_count(first[1]))
    return bars("lists", _("By list"), _("List"), told, finding)


def waiting_section(found: RegisterFigures) -> Section:
    told = list(zip(describe_groups(WAITING_FROM), found.waiting, strict=True))
    most = max(told, key=lambda one: one[1])
    finding = _("Most have waited for %(years)s years: %(num)s", years=most[0], num=format_count(most[1]))
    return columns("waiting", _("By years since the queue date"), _("Years"), told, finding)


def ages_section(found: RegisterFigures) -> Section:
    told = list(zip(describe_groups(AGES_FROM), found.ages, strict=True))
    most = max(told, key=lambda one: one[1])
    finding = _("Most are of %(age)s years: %(num)s", age=most[0], num=format_count(most[1]))
    return columns("ages", _("By age in this year"), _("Years"), told, finding)


def describe_groups(begins: tuple[int, ...]) -> list[str]:
    """0–29, 30–39, … 63+"""
    ends = [*(first - 1 for first in begins[1:]), None]
    return [
        f"{first}+" if last is None else f"{first}–{last}" if last > first else str(first)
        for first, last in zip(begins, ends, strict=True)
    ]


def flows_section(flows: list[MonthFlow]) -> Section:
    came, left = [one.came.total() for one in flows], [one.left.total() for one in flows]
    labels = [f"{one.month:%m.%y}" for one in flows]
    said = {"came": format_count(sum(came)), "left": format_count(sum(left))}
    finding = _(
        "Since %(month)s came %(came)s and left %(left)s", month=format_datetime(flows[0].month, "month"), **said
    )
    head = _("Month"), _("Came"), _("Left")
    rows: list[tuple[Cell, ...]] = [(f"{one.month:%m.%Y}", *both) for one, *both in zip(flows, came, left, strict=True)]
    series = Series("f1", _("Came"), came), Series("f5", _("Left"), left)
    table = Table("flows", _("What came and left, by month"), head, rows)
    return Section(table, Chart("columns", finding, labels, series, stacked=False))


def causes_section(flows: list[MonthFlow]) -> Section:
    counted: Counter[str] = sum((one.left for one in flows), Counter())
    told = [(_(MOVEMENT_CAUSES[cause]), entries) for cause, entries in counted.most_common()]
    finding = _("Left: %(num)s", num=format_count(counted.total()))
    return bars("causes", _("Why somebody left, in the same months"), _("Cause"), told, finding)


def removals_section(removals: list[RemovalMonth]) -> Section:
    """How many were complained about: of each month's acts, whenever the complaint came."""
    parts = "removed", "complained", "cancelled"
    columns_of = [[getattr(one, part) for one in removals] for part in parts]
    removed, complained, cancelled = map(sum, columns_of)
    finding = _(
        "Removals: %(removed)s; complained about: %(complained)s (%(share)s %%); cancelled: %(cancelled)s",
        removed=format_count(removed),
        complained=format_count(complained),
        share=format_count(round(100 * complained / removed) if removed else 0),
        cancelled=format_count(cancelled),
    )
    head = _("Month"), _("Removed"), _("Complained about"), _("Cancelled")
    rows: list[tuple[Cell, ...]] = [
        (f"{one.month:%m.%Y}", one.removed, one.complained, one.cancelled) for one in removals
    ]
    series = tuple(Series(tone, words, values) for tone, words, values in zip(TONES, head[1:], columns_of, strict=True))
    labels = [f"{one.month:%m.%y}" for one in removals]
    table = Table("removals", _("Removals and complaints about them, by month of the removal"), head, rows)
    return Section(table, Chart("columns", finding, labels, series, stacked=False) if removed else None)


def bars(key: str, title: str, head: str, told: list[tuple[str, int]], finding: str) -> Section:
    return section("bars", key, title, head, told, finding) if told else Section(Table(key, title, (), []), None)


def columns(key: str, title: str, head: str, told: list[tuple[str, int]], finding: str) -> Section:
    return section("columns", key, title, head, told, finding)


def section(kind: str, key: str, title: str, head: str, told: list[tuple[str, int]], finding: str) -> Section:
    words, counts = [name for name, _entries in told], [entries for _name, entries in told]
    table = Table(key, title, (head, _("Entries")), list(told))
    return Section(table, Chart(kind, finding, words, (Series("f1", _("Entries"), counts),)))
