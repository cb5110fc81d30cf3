"""The page of the queue: its frame, which is kept, and what is put into it anew each time (`web.page_frames`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from flask import g, get_template_attribute, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from housing.labels import BASIS, GENERAL, GENERAL_LIST, N_
from housing.law.lifecycle import OPEN_STATUSES
from housing.operator._queue_links import list_address, page_links, return_links
from housing.operator._queue_rows import render_due_groups, render_single_group
from housing.presentation.formats import language
from housing.queries.cases import queue_sidebar
from housing.queries.cases.queue import QueueContext, QueuePage
from housing.queries.cases.queue_filter import ANY, CLOSED, SIZES, WHOSE, QueueFilter
from housing.queries.cases.queue_search import search_kind
from housing.queries.cases.queue_sidebar import QueueCounts, QueueUpdates, Sidebar
from housing.queries.cases.return_address import build_return_address
from housing.queries.reference.calendar import calendar
from housing.queries.reference.settlements import branch_name
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.reference.sources import list_outages
from housing.queries.register.category_lists import list_category_names
from housing.web.current import now
from housing.web.page_frames import plain_slots
from housing.web.responses import framed_page, is_whole_page, page

TABS = {
    "mine": N_("Mine"),
    "branch": N_("Branch"),
    "unassigned": N_("Unassigned"),
    "review": N_("Second look"),
    "escalated": N_("Escalated"),
}
FILTER_CHOICES = {"bases": BASIS, "statuses": OPEN_STATUSES, "closed": CLOSED, "sizes": SIZES}
#: Codes with their names.
Pairs = tuple[tuple[str, str], ...]


class QueueList(NamedTuple):
    """A list as it is shown. `sought`: it is what a search found; `links`: where one may go from it."""

    asked: QueueFilter
    page: QueuePage
    here: QueueContext
    sought: bool
    links: dict[str, str]


def queue_context() -> QueueContext:
    return QueueContext(g.who.branch_code, g.who.staff_id, g.who.role, now())


def build_list(asked: QueueFilter, listed: QueuePage, sought: bool = False) -> QueueList:
    links = page_links(asked, listed.before, listed.following)
    if sought:
        links = dict.fromkeys(links, "") | return_links(build_return_address("queue", request.args))
    return QueueList(asked, listed, queue_context(), sought, links)


def render_rows(shown: QueueList) -> bytes:
    """What was sought, and what is decided, is not grouped by due time."""
    asked, rows, here = shown.asked, shown.page.rows, shown.here
    days = None if asked.is_closed or not rows else calendar()
    if days and asked.sort.endswith("due") and not shown.sought:
        return render_due_groups(rows, here, days, shown.links["act"])
    return render_single_group(rows, here, days, shown.links["act"])


def list_slots(shown: QueueList, counted: QueueCounts) -> dict[str, str | bytes]:
    """What is put into a list each time; `way`: the query that leads a case back to it."""
    links, words = shown.links, language()
    return {
        "rows": render_rows(shown),
        "seen": str(counted.latest),
        "way": links["case"],
        "tabs": render_tabs(words, "" if shown.sought else shown.asked.whose, counted.tabs),
        "pager": render_pager(words, links["before"], links["following"]),
    }


def page_slots(shown: QueueList, around: Sidebar, typed: str) -> dict[str, str | bytes]:
    """What is put into the whole page besides. `typed`: what was sought."""
    troubled, listed, way = list_outages(shown.here.now), shown.page, shown.links["case"]
    finished = around.decided and get_template_attribute("done_parts.html", "finished_case_box")(*around.decided, way)
    saved = "" if shown.sought or not around.saved else render_saved(around, shown.links["query"])
    return {
        "outages": get_template_attribute("trouble_parts.html", "outage_banner")(troubled, True) if troubled else "",
        "finished": finished or "",
        "saved": saved,
        "typed": typed,
        "found_words": describe_found(listed) if shown.sought else "",
    }


def describe_found(listed: QueuePage) -> str:
    many = len(listed.rows)
    if listed.following:
        return _("Only the first %(num)s are shown: write more letters.", num=many)
    return ngettext("Found: %(num)s case", "Found: %(num)s cases", many)


def render_saved(around: Sidebar, query: str) -> Markup:
    return Markup(render_template("operator/_queue_saved.html", saved_filters=around.saved, query=query))  # noqa: S704


def render_tabs(language: str, whose: str, counted: Mapping[str, int]) -> Markup:
    most = queue_sidebar.MAX_COUNT
    return render_counted_tabs(language, whose, tuple(f"{most}+" if many > most else many for many in counted.values()))


@lru_cache(maxsize=1024)
def render_counted_tabs(language: str, whose: str, counts: tuple[int | str, ...]) -> Markup:
    """`counts`: in the order of the tabs."""
    told = [(code, TABS[code], many) for code, many in zip(WHOSE, counts, strict=True)]
    return get_template_attribute("operator/_queue_tabs.html", "queue_tabs")(whose, told)  # type: ignore[no-any-return]


@lru_cache(maxsize=1024)
def render_pager(language: str, before: str, following: str) -> Markup:
    pager = get_template_attribute("queue_parts.html", "keyset_pager")
    return pager(before or None, following or None)  # type: ignore[no-any-return]


def named_choices() -> tuple[Pairs, Pairs]:
    """The lists of the register by code: the general one and those of the categories in force; and the state bases."""
    return ((GENERAL_LIST, _(GENERAL)), *list_category_names(language())), list_source_titles()


def render_queue(listed: QueuePage, asked: QueueFilter, status: int = 200, **more: Any) -> Any:
    """The page of a list. `sought`: it is what a search found; `find`, `save`: a form as it was sent, if one was."""
    find, save, sought = more.get("find"), more.get("save"), more.get("sought", False)
    shown, counted = build_list(asked, listed, sought), queue_sidebar.load_counts(queue_context())
    done = request.args.get("done", "")
    around = queue_sidebar.load_sidebar(shown.here, done if search_kind(done) == "number" else "")
    slots = list_slots(shown, counted) | page_slots(shown, around, find.q.data or "" if find else "")
    kept = {**list_frame(shown), **page_frame(around), "unread": counted.unread}
    kept["only_by_form"] = more.get("only_by_form", False)
    words = {"links": frame_links(shown), "offered": FILTER_CHOICES, "any_base": ANY}
    if status == 200 and is_whole_page():
        return framed_page("operator/queue.html", tuple(kept.values()), slots, **kept, **words)
    given = kept | words | plain_slots(slots)
    return page("operator/queue.html", status, "operator/_queue_table.html", find=find, save=save, **given)


def render_refresh(asked: QueueFilter, listed: QueuePage, seen: int) -> Any:
    """The rows as they are now, for a page that lies open, and what others did since it was shown."""
    shown = build_list(asked, listed)
    told = describe_updates(queue_sidebar.load_updates(shown.here, g.who.login, seen))
    slots = list_slots(shown, queue_sidebar.load_counts(shown.here)) | {"told": told and f" {told}."}
    slots["announced"] = get_template_attribute("parts.html", "announce")(told) if told else ""
    kept = list_frame(shown)
    return framed_page("operator/_queue_refreshed.html", tuple(kept.values()), slots, **kept, links=frame_links(shown))


def describe_updates(news: QueueUpdates) -> str:
    told = [
        ngettext("%(num)s new case", "%(num)s new cases", news.new) if news.new else "",
        ngettext("%(num)s case taken by a colleague", "%(num)s cases taken by colleagues", news.taken)
        if news.taken
        else "",
        ngettext("%(num)s case decided or withdrawn", "%(num)s cases decided or withdrawn", news.gone)
        if news.gone
        else "",
    ]
    return ", ".join(filter(None, told))


def list_frame(shown: QueueList) -> dict[str, Any]:
    """What the frame of a list depends on: its values are what that is kept under, as are those below."""
    return {"asked": shown.asked, "sought": shown.sought, "empty": not shown.page.rows}


def page_frame(around: Sidebar) -> dict[str, Any]:
    lists, bases = named_choices()
    return {
        "branch": branch_name(g.who.branch_code, language()),
        "staff": tuple(around.staff),
        "me": g.who.staff_id if g.who.role == "supervisor" else 0,
        "lists": lists,
        "bases": bases,
    }


def frame_links(shown: QueueList) -> dict[str, str]:
    """Where one may go from the frame: it depends on what was asked alone."""
    asked = shown.asked
    unfiltered = list_address(QueueFilter(whose=asked.whose, sort=asked.sort, rows=asked.rows))
    return {**{name: shown.links[name] for name in ("first", "query", "due", "accepted")}, "unfiltered": unfiltered}
