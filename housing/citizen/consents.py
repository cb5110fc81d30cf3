"""Consents: one's own, by application; and those asked of a family member: to give, to refuse, to take back."""

from __future__ import annotations

from typing import Literal

from flask import Response, abort, g

from housing.actions.filing.family_consent import ConsentNotAsked, answer_consent
from housing.citizen import citizen
from housing.citizen._case_parts import list_visible_consents
from housing.queries.filing.cabinet import list_own_cases
from housing.queries.filing.consents import list_consent_requests
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page, redirect_to


@citizen.get("/consents")
@access(CITIZEN)
def consents() -> Response:
    own = list_own_cases(g.who)
    waiting = {case.number for case in own if list_visible_consents(case)}
    return page("citizen/consents.html", asked=list_consent_requests(g.who.iin), own=own, waiting=waiting)


@citizen.post("/consents/<int:number>/give")
@access(CITIZEN)
def consents_give(number: int) -> Response:
    return record_answer(number, "given")


@citizen.post("/consents/<int:number>/refuse")
@access(CITIZEN)
def consents_refuse(number: int) -> Response:
    return record_answer(number, "refused")


@citizen.post("/consents/<int:number>/withdraw")
@access(CITIZEN)
def consents_withdraw(number: int) -> Response:
    return record_answer(number, "withdrawn")


def record_answer(number: int, state: Literal["given", "refused", "withdrawn"]) -> Response:
    try:
        answer_consent(number, g.who.iin, state, now())
    except ConsentNotAsked:
        abort(404)
    return redirect_to("citizen.consents")
