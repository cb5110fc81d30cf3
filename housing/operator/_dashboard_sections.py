"""The figures of a period as tables with their charts, for the page and for the file."""

from __future__ import annotations

from flask import abort, g, request
from flask_babel import gettext as _

from housing.labels import BASIS
from housing.law.working_time import ALMATY, DAY
from housing.presentation.charts import Cell, Chart, Section, Series, Table
from housing.presentation.formats import format_datetime, format_time_left, language
from housing.presentation.ground_text import describe_ground
from housing.queries.figures.flows import DayFigures
from housing.queries.figures.period import Period
from housing.queries.figures.speed import Speed
from housing.queries.figures.statistics import Figures
from housing.queries.figures.workload import MAX_AGE, OfficialLoad
from housing.queries.reference.calendar import calendar
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.reference.settlements import branch_name, load_branches
from housing.text.alphabet import order_key
from housing.web.current import now

READERS = ("supervisor", "head_office", "auditor")
#: Days that may be asked for, today the last of them.
DAY_CHOICES = ("7", "30", "90")


def requested_period() -> Period:
    """What the address asks for. 404 for a branch that is not there, or not this official's."""
    days = request.args.get("days", "")
    branch = request.args.get("branch") or g.who.branch_code
    if (branch and branch not in load_branches()) or (g.who.branch_code and branch != g.who.branch_code):
        abort(404)
    last = now().astimezone(ALMATY).date()
    return Period(last - (int(days if days in DAY_CHOICES else "30") - 1) * DAY, last, branch)


def build_sections(f: Figures) -> list[Section]:
    """Everything, in the order of the page and of the file, in the language of the page."""
    worked = calendar()
    days = [day for day in f.days if worked.is_working_day(day.day) or day.came or day.gone]
    return [
        terms_section(f, days),
        bases_section(f),
        durations_section(f),
        flows_section(f, days),
        ages_section(f),
        reasons_section(f),
        workload_section(f),
        sources_section(f),
    ]


def terms_section(f: Figures, days: list[DayFigures]) -> Section:
    in_time, late = f.total("in_time"), f.total("late")
    finding = _("Decided in time: %(in_time)s of %(all)s", in_time=in_time, all=in_time + late)
    table = Table(
        "terms",
        _("Decided in time, by day"),
        (_("Day"), _("In time"), _("Late")),
        [(day.day, day.in_time, day.late) for day in days],
    )
    series = (
        Series("f1", _("In time"), [day.in_time for day in days]),
        Series("f5", _("Late"), [day.late for day in days]),
    )
    return Section(table, Chart("columns", finding, [format_datetime(day.day, "short") for day in days], series))


def bases_section(f: Figures) -> Section:
    """Without a chart: three lines."""
    rows: list[tuple[Cell, ...]] = [
        (_(BASIS[one.basis].short), one.in_time, one.late, percentage(one.in_time, one.in_time + one.late))
        for one in f.timeliness
    ]
    head = (_("Basis"), _("In time"), _("Late"), _("In time, per cent"))
    return Section(Table("bases", _("Decided in time, by basis"), head, rows), None)


def durations_section(f: Figures) -> Section:
    """Half of the decisions took no longer; a chart of those lines of which there is a decision."""
    told = sorted(f.speeds, key=lambda one: order_key(office_label(one.branch)) if one.branch else "")
    rows: list[tuple[Cell, ...]] = [
        (
            speed_label(one),
            one.decided,
            "–" if one.minutes is None else one.minutes,
            "–" if one.minutes is None else format_time_left(one.minutes),
        )
        for one in told
    ]
    head = (_("Of which"), _("Decisions"), _("Median, working minutes"), _("In words"))
    known, all_of_them = [one for one in told if one.minutes is not None], f.speeds[0].minutes
    finding = _("There are no decisions in these days")
    if all_of_them is not None:
        finding = _("Half of the decisions took no more working time than %(time)s", time=format_time_left(all_of_them))
    series = (Series("f1", _("Median, working minutes"), [one.minutes or 0 for one in known]),)
    return Section(
        Table("took", _("Working time from acceptance to decision"), head, rows),
        Chart("bars", finding, [speed_label(one) for one in known], series),
    )


def speed_label(one: Speed) -> str:
    if one.basis:
        return _(BASIS[one.basis].short)
    return office_label(one.branch) if one.branch else _("All decisions")


def percentage(part: int, whole: int) -> float | str:
    """Per cent, or a dash of nothing."""
    return round(100 * part / whole, 1) if whole else "–"


def flows_section(f: Figures, days: list[DayFigures]) -> Section:
    filed, gone = f.total("filed"), f.total("gone")
    finding = _(
        "Filed: %(filed)s, decided or withdrawn: %(gone)s, open now: %(open)s", filed=filed, gone=gone, open=f.open
    )
    head = (
        _("Day"),
        _("Filed"),
        _("Opened anew"),
        _("Registered"),
        _("Refused"),
        _("Withdrawn"),
        _("Annulled"),
        _("Open at the end"),
    )
    rows: list[tuple[Cell, ...]] = [
        (d.day, d.filed, d.renewed, d.registered, d.refused, d.withdrawn, d.annulled, d.open) for d in days
    ]
    series = (
        Series("f1", _("Filed"), [day.filed for day in days]),
        Series("f4", _("Decided or withdrawn"), [day.gone for day in days]),
    )
    labels = [format_datetime(day.day, "short") for day in days]
    return Section(
        Table("flows", _("What came and what went, by day"), head, rows),
        Chart("columns", finding, labels, series, stacked=False),
    )


def ages_section(f: Figures) -> Section:
    words = [
        _("Not accepted yet"),
        _("Accepted today"),
        *(_("Working days: %(num)s", num=n) for n in range(1, MAX_AGE)),
        _("Working days: %(num)s or more", num=MAX_AGE),
    ]
    counts = [f.waiting, *f.ages]
    finding = _("Open now: %(open)s, past their term: %(overdue)s", open=f.open, overdue=f.overdue)
    table = Table(
        "ages", _("Age of open applications"), (_("Since acceptance"), _("Open")), list(zip(words, counts, strict=True))
    )
    return Section(table, Chart("bars", finding, words, (Series("f1", _("Open"), counts),)))


def reasons_section(f: Figures) -> Section:
    numbers = load_law_numbers(now().astimezone(ALMATY).date())
    told = [describe_ground(one.ground, load_ground_texts(now()), numbers) for one in f.reasons]
    words = [one.requirement for one in told]
    finding = _("Refusals: %(num)s", num=f.refusals)
    if words:
        finding = _("%(refusals)s. Most often not met: %(reason)s", refusals=finding, reason=words[0])
    rows: list[tuple[Cell, ...]] = [
        (said.requirement, said.point, one.times) for said, one in zip(told, f.reasons, strict=True)
    ]
    table = Table("reasons", _("Reasons of refusal"), (_("Requirement that was not met"), _("Law"), _("Times")), rows)
    return Section(table, Chart("bars", finding, words, (Series("f1", _("Times"), [r.times for r in f.reasons]),)))


def workload_section(f: Figures) -> Section:
    nobody, everywhere = f.load[-1], f.period.branch is None
    load = sorted(
        f.load, key=lambda one: (not one.name, order_key(office_label(one.branch)), order_key(one.name or ""))
    )
    head = (
        _("Official"),
        *((_("Branch"),) if everywhere else ()),
        _("There is time"),
        _("Due soon"),
        _("Urgent or overdue"),
        _("Decided"),
        _("Decided late"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            holder_label(one),
            *((office_label(one.branch),) if everywhere else ()),
            one.calm,
            one.soon,
            one.late,
            one.decided,
            one.decided_late,
        )
        for one in load
    ]
    series = (
        Series("f4", _("There is time"), [one.calm for one in load]),
        Series("f2", _("Due soon"), [one.soon for one in load]),
        Series("f5", _("Urgent or overdue"), [one.late for one in load]),
    )
    finding = _("Open applications that nobody holds: %(num)s", num=nobody.open)
    return Section(
        Table("load", _("Load of officials"), head, rows),
        Chart("bars", finding, [holder_label(one) for one in load], series),
    )


def holder_label(one: OfficialLoad) -> str:
    return one.name or _("Nobody, or the system")


def office_label(code: str | None) -> str:
    return branch_name(code, language()) if code else "–"


def sources_section(f: Figures) -> Section:
    silent = sum(one.silent for one in f.sources)
    finding = _(
        "Questions to the state bases: %(all)s, without an answer: %(silent)s",
        silent=silent,
        all=silent + sum(one.answered for one in f.sources),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.title, one.answered, one.silent, percentage(one.silent, one.answered + one.silent)) for one in f.sources
    ]
    head = (_("State base"), _("Answered"), _("Silent"), _("Silent, per cent"))
    series = (
        Series("f1", _("Answered"), [one.answered for one in f.sources]),
        Series("f5", _("Silent"), [one.silent for one in f.sources]),
    )
    return Section(
        Table("sources", _("Health of the state bases, all branches"), head, rows),
        Chart("bars", finding, [one.title for one in f.sources], series),
    )
