"""To sign a statement about one's place: the page shows the very document that the signature covers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.filing.signed_document import AnotherSigner, SignedDocument, Signer, verify_signed_document
from housing.actions.signin.challenge import ChallengeSpent, SignedChallenge, issue_challenge, parse_challenge
from housing.actions.signin.sign_in import WORDS, Refused
from housing.config import current_services
from housing.presentation.formats import language
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page
from housing.web.sessions import browser_token

FAULT_MESSAGES = {
    ChallengeSpent: _l(
        "This request is spent: it was used, has run out, or something was changed meanwhile. Here it is as it stands"
        " now: read it and sign it."
    ),
    AnotherSigner: _l("That key belongs to another person. Sign with your own key: the one you signed in as."),
}


def sign_statement(file: Callable[[SignedDocument], Any]) -> str | None:
    """Hands what came signed to `file`; the words of why it was not, None where it was."""
    try:
        call_once(lambda: file(verify_posted()))
    except (ChallengeSpent, AnotherSigner) as fault:
        return str(FAULT_MESSAGES[type(fault)])
    except Refused as refused:
        return _(WORDS[refused.code])
    return None


def verify_posted() -> SignedDocument:
    """Whose signature it is, by the key of whoever is signed in. Raises ChallengeSpent, AnotherSigner, Refused."""
    asked = parse_challenge(request.form.get("challenge", ""), request.form.get("seal", ""))
    signed = SignedChallenge(asked, request.form.get("cms", "").encode())
    expected = Signer(g.who.iin, browser_token(), secret_key(), current_services().verifier)
    return verify_signed_document(signed, expected, "statement", now())


def render_signing(template: str, document: dict[str, Any], trouble: str | None, **context: Any) -> Response:
    """The page of a document frozen now."""
    asked = issue_challenge(secret_key(), browser_token(), "statement", document, now())
    doc = json.loads(asked.payload)
    return page(
        template,
        422 if trouble else 200,
        asked=asked,
        doc=doc,
        trouble=trouble,
        tongue=language() if language() in doc["asks"] else "kk",
        signer=current_services().settings.signer_url,
        demo_key=demo_key(),
        **context,
    )


def demo_key() -> str | None:
    """In a demonstration: which of its people signs here."""
    people = demo["people"]() if (demo := current_app.extensions.get("demo")) else []
    return next((person.key for person in people if person.iin == g.who.iin), None)
