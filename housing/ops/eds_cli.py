"""The console's command for signatures: who signed, or why nobody did."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from housing.actions.filing.submit import sealed_content
from housing.config import current_services
from housing.gateways import eds
from housing.gateways.eds.certificates import read_certificate
from housing.gateways.eds.cms import read_cms
from housing.gateways.eds.ocsp import OcspError, read_answer
from housing.gateways.seal import verify_seal
from housing.law.fact_fields import parse_moment
from housing.ops.schema_guard import schema_needed, schema_or_none
from housing.queries.filing.signatures import StoredSignature, iter_stored_signatures

UNUSABLE, FAILED = 2, 1
PURPOSES: tuple[eds.Purpose, ...] = ("signing", "sign-in")


class InvalidOptionError(Exception):
    """One line that says what cannot be used."""


@click.command("verify-signature")
@click.option("--cms", required=True, help="the signature: DER, PEM or base64")
@click.option("--content", help="what was signed, where the signature is detached")
@click.option("--trust", help="a folder of authorities' certificates; without it, those of the settings")
@click.option("--crl", help="a folder of lists of revoked certificates, one in force is then required")
@click.option("--at", help="the moment in ISO 8601; without an offset, Asia/Almaty; without it, now")
@click.option("--purpose", default=PURPOSES[0], help=" or ".join(PURPOSES))
@schema_or_none
def verify_signature_command(**given: str | None) -> None:
    """Whose signature is this?"""
    try:
        print(json.dumps(verify_cms(given), ensure_ascii=False))
    except InvalidOptionError as fault:
        print(fault, file=sys.stderr)
        sys.exit(UNUSABLE)


def verify_cms(given: dict[str, str | None]) -> dict[str, Any]:
    """As in the contract. Raises Unusable."""
    cms, purpose = read_option_file("--cms", given["cms"]), parse_purpose(given["purpose"])
    content = read_option_file("--content", given["content"]) if given["content"] is not None else None
    trust, at = load_option_trust(given["trust"]), parse_option_moment(given["at"])
    crls = eds.CrlFolder(require_folder("--crl", given["crl"]), trust) if given["crl"] is not None else None
    revocation = eds.Revocation(crls) if crls else None
    try:
        what = read_attached_content(cms) if content is None else content
        signer = eds.verify_signature(cms, what, trust=trust, at=at, purpose=purpose, revocation=revocation)
    except eds.SignatureRefused as refused:
        return {"valid": False, "iin": None, "name": None, "reason": refused.code}
    finally:
        for name, why in (crls.ignored if crls else {}).items():
            print(f"{name} is ignored: {why}", file=sys.stderr)
    return {"valid": True, "iin": signer.iin, "name": signer.name, "reason": None}


def read_attached_content(cms: bytes) -> bytes:
    """The content inside an attached signature. Raises Refused, Unusable."""
    attached = read_cms(cms).attached
    if attached is None:
        raise InvalidOptionError("--content: the signature is detached, so the file that was signed is needed")
    return attached


def read_option_file(option: str, path: str | None) -> bytes:
    try:
        return Path(path or "").read_bytes()
    except (OSError, ValueError) as fault:
        raise InvalidOptionError(
            f"{option}: cannot read {path}: {getattr(fault, 'strerror', None) or 'not a file'}"
        ) from None


def require_folder(option: str, path: str | None) -> Path:
    found = Path(path or "")
    if not path or not found.is_dir():
        raise InvalidOptionError(f"{option}: there is no folder {path}")
    return found


def load_option_trust(path: str | None) -> eds.Trust:
    """A folder named here needs no list of digests: it is believed for this one check, by who typed it."""
    if path is None:
        pinned: eds.Trust = current_services().verifier.trust
        return pinned
    try:
        return eds.load_trust(require_folder("--trust", path), listed=False)
    except (OSError, ValueError) as fault:
        raise InvalidOptionError(f"--trust: {fault}") from None


def parse_option_moment(raw: str | None) -> datetime:
    try:
        return current_services().clock() if raw is None else parse_moment(raw)
    except (ValueError, OverflowError):
        raise InvalidOptionError("--at: expected a date and time in ISO 8601") from None


def parse_purpose(raw: str | None) -> eds.Purpose:
    for purpose in PURPOSES:
        if purpose == raw:
            return purpose
    raise InvalidOptionError(f"--purpose: expected {' or '.join(PURPOSES)}")


@click.group("signatures")
def signatures_group() -> None:
    """The signatures that are kept as evidence."""


@signatures_group.command("verify")
@schema_needed
def signatures_verify() -> None:
    """Look at every stored signature again, as of its own time; exit 1 where one does not hold."""
    checked = broken = 0
    for one in iter_stored_signatures():
        checked += 1
        fault = find_fault(one)
        if fault:
            broken += 1
            print(f"application {one.number}: {fault}")
    print(f"{checked} signatures checked, {broken} do not hold")
    if broken:
        sys.exit(FAILED)


def find_fault(one: StoredSignature) -> str | None:
    """Why it does not hold any more; None where it does. No name, no IIN."""
    if hashlib.sha256(one.document).hexdigest() != one.sha256:
        return "the document was changed"
    return find_seal_fault(one) if one.way == "code" else find_certificate_fault(one)


def find_seal_fault(one: StoredSignature) -> str | None:
    said = sealed_content(one.document, one.code_id or 0, one.signer_iin, one.verified_at)
    return (
        None if verify_seal(one.certificate, one.seal or b"", said) else "the seal is not over this document and code"
    )


def find_certificate_fault(one: StoredSignature) -> str | None:
    """By our own code and the pinned authorities, as it was then: a key that ended since was good when it signed."""
    trust = current_services().verifier.trust
    try:
        signer = eds.verify_signature(one.cms or b"", one.document, trust=trust, at=one.verified_at, purpose="signing")
        if (signer.iin, signer.certificate) != (one.signer_iin, one.certificate):
            return "it is another person's, or by another key"
        if one.revocation == "good by OCSP":
            certificate = read_certificate(one.certificate)
            read_answer(
                one.revocation_evidence or b"", certificate, trust.issuer_of(certificate), one.verified_at, None
            )
    except eds.SignatureRefused as refused:
        return refused.code
    except OcspError as fault:
        return fault.code
    return None
