"""To submit: the signed bytes, the accepted and due times, the journal, all at once or not at all (Rules, point 13)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from housing import VERSION, audit
from housing.actions.challenge import Asked, ChallengeSpent, spend
from housing.gateways import eds
from housing.lifecycle import CITIZEN, SYSTEM, NotAllowed, move
from housing.models import Application, Message, Signature
from housing.notices import text_message
from housing.queries.calendar import calendar
from housing.queries.settlements import branch_for
from housing.transaction import transaction
from housing.working_time import ALMATY
from housing.working_time import accept as accepted_time
from housing.working_time import due as due_time

#: A message that only says "accepted" waits so long: where the machine decides at once, the decision says more.
ACCEPTED_WAITS = timedelta(minutes=10)


class AnotherSigner(Exception):
    """The key belongs to somebody other than the person signed in."""


def submit(asked: Asked, cms: bytes, session: str, key: str, iin: str, trust: eds.Trust, now: datetime) -> int:
    """Files the application that was frozen, shown and signed.

    Raises ChallengeSpent, eds.Refused, AnotherSigner, lifecycle.NotAllowed (it was filed already).
    """
    document = spend(key, session, "signing", asked, now)
    signer = eds.verify(cms, asked.payload, trust=trust, at=now, purpose="signing")
    if signer.iin != iin:
        raise AnotherSigner
    with transaction() as db:
        application = db.get_one(Application, document["application"])
        made = move("submit", application.status, CITIZEN)
        # What was signed is what is filed: an answer changed in another window meanwhile asks for a new signature.
        if application.iin != iin or document["version"] != application.version:
            raise ChallengeSpent
        db.add(evidence(application.id, asked.payload, cms, signer, now))
        application.status = made.target
        application.number = f"{now.astimezone(ALMATY):%y%m}{application.id % 1_000_000:06d}"
        application.filed_at = now
        application.accepted_at = accepted_time(now, calendar())
        application.due_at = due_time(application.accepted_at, application.basis, calendar())
        application.branch_code = branch_for(application.settlement)
        application.version += 1
        audit.record(made.audit, CITIZEN, now, application.id, basis=application.basis)
        if application.accepted_at <= now:
            accept_in(db, application, now)
        return int(application.id)


def evidence(application_id: int, payload: bytes, cms: bytes, signer: eds.Signer, now: datetime) -> Signature:
    return Signature(
        application_id=application_id, document=payload, sha256=hashlib.sha256(payload).hexdigest(), cms=cms,
        certificate=signer.certificate, issuer_sha256=signer.issuer_sha256, signer_iin=signer.iin, verified_at=now,
        verifier=f"kezek {VERSION}",
    )  # fmt: skip


def accept(application_id: int, now: datetime) -> bool:
    """Accepts an application whose time has come; False when another process already did."""
    with transaction() as db:
        application = db.get_one(Application, application_id)
        if application.status != "submitted" or application.accepted_at > now:
            return False
        accept_in(db, application, now)
    return True


def accept_in(db, application: Application, now: datetime) -> None:  # type: ignore[no-untyped-def]
    """The move itself, inside the transaction under way."""
    made = move("accept", application.status, SYSTEM)
    application.status = made.target
    application.next_check_at = now
    application.version += 1
    text = text_message(made.message or "", application.language, application.number, application.due_at)
    db.add(
        Message(
            application_id=application.id, kind="accepted", text=text, state="waiting", next_at=now + ACCEPTED_WAITS,
            created_at=now,
        )
    )  # fmt: skip
    audit.record(made.audit, SYSTEM, now, application.id, due_at=application.due_at.isoformat())


__all__ = ["AnotherSigner", "NotAllowed", "accept", "submit"]
