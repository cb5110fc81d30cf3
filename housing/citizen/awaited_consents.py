"""Whom an application waits for: each adult family member by name, with a link to hand on to them."""

from __future__ import annotations

from flask import Response, abort, g, url_for

from housing.citizen import citizen
from housing.config import outside
from housing.queries.awaited_consents import Awaited
from housing.queries.awaited_consents import awaited_consents as awaited_in
from housing.queries.cabinet import Case, case_of
from housing.queries.consents import link_token
from housing.web import CITIZEN, access, key, page


@citizen.get("/cabinet/awaited-consents/<number>")
@access(CITIZEN)
def awaited_consents(number: str) -> Response:
    case = case_of(g.who, number) or abort(404)
    return page("citizen/awaited_consents.html", case=case, awaited=awaited_of(case), address_for=address_for)


def awaited_of(case: Case) -> list[Awaited]:
    """Nobody, where the family is none of this representative's business yet: nothing but a word names them."""
    return awaited_in(case.id) if case.is_open and case.name else []


def address_for(one: Awaited) -> str:
    """The whole address of the family member's link."""
    path = url_for("citizen.consent_link", token=link_token(one.link, key()))
    return outside().settings.public_url.rstrip("/") + path
