"""To submit: the signed bytes, the accepted and due times, the journal, all at once or not at all (Rules, point 13)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, insert, select
from sqlalchemy.orm import aliased

from housing import VERSION
from housing.actions.filing.signed_document import Signer, verify_signed_document
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.signin.challenge import (
    Challenge,
    ChallengeSpent,
    SignedChallenge,
    burn_challenge,
    canonical_json,
    verify_challenge,
)
from housing.actions.signin.one_time_code import CodeRequest, spend_code, try_code
from housing.gateways import eds
from housing.gateways.seal import Seal
from housing.law.lifecycle import CITIZEN, OPEN_STATUSES, SYSTEM, MoveNotAllowed, require_move
from housing.law.working_time import ALMATY, due_time
from housing.law.working_time import acceptance_time as accepted_time
from housing.queries.reference.calendar import calendar
from housing.queries.reference.names import load_catalog_rows
from housing.queries.reference.settlements import branch_for, takes_applications
from housing.storage import audit
from housing.storage.models import Application, Paper, Signature
from housing.storage.transaction import DbSession, transaction

#: A message that only says "accepted" waits so long: where the machine decides at once, the decision says more.
ACCEPTED_MESSAGE_DELAY = timedelta(minutes=10)
#: Past the mapper: the only writer is held meanwhile.
INSERT_EVIDENCE = insert(Signature.__table__)
EVIDENCE_COLUMNS = [name for name in Signature.__table__.columns.keys() if name not in ("id", "application_id")]  # noqa: SIM118
OTHER = aliased(Application)
#: A paper that may bear a virus, or did, is signed by nobody; and two applications about a person are not under way.
WITH_HINDRANCES = select(
    Application,
    exists().where(Paper.application_id == Application.id, Paper.scan.in_(("waiting", "infected"))).label("unscanned"),
    exists()
    .where(OTHER.iin == Application.iin, OTHER.id != Application.id, OTHER.status.in_(OPEN_STATUSES))
    .label("other_open"),
).where(Application.id == bindparam("application"))


class AlreadyUnderWay(MoveNotAllowed):
    """Another application for the same person is filed and not decided yet."""


class RepresentationEnded(MoveNotAllowed):
    """The representative no longer acts for the applicant, who has come of age, or the document has run out."""


def submit_application(
    signed: SignedChallenge, session: str, key: str, iin: str, verifier: eds.Verifier, now: datetime
) -> int:
    """Files the application that was frozen, shown and signed.

    `iin`: who signs, the applicant or their representative. Raises ChallengeSpent, eds.Refused, AnotherSigner,
    AlreadyUnderWay, RepresentationEnded, lifecycle.MoveNotAllowed (it was filed already).
    """
    document = verify_signed_document(signed, Signer(iin, session, key, verifier), "signing", now)
    return file_application(document.content, iin, Signature(way="eds", **document.evidence), now)


def submit_application_by_code(
    asked: Challenge, code: str, wanted: CodeRequest, key: str, seal: Seal, now: datetime
) -> int:
    """The same by a one-time code that was sent for this very document (Annex 1, last row, 3)).

    Raises WrongCode (the document may be tried again), ChallengeSpent, AlreadyUnderWay, RepresentationEnded,
    lifecycle.MoveNotAllowed.
    """
    document = verify_challenge(key, wanted.session, "signing", asked, now)
    record = try_code(wanted, code, key, now)
    return file_application(
        document, wanted.iin, build_code_signature(asked.payload, record, wanted.iin, seal, now), now
    )


def file_application(document: dict[str, Any], iin: str, evidence: Signature, now: datetime) -> int:
    """The application with its evidence, its times and its number, in one transaction.

    It burns what was asked, filed or refused: a crash before its end burns nothing.
    """
    with transaction() as db:
        if evidence.code_id is not None:
            spend_code(db, evidence.code_id, "signing", now)
        burn_challenge(db, "signing", evidence.sha256, now)
        found = db.execute(WITH_HINDRANCES, {"application": document["application"]}).one()
        application: Application = found.Application
        refusal = find_refusal(found, document["version"], iin, now)
        if refusal is None:
            apply_filing(db, application, evidence, now)
    if refusal:
        raise refusal
    return int(document["application"])


def find_refusal(found: Any, version: int, iin: str, now: datetime) -> ChallengeSpent | MoveNotAllowed | None:
    """Why what `iin` signed of the application as it stood in that version is not filed now; None: it is.

    `found`: a row of WITH_HINDRANCES.
    """
    application = found.Application
    try:
        require_move("submit", application.status, CITIZEN)
    except MoveNotAllowed as filed_already:
        return filed_already
    # What was signed is what is filed: an answer changed in another window meanwhile asks for a new signature.
    signs = application.representative_iin or application.iin
    if signs != iin or version != application.version or found.unscanned:
        return ChallengeSpent()
    if not takes_applications(application.settlement) or not is_category_open(application.category):
        return ChallengeSpent()  # what was chosen ended while it was being signed
    if found.other_open:
        return AlreadyUnderWay()
    until = application.represented_until
    if application.representative_iin and until and until <= now.astimezone(ALMATY).date():
        return RepresentationEnded()
    return None


def apply_filing(db: DbSession, application: Application, evidence: Signature, now: datetime) -> None:
    """The move itself, inside the transaction under way, and the acceptance where it is time."""
    made = require_move("submit", application.status, CITIZEN)
    given = {name: getattr(evidence, name) for name in EVIDENCE_COLUMNS}
    db.connection().execute(INSERT_EVIDENCE, {**given, "application_id": application.id})
    application.status = made.target
    application.number = f"{now.astimezone(ALMATY):%y%m}{application.id % 1_000_000:06d}"
    application.filed_at = now
    application.accepted_at = accepted_time(now, calendar())
    application.due_at = due_time(now, application.accepted_at, application.basis or "", calendar())
    application.branch_code = branch_for(application.settlement or "")
    application.version += 1
    audit.record(made.audit, CITIZEN, now, application.id, basis=application.basis, signed_by=evidence.way)
    if application.accepted_at <= now:
        apply_acceptance(db, application, now)


def is_category_open(category: str | None) -> bool:
    return not category or category in load_catalog_rows("categories").effective


def build_code_signature(payload: bytes, record: int, iin: str, seal: Seal, now: datetime) -> Signature:
    return Signature(
        way="code",
        document=payload,
        sha256=hashlib.sha256(payload).hexdigest(),
        certificate=seal.public,
        code_id=record,
        seal=seal.sign_bytes(sealed_content(payload, record, iin, now)),
        signer_iin=iin,
        verified_at=now,
        verifier=f"kezek {VERSION}",
        revocation="none needed",
    )


def sealed_content(payload: bytes, record: int, iin: str, now: datetime) -> bytes:
    """What the seal covers: this document, signed by this code, by this person, at this time."""
    said = {
        "sha256": hashlib.sha256(payload).hexdigest(),
        "code": record,
        "iin": iin,
        "at": now.astimezone(UTC).isoformat(),
    }
    return canonical_json(said)


def accept_application(application_id: int, now: datetime) -> bool:
    """Accepts an application whose time has come; False when another process already did."""
    with transaction() as db:
        application = db.get_one(Application, application_id)
        if application.status != "submitted" or not application.accepted_at or application.accepted_at > now:
            return False
        apply_acceptance(db, application, now)
    return True


def apply_acceptance(db: DbSession, application: Application, now: datetime) -> None:
    """The move itself, inside the transaction under way."""
    assert application.due_at, "it was filed"
    made = require_move("accept", application.status, SYSTEM)
    application.status = made.target
    application.next_check_at = now
    application.version += 1
    accepted = NewMessage(made.message or "", due_at=application.due_at, delay=ACCEPTED_MESSAGE_DELAY)
    enqueue(db, application, accepted, now)
    audit.record(made.audit, SYSTEM, now, application.id, due_at=application.due_at.isoformat())
