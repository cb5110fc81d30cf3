"""Sign-in by electronic digital signature (Rules, point 5). The page asks for it by static/ncalayer.js."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, request
from flask_babel import gettext as _

from housing.actions.signin.challenge import (
    Challenge,
    ChallengeSpent,
    SignedChallenge,
    issue_challenge,
    parse_challenge,
)
from housing.actions.signin.sign_in import WORDS, Refused, sign_in_by_signature
from housing.config import current_services
from housing.signin import signin
from housing.web.access import ANYONE, CITIZEN, access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import browser_token, redirect_after_sign_in, start_session


@signin.route("/sign-in", methods=["GET", "POST"])
@access(ANYONE)
def sign_in() -> Response:
    if request.method == "GET" and g.who and g.who.role == CITIZEN:
        return redirect_to("citizen.cabinet")
    trouble = sign_in_posted_signature() if request.method == "POST" else None
    if request.method == "POST" and trouble is None:
        return redirect_after_sign_in()
    return page(
        "signin/sign_in.html",
        422 if trouble else 200,
        asked=new_challenge(),
        trouble=trouble,
        signer=signer_url(),
        people=demo_people(),
        trusted=bool(current_services().verifier.trust.authorities),
    )


def sign_in_posted_signature() -> str | None:
    """Opens a session for who signed; else the words of why not."""
    sent = request.form
    try:
        asked = parse_challenge(sent.get("challenge", ""), sent.get("seal", ""))
        signed = SignedChallenge(asked, sent.get("cms", "").encode())
        token = call_once(
            sign_in_by_signature, signed, browser_token(), secret_key(), current_services().verifier, now()
        )
    except ChallengeSpent:
        return _("This request is spent: it was used already or has run out. Here is a fresh one, try again.")
    except Refused as refused:
        return _(WORDS[refused.code])
    start_session(token)
    return None


def new_challenge() -> Challenge:
    return issue_challenge(
        secret_key(), browser_token(), "sign-in", {"aud": current_services().settings.public_url}, now()
    )


def signer_url() -> str:
    return current_services().settings.signer_url


def demo_people() -> list[Any]:
    """The people of the demonstration; nobody in production."""
    demo = current_app.extensions.get("demo")
    return list(demo["people"]()) if demo else []
