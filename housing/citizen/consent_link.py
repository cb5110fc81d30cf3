"""The link that an applicant hands on to a family member: it explains itself, asks to sign in, and works once.

Before sign-in it says the same whatever stands in it. After it, only whom it was made for learns who asks.
"""

from __future__ import annotations

from flask import Response, g, session, url_for

from housing.citizen import citizen
from housing.config import current_services
from housing.queries.filing.consents import load_consent_by_link
from housing.web.access import ANYONE, CITIZEN, access
from housing.web.current import secret_key
from housing.web.responses import page

#: A longer one is none of ours, and would not fit into a cookie.
TOKEN_MAX_LENGTH = 60


@citizen.get("/consent-link/<token>")
@access(ANYONE)
def consent_link(token: str) -> Response:
    if not (g.who and g.who.role == CITIZEN):
        if len(token) <= TOKEN_MAX_LENGTH:
            session["wanted"] = url_for("citizen.consent_link", token=token)
        return page("citizen/consent_link.html", stands="before", address=current_services().settings.public_url)
    one = load_consent_by_link(token, g.who.iin, secret_key())
    if one is None:
        return page("citizen/consent_link.html", 404, stands="unknown")
    return page("citizen/consent_link.html", stands="asked" if one.state == "asked" else "spent", one=one)
