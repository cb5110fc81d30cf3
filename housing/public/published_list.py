"""A published list: the own number first, then what changed in counts that add up, then places, numbers and dates."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response, abort, request
from flask_babel import gettext as _

from housing.law.register_moves import MOVEMENT_CAUSES
from housing.law.working_time import local_datetime
from housing.presentation.place_sections import format_change
from housing.presentation.published_file import PublishedRow, read_lines, read_page
from housing.public import public
from housing.queries.register.place_history import shift_month
from housing.queries.register.published import (
    ListKey,
    ListOfMonth,
    list_parts_with,
    list_published_months,
    load_part,
    load_published,
)
from housing.text.typed_numbers import bare_number
from housing.web.access import ANYONE, access
from housing.web.responses import page

#: Rows of a page.
PAGE = 50


@public.get("/published-list/<settlement>/<list_code>")
@access(ANYONE)
def published_list(settlement: str, list_code: str) -> Response:
    """`month`: as 2026-11, else the last one; `n`: a register number; `from`: the place at which the page begins."""
    key = ListKey(settlement, list_code)
    months = list_published_months(key) or abort(404)
    month = request.args.get("month") or months[0]
    shown = load_published(key, month) or abort(404)
    number = bare_number(request.args.get("n", ""))
    place = parse_place(request.args.get("from", ""), shown.entries)
    return page(
        "public/published_list.html",
        shown=shown,
        months=months,
        first_day=first_day(month),
        before=shown.entries - sum(one.sign * one.entries for one in shown.changes),
        changes=[(format_change(one.sign * one.entries), _(MOVEMENT_CAUSES[one.cause])) for one in shown.changes],
        sought=request.args.get("n", ""),
        mine=find_row(shown, number) if number else None,
        mine_before=find_in_month(key, previous_month(month), number) if number else None,
        rows=load_rows(shown, place),
        place=place,
        size=PAGE,
    )


def first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def previous_month(month: str) -> str:
    return f"{shift_month(first_day(month), -1):%Y-%m}"


def month_end(month: str) -> datetime:
    return local_datetime(shift_month(first_day(month), 1))


def parse_place(sent: str, entries: int) -> int:
    return max(1, min(int(sent), entries)) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 1


def load_rows(shown: ListOfMonth, place: int) -> list[PublishedRow]:
    """A page of rows from a place on, which may reach into the next part."""
    rows = read_page(load_part(shown.id, place), place, PAGE)
    following = place + len(rows)
    if rows and len(rows) < PAGE and following <= shown.entries:
        rows += read_page(load_part(shown.id, following), following, PAGE - len(rows))
    return rows


def find_row(shown: ListOfMonth, number: str) -> PublishedRow | None:
    parts = list_parts_with(shown, number, month_end(shown.month))
    return next((row for lines in parts for row in read_lines(lines) if row.number == number), None)


def find_in_month(key: ListKey, month: str, number: str) -> PublishedRow | None:
    shown = load_published(key, month)
    return find_row(shown, number) if shown else None
