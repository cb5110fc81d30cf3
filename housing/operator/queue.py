"""The queue: the branch's cases by due time, whose they are, what is found by a search, and to take one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask import abort, g, get_template_attribute, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.claim import AlreadyClaimed, claim
from housing.formats import language, say_when
from housing.lifecycle import OPEN, STATUSES, STEPS
from housing.operator import operator
from housing.queries import queue as cases
from housing.queries.calendar import calendar
from housing.queries.countdown import left
from housing.queries.inbox import unread
from housing.queries.queue import Asked, Desk, Row
from housing.queries.settlements import settlement_name
from housing.queries.sources import in_trouble
from housing.web import access, back_to, now, page
from housing.words import BASIS, N_
from housing.working_time import ALMATY, Calendar

WORKERS = ("operator", "supervisor")
TABS = {
    "mine": N_("Mine"), "branch": N_("Branch"), "unassigned": N_("Unassigned"), "escalated": N_("Escalated"),
}  # fmt: skip
#: What staff read where the status speaks to the applicant.
WITHDRAWN = N_("Withdrawn by the applicant")


class FindForm(FlaskForm):
    """By POST, for a name or an IIN must not stand in an address."""

    q = StringField(
        _l("Number, IIN or name"),
        [InputRequired(_l("Write a number, an IIN or the beginning of a name")),
         Length(max=200, message=_l("This is too long for a name"))],
        filters=[lambda typed: typed and typed.strip()],
    )  # fmt: skip

    def validate_q(self, field: StringField) -> None:
        if not cases.kind_of(field.data or ""):
            raise ValidationError(_("A number has 10 digits, an IIN has 12; of a name write at least two letters"))


@dataclass(frozen=True, slots=True)
class Group:
    """Cases due at the same time. `clocks`: the time left as a row shows it, by the term of the basis."""

    words: str
    tone: str
    note: str
    clocks: dict[int, str]
    rows: list[Row]


def desk() -> Desk:
    return Desk(g.who.branch_code, g.who.staff_id, now())


def asked_in(args: Any) -> Asked:
    """The filters of an address; what is not one of them is left out."""

    def chosen(name: str, among: Iterable[str], otherwise: str = "") -> str:
        return args[name] if args.get(name) in among else otherwise

    return Asked(
        chosen("whose", cases.WHOSE, "branch"), chosen("basis", BASIS), chosen("status", OPEN),
        chosen("sort", cases.SORTS, "due"), cases.read_key(args.get("after", "")),
    )  # fmt: skip


def address(asked: Asked, **instead: str) -> str:
    """The address of a list; `instead` changes a filter and begins at the first page."""
    after = {"after": request.args.get("after")} if asked.after and not instead else {}
    kept = {"whose": asked.whose, "basis": asked.basis, "status": asked.status, "sort": asked.sort, **after, **instead}
    usual = {"whose": "branch", "sort": "due"}
    return url_for("operator.queue", **{k: v for k, v in kept.items() if v and v != usual.get(k)})


def clocks(due: datetime, at: datetime, days: Calendar) -> dict[int, str]:
    """The macro of the countdown, called once for a due time and a term instead of once for a row."""
    clock = get_template_attribute("queue_parts.html", "clock")
    return {term: clock(*left(at, due, term, days)) for term in STEPS}


def grouped_by_due(rows: list[Row], at: datetime) -> list[Group]:
    days = calendar()
    return [
        Group(*heading(due, at), told(same), clocks(due, at, days), same)
        for due, same in ((due, list(some)) for due, some in groupby(rows, lambda row: row.due_at))
    ]


def heading(due: datetime, at: datetime) -> tuple[str, str]:
    """The words and the tone of a group."""
    today = at.astimezone(ALMATY).date()
    day, time = say_when(due, "day"), say_when(due, "time")
    if due < at:
        return _("Overdue: %(day)s %(time)s", day=day, time=time), "bad"
    if due.astimezone(ALMATY).date() == today:
        return _("Today by %(time)s", time=time), "warn"
    if due.astimezone(ALMATY).date() == today + timedelta(days=1):
        return _("Tomorrow, %(day)s, by %(time)s", day=day, time=time), ""
    return _("%(day)s, by %(time)s", day=day, time=time), ""


def told(rows: list[Row]) -> str:
    """Who has been told about all of these."""
    level = min(row.escalation for row in rows)
    words = {2: _("the branch supervisor has been told"), 3: _("the head office has been told")}
    return words.get(level, "")


def vocabulary(rows: list[Row], here: Desk) -> dict[str, Any]:
    """What rows say, translated once a page and not once a row."""
    status = {code: (s.tone, s.icon, _(s.words)) for code, s in STATUSES.items()}
    status["withdrawn"] = (*status["withdrawn"][:2], _(WITHDRAWN))
    year, until = here.now.astimezone(ALMATY).year, _("until %(time)s")
    return {
        "status": status,
        "basis": {code: _(basis.short) for code, basis in BASIS.items()},
        "place": {code: settlement_name(code, language()) for code in {row.settlement for row in rows}},
        "stamp": lambda moment: stamp(moment, year),
        "until": lambda moment: until % {"time": stamp(moment, year)[-5:]},
        "claim": _("Claim"),
        "yours": _("Yours"),
        "me": here.me,
    }


def stamp(moment: datetime, this_year: int) -> str:
    """Day and time, short: the year only when it is another one. Without strftime, which a page would call a lot."""
    m = moment.astimezone(ALMATY)
    year = "" if m.year == this_year else f".{m.year}"
    return f"{m.day:02}.{m.month:02}{year} {m.hour:02}:{m.minute:02}"


def shown(listed: cases.Listed, form: FindForm, asked: Asked, status: int = 200, **more: Any) -> Any:
    """The page of a list; `sought`: it is what a search found, in one group."""
    here, sought = desk(), more.setdefault("sought", False)
    groups = [Group("", "", "", {}, listed.rows)] if sought else grouped_by_due(listed.rows, here.now)
    return page(
        "operator/queue.html", status, fragment="operator/_queue_table.html", form=form, asked=asked, groups=groups,
        listed=listed, address=address, say=vocabulary(listed.rows, here), counts=cases.counts(here), tabs=TABS,
        troubled=in_trouble(here.now), most=cases.MOST, bases=BASIS, statuses=OPEN, unread=unread(g.who),
        query="" if sought else address(asked).partition("?")[2], **more,
    )  # fmt: skip


@operator.get("/operator/queue")
@access(*WORKERS)
def queue() -> Any:
    """The list. `q`: an application's number; names and IINs are sought by the form, never by an address."""
    asked, sought, done = asked_in(request.args), request.args.get("q", ""), request.args.get("done", "")
    form = FindForm(None)
    if cases.kind_of(sought) == "number":
        form.q.data = sought
        return shown(cases.search(desk(), sought), form, asked, sought=True)
    decided = cases.one(desk(), done) if cases.kind_of(done) == "number" else None
    return shown(cases.queue(desk(), asked), form, asked, decided=decided, only_by_form=bool(sought))


@operator.post("/operator/queue/find")
@access(*WORKERS)
def queue_find() -> Any:
    form, asked = FindForm(), Asked()
    if not form.validate():
        return shown(cases.queue(desk(), asked), form, asked, 422)
    if cases.kind_of(form.q.data) == "number":
        return back_to("operator.queue", q="".join(form.q.data.split()))
    return shown(cases.search(desk(), form.q.data), form, asked, sought=True)


@operator.post("/operator/queue/<number>/claim")
@access(*WORKERS)
def queue_claim(number: str) -> Any:
    """To HTMX the row as it is now, whoever was faster; without it back to the same list, or the page that says 409."""
    here, status = desk(), 200
    row = cases.one(here, number) or abort(404)
    try:
        claim(row.id, here.me, g.who.login, here.branch, here.now)
    except AlreadyClaimed:
        status = 409
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(address(asked_in(request.args)), 303) if status == 200 else abort(409)
    fresh = cases.one(here, number) or abort(404)
    shown_clocks = clocks(fresh.due_at, here.now, calendar()) if fresh.status in OPEN else {}
    return page(
        "operator/_queue_claimed.html", status, row=fresh, clocks=shown_clocks, say=vocabulary([fresh], here),
        counts=cases.counts(here), tabs=TABS, most=cases.MOST, asked=asked_in(request.args), taken=status == 200,
    )  # fmt: skip


@operator.post("/operator/queue/next")
@access(*WORKERS)
def queue_next() -> Any:
    """The most urgent free case is taken and opened; where there is none, the empty list says so."""
    here = desk()
    for row in cases.free_cases(here):
        try:
            claim(row.id, here.me, g.who.login, here.branch, here.now)
        except AlreadyClaimed:
            continue
        return back_to("operator.case", number=row.number)
    return back_to("operator.queue", whose="unassigned")
