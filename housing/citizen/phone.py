"""The phone: whether a number is linked to the portal account, as far as is known; what it means; how to link one."""

from __future__ import annotations

from flask import Response, g

from housing.actions.filing.check_phone import check_phone
from housing.citizen import citizen
from housing.config import current_services
from housing.queries.filing.phone import load_given_phone, load_known_phone, load_phone_check_time
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page, redirect_to


@citizen.get("/cabinet/phone")
@access(CITIZEN)
def phone() -> Response:
    return page("citizen/phone.html", known=load_known_phone(g.who.iin), given=load_given_phone(g.who.iin))


@citizen.post("/cabinet/phone/check")
@access(CITIZEN)
def phone_check() -> Response:
    """Asks the mobile base now; presses in a row are one question."""
    check_phone(g.who.iin, load_phone_check_time(g.who.iin), current_services().gateway, now())
    return redirect_to("citizen.phone")
