"""To look again at a key that nobody could vouch for when its signature came, and to undo what a revoked key did.

The application kept its time meanwhile, for a silent authority is nobody's fault. Where the key turns out to have been
revoked before it signed, the application was never the person's own.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import update

from housing import audit
from housing.actions.outbox import put
from housing.gateways import eds
from housing.lifecycle import MOVES, SYSTEM, move
from housing.models import Application, RegisterEntry, RevocationCheck
from housing.queries.signatures import Unchecked
from housing.transaction import transaction

log = logging.getLogger("kezek.signatures")

#: For so long an authority is asked again; then the file says that nobody could tell.
PATIENCE = timedelta(hours=72)


def recheck(one: Unchecked, verifier: eds.Verifier, now: datetime) -> bool:
    """Asks once more; True when it is known now, whatever it is."""
    if verifier.revocation is None:
        return False
    result, proof = "good", eds.Proof()
    try:
        proof = verifier.revocation.check_again(one.certificate, trust=verifier.trust, signed_at=one.signed_at, now=now)
    except eds.Refused as refused:
        if refused.code != "CERT_REVOKED" and now < one.signed_at + PATIENCE:
            return False
        result = "revoked" if refused.code == "CERT_REVOKED" else "gave_up"
    conclude(one, result, proof, now)
    return True


def conclude(one: Unchecked, result: str, proof: eds.Proof, now: datetime) -> None:
    with transaction() as db:
        application = db.get_one(Application, one.application_id)
        db.add(
            RevocationCheck(
                signature_id=one.id, at=now, result=result, words=proof.words, evidence=proof.evidence or None
            )
        )
        audit.record("signature.rechecked", SYSTEM, now, application.id, result=result)
        if result == "revoked" and application.status in MOVES["annul"].sources:
            annul(db, application, now)
    if result == "gave_up":
        log.error("application %s: for %s nobody could say whether its key was revoked", one.application_id, PATIENCE)


def annul(db, application: Application, now: datetime) -> None:  # type: ignore[no-untyped-def]
    """Inside the transaction under way: nothing of it counts, and the person is told."""
    made, was = move("annul", application.status, SYSTEM), application.status
    application.status, application.decided_at = made.target, application.decided_at or now
    application.claimed_by = application.lease_until = application.next_check_at = None
    application.version += 1
    db.execute(update(RegisterEntry).where(RegisterEntry.application_id == application.id).values(annulled_at=now))
    put(db, application, made.message or "", now)
    audit.record(made.audit, SYSTEM, now, application.id, was=was)
