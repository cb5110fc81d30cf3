"""The personal account: every application with what happened to it, its notice, its messages; and the way back out."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask import Response, abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.withdraw import withdraw
from housing.citizen import citizen
from housing.formats import say_when
from housing.lifecycle import CATEGORY_NOT_CONFIRMED, STATUSES, NotAllowed, Status
from housing.queries.cabinet import Case, Step, case_of, cases_of
from housing.queries.consents import asked_of
from housing.queries.draft import draft_of, standing_of
from housing.telling import label
from housing.web import CITIZEN, access, back_to, now, page
from housing.words import GENERAL_LIST

HAPPENED = {
    "application.submitted": _l("Submitted"),
    "application.accepted": _l("Accepted"),
    "application.checking": _l("The state databases were asked"),
    "source.awaited": _l("A database did not answer: it is asked again"),
    "application.handed_over": _l("Passed to an official"),
    "application.registered": _l("On the register"),
    "application.refused": _l("Registration refused"),
    "application.withdrawn": _l("Withdrawn by you"),
    "entry.category_confirmed": _l("The databases have confirmed your category: you stand in its list now"),
    "consent.asked": _l("A family member was asked for consent"),
    "consent.given": _l("A family member has consented"),
    "consent.refused": _l("A family member has refused consent: an official decides"),
    "consent.withdrawn": _l("A family member has withdrawn consent: nothing more is asked about them"),
    "application.annulled": _l("Annulled: the key had been revoked before it signed"),
}


class Knot(NamedTuple):
    """A point of the timeline, as the macro takes it. `at` None: it has not happened yet, or is where things stand."""

    state: str
    at: datetime | None
    words: str
    note: str | None


class Shown(NamedTuple):
    """An application with what its status looks like and its timeline."""

    case: Case
    status: Status
    timeline: list[Knot]


@citizen.get("/cabinet")
@access(CITIZEN)
def cabinet() -> Response:
    shown = [Shown(case, status_of(case), timeline(case)) for case in cases_of(g.who)]
    standing, draft = standing_of(g.who.iin), draft_of(g.who)
    too_late, asked = bool(request.args.get("too_late")), asked_of(g.who.iin)
    return page("citizen/cabinet.html", asked=asked, shown=shown, standing=standing, draft=draft, too_late=too_late)


@citizen.post("/cabinet")
@access(CITIZEN)
def cabinet_withdraw() -> Response:
    """Takes an application back, if it is the person's own and undecided."""
    case = case_of(g.who, request.form.get("number", ""))
    if case is None:
        abort(404)
    try:
        withdraw(case.id, g.who, now())
    except NotAllowed:
        return back_to("citizen.cabinet", too_late=1)
    return back_to("citizen.cabinet")


def status_of(case: Case) -> Status:
    place = case.place
    if place and place.category_declared and place.list_code == GENERAL_LIST:
        return CATEGORY_NOT_CONFIRMED
    return STATUSES[case.status]


def timeline(case: Case) -> list[Knot]:
    """Oldest first, and last where things stand now."""
    knots = [Knot("done", step.at, str(HAPPENED[step.kind]), note(case, step)) for step in case.steps]
    return [*knots, *here(case)]


def note(case: Case, step: Step) -> str | None:
    if step.kind == "application.submitted":
        return _("signed with a one-time code") if step.signed_by == "code" else _("signed with EDS")
    if step.kind == "application.accepted":
        return _("decision due: %(when)s", when=say_when(case.due_at))
    if step.kind == "source.awaited":
        return "; ".join(_(title) for title in step.silent)
    if step.kind == "application.handed_over" and step.unknown:
        unknown = dict.fromkeys(label(fact) for fact in step.unknown)
        return _("to be found out: %(facts)s", facts="; ".join(unknown))
    if step.kind == "application.registered" and case.place:
        return f"№ {case.place.number}"
    return None


def here(case: Case) -> list[Knot]:
    if case.is_open:
        words = _("You are here: %(status)s", status=_(STATUSES[case.status].words))
        return [Knot("now", None, words, _("nothing to do; the decision comes to this account"))]
    if case.status == "registered":
        return [Knot("now", None, _("You are here: in the queue"), _("nothing to do"))]
    return []
