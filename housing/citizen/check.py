"""To check the answers and to sign them: the page shows the very document that the signature covers, and nothing else.

The document is frozen first and the page written from its bytes: what is seen and what is signed cannot differ.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from flask import Response, current_app, g, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.filing.submit import (
    AlreadyUnderWay,
    AnotherSigner,
    RepresentationEnded,
    submit_application,
    submit_application_by_code,
)
from housing.actions.signin.challenge import (
    Challenge,
    ChallengeSpent,
    issue_challenge,
    parse_challenge,
    verify_challenge,
)
from housing.actions.signin.one_time_code import (
    CodeNotDelivered,
    CodeRequest,
    TooManyCodes,
    WrongCode,
    describe_code_fault,
    send_code,
)
from housing.actions.signin.sign_in import WORDS, Refused
from housing.citizen import citizen
from housing.citizen._draft_parts import ahead_of
from housing.citizen._filings import file_once
from housing.citizen._signed_document import document
from housing.config import outside
from housing.law.lifecycle import NotAllowed
from housing.presentation.formats import written_language
from housing.queries.filing.draft import load_draft, load_filed_number, load_latest_number, load_new_rules
from housing.queries.reference.term import build_term
from housing.text.typed_numbers import bare_number
from housing.web.access import CITIZEN, access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import browser_token

TROUBLE = {
    ChallengeSpent: _l(
        "This request is spent: it was used, has run out, or your answers changed meanwhile. Here is the application as"
        " it stands now: read it and sign it."
    ),
    AlreadyUnderWay: _l(
        "An application for this person is under way already. Two at a time are not possible: wait for the decision,"
        " or withdraw the other one in the account."
    ),
    RepresentationEnded: _l(
        "You may no longer sign for this person: they have come of age, or your document has run out. They sign in and"
        " apply themselves, or you state a document that is in force."
    ),
    AnotherSigner: _l("That key belongs to another person. Sign with your own key: the one you signed in as."),
}
BROKE_OFF = _l(
    "Nothing has been filed. If you had signed already, the check of your signature broke off through no fault of"
    " yours: read the application and sign it once more."
)


@citizen.route("/apply/check", methods=["GET", "POST"])
@access(CITIZEN)
def check() -> Response:
    if request.method == "GET":
        return fresh(str(BROKE_OFF) if "broke_off" in request.args else None)
    return answer_to(lambda asked: fresh(sign(asked)), once=True)


@citizen.post("/apply/check/send")
@access(CITIZEN)
def check_send() -> Response:
    """A one-time code for this very document; the page stays the same, its bytes too."""
    try:
        asked = sent_document()
        call_once(send_code, code_for(asked), secret_key(), outside().gateway, outside().sms, now())
    except ChallengeSpent:
        return fresh(str(TROUBLE[ChallengeSpent]))
    except (TooManyCodes, CodeNotDelivered) as fault:
        return shown(asked, describe_code_fault(fault), code="earlier" if isinstance(fault, TooManyCodes) else "")
    return shown(asked, code="sent")


@citizen.post("/apply/check/code")
@access(CITIZEN)
def check_code() -> Response:
    """Signs it with the code that came; after a wrong one the same document may be tried again."""
    return answer_to(sign_by_code, once=False)


def answer_to(file: Callable[[Challenge], Response], *, once: bool) -> Response:
    """What `file` says to the document that was signed; a second press ends where the first one does."""
    try:
        asked = sent_document()
    except ChallengeSpent:
        return fresh(str(TROUBLE[ChallengeSpent]))
    return file_once(digest(asked), number_in(asked), once, lambda: file(asked))


def sign_by_code(asked: Challenge) -> Response:
    """What cannot be a code costs none of the tries."""
    typed = bare_number(request.form.get("code"))
    if not re.fullmatch("[0-9]{6}", typed) and load_draft(g.who, number_in(asked)):
        return shown(asked, _("A code has 6 digits") if typed else _("Write the code"), code="earlier")
    try:
        call_once(
            submit_application_by_code,
            asked,
            typed,
            code_for(asked),
            secret_key(),
            outside().seal,
            now(),
        )
    except ChallengeSpent:
        return fresh(str(TROUBLE[ChallengeSpent]))
    except (WrongCode, NotAllowed) as fault:
        if isinstance(fault, WrongCode) and load_draft(g.who, number_in(asked)):
            return shown(asked, describe_code_fault(fault), code="earlier")
        if isinstance(fault, AlreadyUnderWay | RepresentationEnded):
            return fresh(str(TROUBLE[type(fault)]))
    return fresh(None)  # filed, now or by an earlier press


def fresh(trouble: str | None) -> Response:
    """The application as it stands now, frozen anew; where it is filed already, its receipt."""
    at = session.get("draft")
    draft, filed = load_draft(g.who, at) if at else None, load_filed_number(g.who, at) if at else None
    draft = draft or (None if filed else load_draft(g.who))
    if draft is None:
        number = filed or load_latest_number(g.who)
        return redirect_to("citizen.receipt", number=number) if number else redirect_to("citizen.apply")
    if draft.missing_topics or load_new_rules(draft, g.who.on):
        return redirect_to(
            "citizen.documents" if draft.missing_topics == ("documents",) else "citizen.tasks", turned_back=1
        )
    return shown(issue_challenge(secret_key(), browser_token(), "signing", document(draft), now()), trouble)


def shown(asked: Challenge, trouble: str | None = None, *, code: str = "") -> Response:
    """The page of a frozen document. `code`: sent, one is on its way; earlier, one may have come before; else none."""
    doc, status = json.loads(asked.payload), 422 if trouble and request.method == "POST" else 200
    return page(
        "citizen/check.html", status, asked=asked, doc=doc, trouble=trouble, code=code,
        term=build_term(now(), doc["basis"]["code"]), signer=outside().settings.signer_url, demo_key=demo_key(),
        sealed=outside().seal is not None, ahead=ahead_of(load_draft(g.who, number_in(asked))),
    )  # fmt: skip


def sent_document() -> Challenge:
    """The document that the page brought back, ours and in time. Raises ChallengeSpent."""
    asked: Challenge = parse_challenge(request.form.get("challenge", ""), request.form.get("seal", ""))
    call_once(verify_challenge, secret_key(), browser_token(), "signing", asked, now())
    return asked


def number_in(asked: Challenge) -> int:
    """The draft that a document of ours is about."""
    return int(json.loads(asked.payload)["application"])


def digest(asked: Challenge) -> str:
    return hashlib.sha256(asked.payload).hexdigest()


def code_for(asked: Challenge) -> CodeRequest:
    return CodeRequest(
        g.who.iin, browser_token(), "signing", request.remote_addr or "", written_language(), digest(asked)
    )


def sign(asked: Challenge) -> str | None:
    """Files what was signed; else the words of why not. Where another window filed it first, nothing is said."""
    cms = request.form.get("cms", "").encode()
    try:
        call_once(submit_application, asked, cms, browser_token(), secret_key(), g.who.iin, outside().verifier, now())
    except (ChallengeSpent, AnotherSigner, AlreadyUnderWay, RepresentationEnded) as fault:
        return str(TROUBLE[type(fault)])
    except NotAllowed:
        return None
    except Refused as refused:
        return _(WORDS[refused.code])
    return None


def demo_key() -> str | None:
    """In a demonstration: which of its people signs here."""
    people = demo["people"]() if (demo := current_app.extensions.get("demo")) else []
    return next((person.key for person in people if person.iin == g.who.iin), None)
