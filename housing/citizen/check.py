"""To check the answers and to sign them: the page shows the very document that the signature covers, and nothing else.

The document is frozen first and the page written from its bytes: what is seen and what is signed cannot differ.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from flask import Response, g, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.actions.filing.build_document import build_document
from housing.actions.filing.signed_document import AnotherSigner
from housing.actions.filing.submit import (
    AlreadyUnderWay,
    RepresentationEnded,
    submit_application,
    submit_application_by_code,
)
from housing.actions.signin.challenge import (
    Challenge,
    ChallengeSpent,
    SignedChallenge,
    issue_challenge,
    parse_challenge,
    verify_challenge,
)
from housing.actions.signin.deliver_code import send_code_at_once
from housing.actions.signin.one_time_code import (
    CODE_PATTERN,
    CodeNotDelivered,
    CodeRequest,
    TooManyCodes,
    WrongCode,
    describe_code_fault,
)
from housing.actions.signin.sign_in import WORDS, Refused
from housing.citizen import citizen
from housing.citizen._draft_parts import list_obstacles
from housing.citizen._filings import file_once
from housing.citizen._signing_parts import demo_key
from housing.config import current_services
from housing.law.lifecycle import MoveNotAllowed
from housing.presentation.formats import notice_language
from housing.queries.filing.draft import load_draft, load_filed_number, load_latest_number, load_new_rules
from housing.queries.reference.term import build_term
from housing.text.typed_numbers import bare_number
from housing.web.access import CITIZEN, access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import browser_token

FAULT_MESSAGES = {
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
INTERRUPTED = _l(
    "Nothing has been filed. If you had signed already, the check of your signature broke off through no fault of"
    " yours: read the application and sign it once more."
)


@citizen.route("/apply/check", methods=["GET", "POST"])
@access(CITIZEN)
def check() -> Response:
    if request.method == "GET":
        return render_current(str(INTERRUPTED) if "broke_off" in request.args else None)
    return file_document(sign_by_key, once=True)


@citizen.post("/apply/check/send")
@access(CITIZEN)
def check_send() -> Response:
    """A one-time code for this very document; the page stays the same, its bytes too."""
    try:
        asked = posted_document()
        call_once(
            send_code_at_once,
            code_request(asked),
            secret_key(),
            current_services().gateway,
            current_services().sms,
            now(),
        )
    except ChallengeSpent:
        return render_current(str(FAULT_MESSAGES[ChallengeSpent]))
    except (TooManyCodes, CodeNotDelivered) as fault:
        return render_document(
            asked, describe_code_fault(fault), code="earlier" if isinstance(fault, TooManyCodes) else ""
        )
    return render_document(asked, code="sent")


@citizen.post("/apply/check/code")
@access(CITIZEN)
def check_code() -> Response:
    """Signs it with the code that came; after a wrong one the same document may be tried again."""
    return file_document(sign_by_code, once=False)


def file_document(file: Callable[[Challenge], Response], *, once: bool) -> Response:
    """What `file` says to the document that was signed; a second press ends where the first one does."""
    try:
        asked = posted_document()
    except ChallengeSpent:
        return render_current(str(FAULT_MESSAGES[ChallengeSpent]))
    return file_once(document_digest(asked), draft_id_in(asked), once, lambda: file(asked))


def sign_by_code(asked: Challenge) -> Response:
    """What cannot be a code costs none of the tries."""
    typed = bare_number(request.form.get("code"))
    if not re.match(CODE_PATTERN, typed) and load_draft(g.who, draft_id_in(asked)):
        words = _("A code has 6 digits, a long one 8") if typed else _("Write the code")
        return render_document(asked, words, code="earlier")
    try:
        call_once(
            submit_application_by_code,
            asked,
            typed,
            code_request(asked),
            secret_key(),
            current_services().seal,
            now(),
        )
    except ChallengeSpent:
        return render_current(str(FAULT_MESSAGES[ChallengeSpent]))
    except (WrongCode, MoveNotAllowed) as fault:
        if isinstance(fault, WrongCode) and load_draft(g.who, draft_id_in(asked)):
            return render_document(asked, describe_code_fault(fault), code="earlier")
        if isinstance(fault, AlreadyUnderWay | RepresentationEnded):
            return render_current(str(FAULT_MESSAGES[type(fault)]))
    return show_receipt(asked)  # filed, now or by an earlier press


def sign_by_key(asked: Challenge) -> Response:
    trouble = submit_signature(asked)
    return render_current(trouble) if trouble else show_receipt(asked)


def show_receipt(asked: Challenge) -> Response:
    """Of what was filed; where it was not after all, the application as it stands now."""
    number = load_filed_number(g.who, draft_id_in(asked))
    return redirect_to("citizen.receipt", number=number) if number else render_current(None)


def render_current(trouble: str | None) -> Response:
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
    return render_document(
        issue_challenge(secret_key(), browser_token(), "signing", build_document(draft), now()), trouble
    )


def render_document(asked: Challenge, trouble: str | None = None, *, code: str = "") -> Response:
    """The page of a frozen document. `code`: sent, one is on its way; earlier, one may have come before; else none."""
    doc, status = json.loads(asked.payload), 422 if trouble and request.method == "POST" else 200
    return page(
        "citizen/check.html",
        status,
        asked=asked,
        doc=doc,
        trouble=trouble,
        code=code,
        term=build_term(now(), doc["basis"]["code"]),
        signer=current_services().settings.signer_url,
        demo_key=demo_key(),
        sealed=current_services().seal is not None,
        ahead=list_obstacles(load_draft(g.who, draft_id_in(asked))),
    )


def posted_document() -> Challenge:
    """The document that the page brought back, ours and in time. Raises ChallengeSpent."""
    asked: Challenge = parse_challenge(request.form.get("challenge", ""), request.form.get("seal", ""))
    call_once(verify_challenge, secret_key(), browser_token(), "signing", asked, now())
    return asked


def draft_id_in(asked: Challenge) -> int:
    """The draft that a document of ours is about."""
    return int(json.loads(asked.payload)["application"])


def document_digest(asked: Challenge) -> str:
    return hashlib.sha256(asked.payload).hexdigest()


def code_request(asked: Challenge) -> CodeRequest:
    return CodeRequest(
        g.who.iin, browser_token(), "signing", request.remote_addr or "", notice_language(), document_digest(asked)
    )


def submit_signature(asked: Challenge) -> str | None:
    """Files what was signed; else the words of why not. Where another window filed it first, nothing is said."""
    signed, verifier = SignedChallenge(asked, request.form.get("cms", "").encode()), current_services().verifier
    try:
        call_once(submit_application, signed, browser_token(), secret_key(), g.who.iin, verifier, now())
    except (ChallengeSpent, AnotherSigner, AlreadyUnderWay, RepresentationEnded) as fault:
        return str(FAULT_MESSAGES[type(fault)])
    except MoveNotAllowed:
        return None
    except Refused as refused:
        return _(WORDS[refused.code])
    return None
