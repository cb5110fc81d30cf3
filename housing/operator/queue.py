"""The queue: the branch's cases by due time, whose they are, what is found by a search, and to take one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import abort, g, redirect, request
from flask_babel import gettext as _

from housing.actions.cases.claim import AlreadyClaimed, claim_case
from housing.actions.cases.save_filter import TooManyFilters, delete_filter, save_filter
from housing.actions.journal.write_readings import note_search
from housing.labels import GENERAL_LIST
from housing.operator import operator
from housing.operator._queue_forms import FindForm, SaveForm
from housing.operator._queue_links import list_address
from housing.operator._queue_page import queue_context, render_queue, render_refresh, render_tabs
from housing.operator._queue_rows import render_row
from housing.presentation.formats import language
from housing.queries.cases import queue as cases
from housing.queries.cases import queue_sidebar
from housing.queries.cases.queue_filter import QueueFilter, parse_number, parse_queue_filter, queue_filter_args
from housing.queries.cases.queue_search import search_kind, search_queue
from housing.queries.cases.return_address import build_return_address
from housing.queries.reference.calendar import calendar
from housing.queries.reference.names import load_catalog_rows
from housing.text.typed_numbers import bare_number
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once, redirect_to_reply
from housing.web.responses import page, redirect_to

WORKERS = ("operator", "supervisor")


def drop_unknown_list(asked: QueueFilter) -> QueueFilter:
    """Without a list that there never was."""
    there = asked.list in ("", GENERAL_LIST, *load_catalog_rows("categories").known)
    return asked if there else asked._replace(list="")


@operator.get("/operator/queue")
@access(*WORKERS)
def queue() -> Any:
    """The list. `q`: an application's number; names and IINs are sought by the form, never by an address."""
    asked, sought = drop_unknown_list(parse_queue_filter(request.args)), request.args.get("q", "")
    seen = parse_number(request.args.get("seen", ""))
    if search_kind(sought) == "number":
        return render_found(sought, asked, FindForm(None, q=sought))
    listed = cases.load_queue_page(queue_context(), asked)
    if seen and request.htmx:  # type: ignore[attr-defined]
        return render_refresh(asked, listed, seen)
    return render_queue(listed, asked, only_by_form=bool(sought))


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
    return render_found(form.q.data or "", asked, form)


def render_found(sought: str, asked: QueueFilter, form: FindForm) -> Any:
    """A search is written down: by its kind, and whom it found."""
    found = search_queue(queue_context(), sought)
    note_search("queue", search_kind(sought), [row.id for row in found.rows], g.who.login, now())
    return render_queue(found, asked, find=form, sought=True)


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
    return page(
        "operator/_queue_claimed.html",
        status,
        shown=render_row(fresh, here, calendar(), listed.query),
        row=fresh,
        tabs=render_tabs(language(), asked.whose, queue_sidebar.load_counts(here).tabs),
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
