"""The pinned certification authorities: the only ones whose certificates are believed."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds.certificates import Certificate, read_certificate
from housing.gateways.eds.cms import UNREADABLE
from housing.gateways.eds.refusals import SignatureRefused

#: Stands in the subject of every demo authority, so that production recognises and refuses it.
DEMO_ISSUER_MARK = "KEZEK DEMO AUTHORITY, NOT FOR PRODUCTION"
SUMS = "SHA256SUMS"
_SUFFIXES = {".cer", ".crt", ".pem", ".der"}
_SUM_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *]?(\S.*)")


@dataclass(frozen=True)
class Trust:
    """Certificates inside a signature never add to it. Empty trust accepts nobody."""

    authorities: tuple[Certificate, ...] = ()

    def issuer_of(self, certificate: Certificate) -> Certificate:
        """The pinned authority that has the issuer's name AND whose key made the certificate's signature.

        Refused: UNTRUSTED_ISSUER, no such name; CERT_SIGNATURE_INVALID, a borrowed name or a changed certificate.
        """
        named = [one for one in self.authorities if one.subject == certificate.issuer]
        if not named:
            raise SignatureRefused("UNTRUSTED_ISSUER")
        for authority in named:
            if certificate.issued_by(authority):
                return authority
        raise SignatureRefused("CERT_SIGNATURE_INVALID")


def load_trust(folder: Path, *, listed: bool = True) -> Trust:
    """The authorities' certificates in a folder (DER or PEM, one a file).

    Each must be listed with its SHA-256 in the folder's SHA256SUMS ("hex  filename"): whoever can drop a file there
    must not thereby make an authority. ValueError names the file that is not listed, differs, is missing or is no
    authority's certificate. `listed=False` is for a folder that a person names on the command line for one check.
    A folder that does not exist is empty trust.
    """
    if not folder.is_dir():
        return Trust()
    files = sorted(one for one in folder.iterdir() if one.suffix.lower() in _SUFFIXES)
    if listed:
        _check_sums(folder, files)
    return Trust(tuple(_load_authority(one) for one in files))


def _check_sums(folder: Path, files: list[Path]) -> None:
    sums = _read_checksums(folder / SUMS)
    for file in files:
        if file.name not in sums:
            raise ValueError(f"{file.name} is not listed in {SUMS}")
        if sha256(file.read_bytes()).hexdigest() != sums[file.name]:
            raise ValueError(f"{file.name} is not the file that {SUMS} lists")
    for name in sorted(set(sums) - {file.name for file in files}):
        raise ValueError(f"{name} is listed in {SUMS} and missing")


def _read_checksums(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = [_SUM_LINE.fullmatch(line.strip()) for line in lines]
    if not all(found):
        raise ValueError(f"{SUMS} has a line that is not a SHA-256 and a file name")
    return {one[2]: one[1].lower() for one in found if one}


def _load_authority(file: Path) -> Certificate:
    content = file.read_bytes()
    try:
        if content.lstrip().startswith(b"-----BEGIN"):
            content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        authority = read_certificate(content)
        may_issue = authority.is_authority
    except (*UNREADABLE, x509.InvalidVersion):
        raise ValueError(f"{file.name} is not a certificate") from None
    if not may_issue:
        raise ValueError(f"{file.name} is not the certificate of a certification authority")
    return authority


def is_demo_anchor(certificate_der: bytes) -> bool:
    """Was this certificate made by the demo? Then production refuses to start with it.

    The mark is sought in the bytes, so that no parser stands between it and the refusal.
    """
    return DEMO_ISSUER_MARK.encode() in certificate_der
