"""To look again at a key that nobody could vouch for when its signature came, and to undo what a revoked key did.

The application kept its time meanwhile, for a silent authority is nobody's fault. Where the key turns out to have been
revoked before it signed, the application was never the person's own.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from housing.actions.cases.annul import annul_application
from housing.actions.register.recheck_statement import record_statement_check
from housing.actions.register.void_key import tell_of_void_key
from housing.gateways import eds
from housing.law.lifecycle import MOVES, SYSTEM
from housing.queries.filing.signatures import UncheckedSignature
from housing.storage import audit
from housing.storage.models import Application, RevocationCheck
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.signatures")

#: For so long an authority is asked again; then the file says that nobody could tell.
RETRY_PERIOD = timedelta(hours=72)


class Recheck(NamedTuple):
    """What is known of a key now: `result` good, revoked, or gave_up; and the authority's answer."""

    result: str
    proof: eds.Proof


def recheck_signature(one: UncheckedSignature, verifier: eds.Verifier, now: datetime) -> bool:
    """Asks once more; True when it is known now, whatever it is."""
    if known := ask_again(one, verifier, now):
        record_revocation_check(one, known.result, known.proof, now)
    return known is not None


def recheck_statement(one: UncheckedSignature, verifier: eds.Verifier, now: datetime) -> bool:
    """The same of a statement about a place on the register: by a revoked key nothing was stated."""
    if known := ask_again(one, verifier, now):
        record_statement_check(one.id, known.result, now)
    return known is not None


def ask_again(one: UncheckedSignature, verifier: eds.Verifier, now: datetime) -> Recheck | None:
    """None while nobody can say yet."""
    if verifier.revocation is None:
        return None
    try:
        proof = verifier.revocation.check_again(one.certificate, trust=verifier.trust, signed_at=one.signed_at, now=now)
    except eds.SignatureRefused as refused:
        if refused.code == "CERT_REVOKED":
            return Recheck("revoked", eds.Proof())
        return None if now < one.signed_at + RETRY_PERIOD else Recheck("gave_up", eds.Proof())
    return Recheck("good", proof)


def record_revocation_check(one: UncheckedSignature, result: str, proof: eds.Proof, now: datetime) -> None:
    with transaction() as db:
        application = db.get_one(Application, one.application_id)
        db.add(
            RevocationCheck(
                signature_id=one.id, at=now, result=result, words=proof.words, evidence=proof.evidence or None
            )
        )
        audit.record("signature.rechecked", SYSTEM, now, application.id, result=result)
        if result == "revoked" and application.status in MOVES["annul"].sources:
            annul_application(db, application, one.signed_at, now)
        elif result == "revoked" and application.status == MOVES["pass_on"].target:
            tell_of_void_key(db, application, now)
    if result == "gave_up":
        log.error(
            "application %s: for %s nobody could say whether its key was revoked", one.application_id, RETRY_PERIOD
        )
