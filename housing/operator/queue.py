"""The queue: the branch's cases by due time, whose they are, what is found by a search, and to take one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import abort, g, redirect, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from housing.actions.cases.claim import AlreadyClaimed, claim_case
from housing.actions.cases.save_filter import TooManyFilters, delete_filter, save_filter
from housing.labels import BASIS, GENERAL, GENERAL_LIST, N_
from housing.law.lifecycle import OPEN_STATUSES
from housing.operator import operator
from housing.operator._queue_forms import FindForm, SaveForm
from housing.operator._queue_links import list_address, page_links, return_links
from housing.operator._queue_rows import build_single_group, group_by_due
from housing.presentation.formats import language
from housing.queries.cases import queue as cases
from housing.queries.cases import queue_sidebar
from housing.queries.cases.queue import QueueContext, QueuePage
from housing.queries.cases.queue_filter import (
    ANY,
    CLOSED,
    SIZES,
    QueueFilter,
    parse_number,
    parse_queue_filter,
    queue_filter_args,
)
from housing.queries.cases.queue_search import search_kind, search_queue
from housing.queries.cases.return_address import build_return_address
from housing.queries.reference.calendar import calendar
from housing.queries.reference.names import list_ordered_rows, load_catalog_rows, row_label
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.reference.sources import list_outages
from housing.text.typed_numbers import bare_number
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once, redirect_to_reply
from housing.web.responses import page, redirect_to

WORKERS = ("operator", "supervisor")
TABS = {
    "mine": N_("Mine"),
    "branch": N_("Branch"),
    "unassigned": N_("Unassigned"),
    "review": N_("Second look"),
    "escalated": N_("Escalated"),
}
FILTER_CHOICES = {"bases": BASIS, "statuses": OPEN_STATUSES, "closed": CLOSED, "sizes": SIZES}


def queue_context() -> QueueContext:
    return QueueContext(g.who.branch_code, g.who.staff_id, g.who.role, now())


def list_context(asked: QueueFilter, listed: QueuePage, here: QueueContext, sought: bool = False) -> dict[str, Any]:
    """What a list is shown by, the whole page and the part that refreshes itself. What was sought is not grouped."""
    dated = asked.sort.endswith("due") and not asked.is_closed and not sought
    days = None if asked.is_closed or not listed.rows else calendar()
    ways = page_links(asked, listed.before, listed.following)
    if sought:
        ways = dict.fromkeys(ways, "") | return_links(build_return_address("queue", request.args))
    act = ways["act"]
    groups = (
        group_by_due(listed.rows, here, days, act)
        if dated and days
        else build_single_group(listed.rows, here, days, act)
    )
    return {
        "asked": asked,
        "groups": groups,
        "links": ways,
        "tabs": TABS,
        "most": queue_sidebar.MAX_COUNT,
        "counted": queue_sidebar.load_counts(here),
        "address": list_address,
    }


#: Codes with their names.
Pairs = tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def render_filters(
    language: str, asked: QueueFilter, staff: tuple[tuple[int, str], ...], named: tuple[Pairs, Pairs]
) -> Markup:
    """The form of the filters, put together once for a language, a choice, the staff of a branch, and the names.

    `row_label`: the lists, and the state databases.

    It bears no token and nobody's data but officials' names.
    """
    clear = list_address(QueueFilter(whose=asked.whose, sort=asked.sort, rows=asked.rows))
    form = render_template(
        "operator/_queue_filters.html",
        asked=asked,
        staff=staff,
        lists=named[0],
        bases=named[1],
        offered=FILTER_CHOICES,
        any_base=ANY,
        clear=clear,
    )
    return Markup(form)  # noqa: S704


def list_choices() -> Pairs:
    """The lists of the register, by code: the general one and those of the categories in force."""
    named_ones = ((code, row_label(row, language())) for code, row in list_ordered_rows("categories").items())
    return ((GENERAL_LIST, _(GENERAL)), *named_ones)


def drop_unknown_list(asked: QueueFilter) -> QueueFilter:
    """Without a list that there never was."""
    there = asked.list in ("", GENERAL_LIST, *load_catalog_rows("categories").known)
    return asked if there else asked._replace(list="")


def render_queue(listed: QueuePage, asked: QueueFilter, status: int = 200, **more: Any) -> Any:
    """The page of a list. `sought`: it is what a search found; `find`, `save`: a form as it was sent, if one was."""
    here, sought = queue_context(), more.setdefault("sought", False)
    words = list_context(asked, listed, here, sought)
    done = request.args.get("done", "")
    ways = queue_sidebar.load_sidebar(here, done if search_kind(done) == "number" else "")
    bare = asked._replace(after=None, until=None)
    filters = (
        "" if sought else render_filters(language(), bare, tuple(ways.staff), (list_choices(), list_source_titles()))
    )
    return page(
        "operator/queue.html",
        status,
        fragment="operator/_queue_table.html",
        listed=listed,
        around=ways,
        staff=tuple(ways.staff),
        filters=filters,
        troubled=list_outages(here.now),
        **words,
        **more,
    )


@operator.get("/operator/queue")
@access(*WORKERS)
def queue() -> Any:
    """The list. `q`: an application's number; names and IINs are sought by the form, never by an address."""
    asked, sought = drop_unknown_list(parse_queue_filter(request.args)), request.args.get("q", "")
    seen = parse_number(request.args.get("seen", ""))
    if search_kind(sought) == "number":
        find = FindForm(None, q=sought)
        return render_queue(search_queue(queue_context(), sought), asked, find=find, sought=True)
    listed = cases.load_queue_page(queue_context(), asked)
    if seen and request.htmx:  # type: ignore[attr-defined]
        return render_refresh(asked, listed, seen)
    return render_queue(listed, asked, only_by_form=bool(sought))


def render_refresh(asked: QueueFilter, listed: QueuePage, seen: int) -> Any:
    """The rows as they are now, for a page that lies open, and what others did since it was shown."""
    here = queue_context()
    news = queue_sidebar.load_updates(here, g.who.login, seen)
    words = list_context(asked, listed, here)
    return page("operator/_queue_refreshed.html", news=news, **words)


@operator.post("/operator/queue/find")
@access(*WORKERS)
def queue_find() -> Any:
    form, asked = FindForm(), QueueFilter()
    if not form.validate():
        return render_queue(cases.load_queue_page(queue_context(), asked), asked, 422, find=form)
    if search_kind(form.q.data) == "number":
        return redirect_to("operator.queue", q=bare_number(form.q.data))
    # It acts on nothing: what the GET is going to search, the POST need not search before it.
    if kept := redirect_to_reply(200):
        return kept
    return render_queue(search_queue(queue_context(), form.q.data), asked, find=form, sought=True)


@operator.post("/operator/queue/<number>/claim")
@access(*WORKERS)
def queue_claim(number: str) -> Any:
    """To HTMX the row as it is now, whoever was faster; without it back to the same list, or the page that says 409."""
    here, asked, status = queue_context(), parse_queue_filter(request.args), 200
    listed = build_return_address("queue", request.args)
    try:
        claim_case((cases.load_row(here, number) or abort(404)).id, here.me, g.who.login, here.branch, here.now)
    except AlreadyClaimed:
        status = 409
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(listed.url(), 303) if status == 200 else abort(409)
    fresh = cases.load_row(here, number) or abort(404)
    (row,) = build_single_group([fresh], here, calendar(), listed.query)
    return page(
        "operator/_queue_claimed.html",
        status,
        shown=row.rows,
        row=fresh,
        counted=queue_sidebar.load_counts(here),
        tabs=TABS,
        asked=asked,
        most=queue_sidebar.MAX_COUNT,
        taken=status == 200,
    )


@operator.post("/operator/queue/next")
@access(*WORKERS)
def queue_next() -> Any:
    """The most urgent free case is taken and opened; where there is none, the empty list says so."""
    here = queue_context()
    for row in cases.list_free_cases(here):
        try:
            claim_case(row.id, here.me, g.who.login, here.branch, here.now)
        except AlreadyClaimed:
            continue
        return redirect_to("operator.case", number=row.number)
    return redirect_to("operator.queue", whose="unassigned")


@operator.post("/operator/queue/save")
@access(*WORKERS)
def queue_save() -> Any:
    """The filters of the address, under the name that was typed."""
    form, asked = SaveForm(), parse_queue_filter(request.args)._replace(after=None, until=None)
    if form.validate():
        try:
            call_once(save_filter, g.who.staff_id, form.name.data, urlencode(queue_filter_args(asked)))
            return redirect(list_address(asked), 303)
        except TooManyFilters:
            form.name.errors = [_("You keep as many filters as may be: remove one first")]
    return render_queue(cases.load_queue_page(queue_context(), asked), asked, 422, save=form)


@operator.post("/operator/queue/saved/<int:saved>/remove")
@access(*WORKERS)
def queue_forget(saved: int) -> Any:
    return redirect_to("operator.queue") if delete_filter(g.who.staff_id, saved) else abort(404)
