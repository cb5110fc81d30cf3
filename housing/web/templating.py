"""What every template may use: filters, words of codes, versioned files, and htmx from its wheel."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask, Response, abort, current_app, g, has_request_context, request, url_for
from flask_babel import gettext as _
from jinja2 import Template
from jinja2.runtime import Context
from markupsafe import Markup

from housing import labels
from housing.config import current_services
from housing.law import lifecycle
from housing.law.eligibility import Ground
from housing.law.iin import mask_iin
from housing.law.parameters import Law
from housing.law.working_time import ALMATY
from housing.presentation import formats, ground_text
from housing.presentation.retention_text import format_term
from housing.queries.reference.calendar import calendar_or_shipped
from housing.queries.reference.ground_words import load_ground_texts
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.names import label_for_key, load_catalog_rows
from housing.queries.reference.numbers import fill_law_numbers, load_law_numbers
from housing.queries.reference.settlements import branch_name, settlement_name
from housing.reference_data.law_numbers import Numbers, fill_numbers
from housing.web.access import ANYONE, access
from housing.web.form_owner import whose_form
from housing.web.fragment_cache import FragmentCache
from housing.web.gzip_parts import PAGE_LEVEL, PartsResponse, gzip_parts
from housing.web.headers import KEPT_ENDPOINTS
from housing.web.page_state import common_slots, idle_times
from housing.web.sessions import DESKS

YEAR = 31_536_000
HTMX = ("django-js-lib-htmx", "js_lib_htmx/static/htmx/htmx.min.js")
#: Below this there is nothing to win; what is packed already grows.
GZIP_MIN_BYTES, GZIP_TYPES = 1024, ("text/", "application/json", "image/svg", "application/javascript")
FILE_GZIP_LEVEL = 9


def init_app(app: Flask) -> None:
    app.jinja_env.template_class = CachedModuleTemplate
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        when=formats.time_tag,
        say_when=formats.format_datetime,
        format_time_left=formats.format_time_left,
        term=format_term,
        grouped=formats.group_digits,
        masked=mask_iin,
        thousands=formats.format_count,
        code_in_groups=formats.format_code,
        name=formats.name_tag,
        settlement=label_for_settlement,
        branch=label_for_branch,
        category=label_for_category,
        basis=formats.label_for_basis,
        list_name=label_for_list,
        paper=label_for_paper,
        paper_hint=hint_for_paper,
        describe_ground=describe_ground,
        describe_waiting=ground_text.describe_waiting,
        describe_waiting_for_all=ground_text.describe_waiting_for_all,
        insert_law_numbers=insert_law_numbers,
        insert_notice_numbers=insert_notice_numbers,
    )
    app.jinja_env.globals.update(
        STATUSES=lifecycle.STATUSES,
        labels=labels,
        DESKS=DESKS,
        cached_fragment=FragmentCache(),
        office_hours=office_hours,
        law_today=law_today,
        form_owner_seal=whose_form,
    )
    app.context_processor(common_context)
    app.add_url_rule("/vendor/<digest>/htmx.js", "htmx", access(ANYONE)(serve_htmx))
    app.after_request(gzip_response)
    app.view_functions["static"] = access(ANYONE)(lambda **values: app.send_static_file(**values))  # noqa: PLW0108 - a method bears no mark


def label_for_settlement(code: str | None, with_parent: bool = False) -> str:
    return settlement_name(code, formats.language(), with_parent)


def label_for_branch(code: str | None) -> str:
    return branch_name(code, formats.language()) if code else _("head office")


def label_for_category(code: str) -> str:
    return label_for_key("categories", code, formats.language())


def label_for_list(code: str) -> str:
    """The name of a list of the register: the general one, or that of a category."""
    return _(labels.GENERAL) if code == labels.GENERAL_LIST else label_for_category(code)


def label_for_paper(kind: str) -> str:
    return label_for_key("documents", kind, formats.language())


def hint_for_paper(kind: str) -> str:
    """What the person is told of a kind of document."""
    return str(load_catalog_rows("documents").known[kind]["hint"][formats.language()])


def describe_ground(
    ground: Ground, decided_at: datetime | None = None, filed_at: datetime | None = None
) -> ground_text.GroundText:
    """A ground in the words of the day of a decision, with the numbers of the day of filing; else in those of today."""
    days = formats.language(), almaty_day(decided_at), almaty_day(filed_at)
    kept: dict[Any, ground_text.GroundTexts] = g.setdefault("ground_texts", {})
    if days not in kept:
        rows = load_ground_texts(decided_at or current_services().clock())
        kept[days] = ground_text.GroundTexts(rows, load_law_numbers(days[-1]))
    return kept[days].of(ground)


def insert_law_numbers(words: str, filed_at: datetime | None = None) -> str:
    """Words with the numbers of the law by which the case is judged; where there is no case, with those of today."""
    said = fill_law_numbers(words, almaty_day(filed_at), formats.language())
    return Markup(said) if isinstance(words, Markup) else said  # noqa: S704


def almaty_day(moment: datetime | None) -> date:
    return (moment or current_services().clock()).astimezone(ALMATY).date()


def insert_notice_numbers(words: str, numbers: Numbers) -> str:
    """Words of a notice with its own numbers."""
    said = fill_numbers(words, numbers, formats.language())
    return Markup(said) if isinstance(words, Markup) else said  # noqa: S704


class OfficeHours(NamedTuple):
    """The bank's hours of today as pages say them. `lunch`: empty where there is none; `days`: terms by basis."""

    work: str
    lunch: str
    closes: str
    days: Mapping[str, int]
    complaint_days: int


def office_hours() -> OfficeHours:
    """A page about a fault may be shown while the database does not answer: the hours are those of the Order then."""
    today = calendar_or_shipped().hours_on(current_services().clock().astimezone(ALMATY).date())
    (opens, noon), (after, closes) = [[f"{one.hour}:{one.minute:02}" for one in shift] for shift in today.shifts]
    lunch = f"{noon}–{after}" if noon != after else ""
    return OfficeHours(f"{opens}–{closes}", lunch, closes, today.term_days, today.complaint_days)


def law_today() -> Law:
    """The numbers by which whoever files today is judged; before the first day of all, the first."""
    return load_law_or_first(almaty_day(None))


def common_context() -> dict[str, Any]:
    here = {
        "lang": formats.language(),
        "server_now": current_services().clock(),
        "asset": asset_url,
        "who": None,
        "demo": None,
    }
    if has_request_context():
        here.update(who=g.get("who"), demo=g.get("demo"), htmx_src=htmx_url(), idle=idle_times(), **common_slots())
        here.update(answer_lost=g.get("answer_lost"), technical_break=g.get("technical_break"))
        here.update(kept=g.get("kept"), filling_in=g.get("draft"))
    return here


@cache
def asset_url(name: str) -> str:
    """The address of a file of ours; it changes with what is in the file."""
    content = (Path(str(current_app.static_folder)) / name).read_bytes()
    return url_for("static", filename=name, v=hashlib.sha256(content).hexdigest()[:12])


@cache
def htmx_url() -> str:
    return url_for("htmx", digest=load_htmx()[0])


class CachedModuleTemplate(Template):
    """A template whose macros are put together once: what is global is the same for all of them here.

    Jinja compares that at every import, a dozen times a page.
    """

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        return super()._get_default_module()


@cache
def load_htmx() -> tuple[str, bytes]:
    """Short hash and bytes of htmx, as its package brought them."""
    package, file = HTMX
    content = Path(str(distribution(package).locate_file(file))).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12], content


def serve_htmx(digest: str) -> Response:
    known, content = load_htmx()
    if digest != known:
        abort(404)
    return Response(content, mimetype="text/javascript", headers={"Cache-Control": f"max-age={YEAR}, immutable"})


def gzip_response(response: Response) -> Response:
    """gzip, where the browser takes it: a cheap phone pays by the kilobyte."""
    wanted, is_file = "gzip" in request.headers.get("Accept-Encoding", ""), request.endpoint in KEPT_ENDPOINTS
    if not wanted or (response.direct_passthrough and not is_file):
        return response
    if not (response.mimetype or "").startswith(GZIP_TYPES) or response.headers.get("Content-Encoding"):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    response.close()  # a file was read whole: it need not stay open until a slow telephone has taken it
    if len(body) >= GZIP_MIN_BYTES and response.status_code != 304:
        response.set_data(gzip_file(body) if is_file else gzip_page(response, body))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
    return response


def gzip_page(response: Response, body: bytes) -> bytes:
    """Of a page that has a frame only what is not kept is packed anew."""
    if isinstance(response, PartsResponse):
        return gzip_parts(response.parts, body)
    return gzip.compress(body, PAGE_LEVEL, mtime=0)


@lru_cache(maxsize=32)
def gzip_file(content: bytes) -> bytes:
    """A file of ours packed, once in the life of a process: 6 ms of a first visit otherwise."""
    return gzip.compress(content, FILE_GZIP_LEVEL, mtime=0)
