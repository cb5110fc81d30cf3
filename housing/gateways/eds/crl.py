"""Lists of revoked certificates (CRL, RFC 5280), as files in a folder. Only those that a pinned authority signed count.

A list is verified when its bytes are met for the first time, not at every sign-in.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds.algorithms import check_signature
from housing.gateways.eds.certificates import Certificate
from housing.gateways.eds.cms import UNREADABLE
from housing.gateways.eds.der import split_items
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.trust import Trust

log = logging.getLogger(__name__)

SUFFIXES = {".crl", ".der", ".pem"}
_DELTA = "2.5.29.27"
_UNREADABLE = (*UNREADABLE, x509.DuplicateExtension, x509.InvalidVersion, x509.UnsupportedGeneralNameType)


class UnusableCrlError(Exception):
    """Not a list that counts; the text says why, for whoever keeps the folder."""


@dataclass(frozen=True)
class Crl:
    """A list with a verified signature. A delta (`whole` is False) only accuses: not to stand in it proves nothing."""

    sha256: str
    authority: str  # SHA-256 of its certificate, hex
    issued: datetime
    until: datetime | None  # the next one is promised by then; None: no promise, never in force
    whole: bool
    entries: x509.CertificateRevocationList

    @property
    def words(self) -> str:
        return f"CRL of {self.issued:%Y-%m-%d %H:%M} UTC"

    @property
    def evidence(self) -> bytes:
        """Which list it was; the list itself is the authority's to keep, and may have megabytes."""
        return f"{self.words}, SHA-256 {self.sha256}".encode()

    def in_force(self, at: datetime) -> bool:
        return self.until is not None and self.issued <= at <= self.until

    def revoked_at(self, serial: int) -> datetime | None:
        """Since when the certificate is revoked; None where the list does not say so."""
        entry = self.entries.get_revoked_certificate_by_serial_number(serial)
        return None if entry is None or _lifts_hold(entry) else entry.revocation_date_utc


def _lifts_hold(entry: x509.RevokedCertificate) -> bool:
    """In a delta an entry may also say that a hold has ended. What cannot be read does not say it."""
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (*_UNREADABLE, x509.ExtensionNotFound):
        return False
    return reason is x509.ReasonFlags.remove_from_crl


def read_crl(content: bytes, trust: Trust) -> Crl:
    """A list in DER or PEM, of an authority in `trust` and with its signature. Raises UnusableCrl."""
    try:
        armoured = content.lstrip().startswith(b"-----BEGIN")
        entries = (x509.load_pem_x509_crl if armoured else x509.load_der_x509_crl)(content)
        return _verify_crl(entries, entries.public_bytes(Encoding.DER) if armoured else content, trust)
    except _UNREADABLE:
        raise UnusableCrlError("it is not a list of revoked certificates") from None


def _verify_crl(entries: x509.CertificateRevocationList, der: bytes, trust: Trust) -> Crl:
    kinds = {one.oid.dotted_string: one.critical for one in entries.extensions}
    if any(critical for kind, critical in kinds.items() if kind != _DELTA):
        raise UnusableCrlError("it is limited in a way that is not understood")
    return Crl(
        sha256=sha256(der).hexdigest(),
        authority=_issuer_of(entries, der, trust).sha256,
        issued=entries.last_update_utc,
        until=entries.next_update_utc,
        whole=_DELTA not in kinds,
        entries=entries,
    )


def _issuer_of(entries: x509.CertificateRevocationList, der: bytes, trust: Trust) -> Certificate:
    body, outer, _ = split_items(der)
    _, inner, issuer, *_ = split_items(body)  # a list has extensions, so that its version stands first
    named = [one for one in trust.authorities if one.subject == issuer]
    if not named:
        raise UnusableCrlError("its issuer is not a pinned authority")
    for authority in named:
        if inner == outer and _signed_by(authority, entries):
            return authority
    raise UnusableCrlError("its signature is not that of the pinned authority")


def _signed_by(authority: Certificate, entries: x509.CertificateRevocationList) -> bool:
    algorithm = entries.signature_algorithm_oid.dotted_string
    what = (None, entries.signature, entries.tbs_certlist_bytes)
    try:
        return check_signature(authority.key_info, algorithm, *what, pinned=True)
    except SignatureRefused:
        return False


class CrlFolder:
    """The lists at hand: every file of a folder, shared by threads, read again where the folder has changed.

    A list of a stranger or with a broken signature is as if it were not there; `ignored` and one line in the log name
    the file and say why.
    """

    def __init__(self, folder: Path, trust: Trust) -> None:
        self.folder, self.trust = folder, trust
        self.ignored: dict[str, str] = {}
        self._seen: object = None
        self._known: dict[str, Crl | str] = {}  # by SHA-256 of the file: the list, or why it is none
        self._lock = Lock()

    def lists_of(self, authority: Certificate) -> list[Crl]:
        """The authority's lists, in force or not, the latest first."""
        return sorted(
            (one for one in self._current_lists() if one.authority == authority.sha256), key=_issue_time, reverse=True
        )

    def has_lists(self) -> bool:
        """Is there a list that counts?"""
        return bool(self._current_lists())

    def _current_lists(self) -> list[Crl]:
        with self._lock:
            files = self._list_files()
            stamp = [(one.name, *_file_stamp(one)) for one in files]
            if stamp != self._seen:
                self._read_files(files)
                self._seen = stamp
            return [one for one in self._known.values() if isinstance(one, Crl)]

    def _list_files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(one for one in self.folder.iterdir() if one.suffix.lower() in SUFFIXES)

    def _read_files(self, files: list[Path]) -> None:
        known: dict[str, Crl | str] = {}
        self.ignored = {}
        for file in files:
            try:
                content = file.read_bytes()
            except OSError:
                self.ignored[file.name] = "it cannot be read"
                continue
            digest = sha256(content).hexdigest()
            read = known[digest] = self._known[digest] if digest in self._known else self._first_read(file, content)
            if isinstance(read, str):
                self.ignored[file.name] = read
        self._known = known

    def _first_read(self, file: Path, content: bytes) -> Crl | str:
        try:
            return read_crl(content, self.trust)
        except UnusableCrlError as fault:
            log.warning("%s is ignored: %s", file.name, fault)
            return str(fault)


def _issue_time(crl: Crl) -> datetime:
    return crl.issued


def _file_stamp(file: Path) -> tuple[int, ...]:
    """Differs where the file was replaced; () where it has gone meanwhile."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino
