"""Alerts about due times: each step that came, to whom it was told, who read it, and what was done about it."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, g, request, url_for
from flask_babel import gettext as _

from housing.actions.cases.assign import NotInBranch, assign_claimed_case
from housing.actions.cases.claim import AlreadyClaimed
from housing.actions.cases.read_alerts import (
    AlertNotAddressed,
    MissingCause,
    handle_alert,
    handle_alerts,
    read_alerts,
)
from housing.actions.journal.write_readings import note_list
from housing.labels import N_
from housing.law.removal_clock import (
    ACT_STUCK_LEVEL,
    ACT_WAITS_LEVEL,
    KEY_LEVEL,
    REFUSAL_LEVEL,
    STUCK_LEVEL,
    UNTOLD_LEVEL,
    WAITS_LEVEL,
)
from housing.law.working_time import ALMATY
from housing.operator import operator
from housing.presentation.formats import language
from housing.queries.cases import inbox as alerts
from housing.queries.cases.countdown import case_time_left
from housing.queries.journal.events import parse_page_key
from housing.queries.journal.invariants import list_broken_invariants
from housing.queries.reference.calendar import calendar
from housing.queries.reference.settlements import load_branches
from housing.queries.staff.officials import list_colleagues
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

READERS = ("operator", "supervisor", "head_office")
COMMENT_MAX_LENGTH = 1000
STEP_LABELS = {0: N_("Second look"), 1: N_("Step 1"), 2: N_("Step 2"), 3: N_("Step 3: the term is broken")}
#: Beyond the steps of the terms of applications: those of removals (`law.removal_clock`).
STEP_LABELS |= {
    WAITS_LEVEL: N_("A removal waits for a second official"),
    STUCK_LEVEL: N_("A removal waits too long for an answer"),
    UNTOLD_LEVEL: N_("Nothing shows that a removed person was told"),
    ACT_WAITS_LEVEL: N_("An act on a place waits for a second official"),
    ACT_STUCK_LEVEL: N_("An act on a place waits too long for an answer"),
    KEY_LEVEL: N_("A place that passed on rests on a key that had been revoked"),
    REFUSAL_LEVEL: N_("Refused for a place that was taken back: look at the refusal"),
}
TABS = {"todo": N_("To be done"), "handled": N_("Handled"), "all": N_("All")}


def selected_tab() -> str:
    """The tab of the address; what is to be done, where it names none."""
    asked = request.args.get("box", "")
    return asked if asked in TABS else "todo"


def selected_branch() -> str:
    """Of which branch alone; who has a branch sees no other's anyway."""
    asked = request.args.get("branch", "")
    return asked if not g.who.branch_code and asked in load_branches() else ""


def tab_args(**more: Any) -> dict[str, Any]:
    """The tab and the filter, as an address bears them."""
    return {"box": None if selected_tab() == "todo" else selected_tab(), "branch": selected_branch() or None, **more}


def redirect_to_tab(**more: Any) -> Any:
    """To the page of the tab from which somebody came."""
    return redirect_to("operator.inbox", **tab_args(after=request.args.get("after"), **more))


def render_inbox(status: int = 200, **more: Any) -> Any:
    """`fault`: (id of the field, words) of what was not taken; `typed`: the comment that came with it, by alert."""
    at, days = now(), calendar()
    after = parse_page_key(request.args.get("after", ""))
    listed = alerts.load_inbox(g.who, at, selected_tab(), selected_branch(), after)
    told = [(one, case_time_left(at, one.due_at, one.term, days) if one.is_open else None) for one in listed.rows]
    note_list("alerts", [one.number for one in listed.rows], g.who.login, at)
    fault = more.setdefault("fault", None)
    first = url_for("operator.inbox", **tab_args()) if after else None
    following = url_for("operator.inbox", **tab_args(after=listed.following)) if listed.following else None
    return page(
        "operator/inbox.html",
        status,
        broken=list_broken_invariants() if g.who.role == "head_office" else [],
        alerts=told,
        steps=STEP_LABELS,
        unread=alerts.count_unread(g.who),
        tabs=TABS,
        box=selected_tab(),
        counted=alerts.count_boxes(g.who, selected_branch()),
        most=alerts.MAX_COUNT,
        branch=selected_branch(),
        here=tab_args,
        branches=load_branches() if not g.who.branch_code else {},
        first=first,
        following=following,
        breaches=sum(one.breach and not one.handled_at for one in listed.rows),
        recorded=request.args.get("recorded", 0, type=int),
        causes=alerts.load_breach_causes(language(), at.astimezone(ALMATY).date()),
        cause_words=alerts.load_breach_cause_labels(language()),
        errors_on_page=fault is not None,
        colleagues=list_colleagues(g.who.branch_code) if g.who.role == "supervisor" else [],
        **more,
    )


@operator.get("/operator/inbox")
@access(*READERS)
def inbox() -> Any:
    return render_inbox()


@operator.post("/operator/inbox/read")
@access(*READERS)
def inbox_read() -> Any:
    """One alert, or all when none is named."""
    named = request.form.get("alert")
    if named is not None and not re.fullmatch("[0-9]{1,9}", named):
        abort(404)
    read_alerts(g.who, int(named) if named else None, now())
    return redirect_to_tab()


@operator.post("/operator/inbox/<int(max=999999999):alert>/handle")
@access(*READERS)
def inbox_handle(alert: int) -> Any:
    """What was done about it; a broken term with its cause."""
    comment = request.form.get("comment", "").strip()
    if len(comment) > COMMENT_MAX_LENGTH:
        return render_inbox(422, fault=(f"comment-{alert}", _("This is too long: shorten it")), typed={alert: comment})
    try:
        call_once(handle_alert, g.who, alert, request.form.get("cause", ""), comment, now())
    except AlertNotAddressed:
        abort(404)
    except MissingCause:
        return render_inbox(422, fault=(f"cause-{alert}", _("Choose why the term was broken")), typed={alert: comment})
    return redirect_to_tab()


@operator.post("/operator/inbox/causes")
@access(*READERS)
def inbox_causes() -> Any:
    """One cause for all that were chosen: an outage of a day breaks the terms of hundreds."""
    chosen = [int(one) for one in request.form.getlist("alert") if re.fullmatch("[0-9]{1,9}", one)]
    comment = request.form.get("comment", "").strip()
    if not chosen:
        return render_inbox(422, fault=("causes-chosen", _("Choose the cases whose cause this is")), comment=comment)
    if len(comment) > COMMENT_MAX_LENGTH:
        return render_inbox(
            422, fault=("causes-comment", _("This is too long: shorten it")), chosen=chosen, comment=comment
        )
    try:
        done = call_once(handle_alerts, g.who, chosen, request.form.get("cause", ""), comment, now())
    except MissingCause:
        words = _("Choose why the term was broken")
        return render_inbox(422, fault=("causes-cause", words), chosen=chosen, comment=comment)
    return redirect_to_tab(recorded=done)


@operator.post("/operator/inbox/<number>/assign")
@access("supervisor")
def inbox_assign(number: str) -> Any:
    """To an official of the branch, or to oneself."""
    try:
        assign_claimed_case(number, request.form.get("to", 0, type=int), g.who, now())
    except NotInBranch:
        abort(404)
    except AlreadyClaimed:
        abort(409)
    return redirect_to_tab()
