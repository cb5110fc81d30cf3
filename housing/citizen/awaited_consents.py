"""Whom an application waits for: each adult family member by name, with a link to hand on and a reminder to send."""

from __future__ import annotations

from contextlib import suppress

from flask import Response, abort, g, url_for

from housing.actions.filing.family_consent import ConsentNotAsked, RemindedTooSoon, remind_of_consent
from housing.citizen import citizen
from housing.citizen._case_parts import list_visible_consents
from housing.config import current_services
from housing.queries.filing.awaited_consents import AwaitedConsent
from housing.queries.filing.cabinet import load_own_case
from housing.queries.filing.consents import build_link_token
from housing.web.access import CITIZEN, access
from housing.web.current import now, secret_key
from housing.web.responses import page, redirect_to


@citizen.get("/cabinet/awaited-consents/<number>")
@access(CITIZEN)
def awaited_consents(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    return page(
        "citizen/awaited_consents.html", case=case, awaited=list_visible_consents(case), address_for=consent_link_url
    )


@citizen.post("/cabinet/awaited-consents/<number>/remind/<int:member>")
@access(CITIZEN)
def awaited_consents_remind(number: str, member: int) -> Response:
    """A second press finds them reminded; the page tells when next."""
    case = load_own_case(g.who, number) or abort(404)
    if member not in {one.id for one in list_visible_consents(case)}:
        abort(404)
    with suppress(ConsentNotAsked, RemindedTooSoon):
        remind_of_consent(member, case.id, now())
    return redirect_to("citizen.awaited_consents", number=number)


def consent_link_url(one: AwaitedConsent) -> str:
    """The whole address of the family member's link."""
    path = url_for("citizen.consent_link", token=build_link_token(one.link, secret_key()))
    return current_services().settings.public_url.rstrip("/") + path
