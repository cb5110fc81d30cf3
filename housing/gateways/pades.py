"""The bank's seal on a PDF: PAdES baseline B-B (ETSI EN 319 142-1), put on by an incremental update.

Nothing is asked of anybody: no time stamp, no revocation. RSA with PKCS #1 v1.5 and SHA-256, and no time among what is
signed but that of the notice: the same document sealed twice is the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import Certificate, KeyUsage, load_pem_x509_certificates
from cryptography.x509.extensions import ExtensionNotFound

from housing.gateways.eds import is_demo_anchor

SMALLEST = 2048
RANGE = "[0 0000000000 0000000000 0000000000]"
#: Invisible, printed and locked (PDF 32000-1, table 165).
WIDGET_FLAGS = 132
#: Stands for the digest of a document until there is one.
DIGEST = hashlib.sha256(b"the digest of a document").digest()


class SealFrame(NamedTuple):
    """A seal of nothing: what is signed, and the whole, with the digest `DIGEST` and this signature in their places."""

    signed: bytes
    whole: bytes
    signature: bytes


@dataclass(frozen=True)
class NoticeKey:
    """The key by which the bank seals its notices; its certificate, and those above it up to the root or below it."""

    key: RSAPrivateKey = field(repr=False)
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()

    @property
    def since(self) -> datetime:
        return self.certificate.not_valid_before_utc

    @property
    def until(self) -> datetime:
        return self.certificate.not_valid_after_utc

    def valid_at(self, moment: datetime) -> bool:
        """What was issued before there was a key, or after it ran out, is not sealed by it."""
        return self.since <= moment <= self.until

    @cached_property
    def frame(self) -> SealFrame:
        """Made once: of one key all seals are the same but for a digest and a signature."""
        return build_frame(self)

    @property
    def is_demo(self) -> bool:
        return any(is_demo_anchor(one.public_bytes(Encoding.DER)) for one in (self.certificate, *self.chain))


def load_notice_key(file: Path) -> NoticeKey:
    """An open RSA key, its certificate and any above it in one PEM file, in any order.

    ValueError where they do not belong together or may not sign; OSError where the file cannot be read.
    """
    pem = file.read_bytes()
    try:
        key = load_pem_private_key(pem, None)
    except TypeError:
        raise ValueError(f"{file.name} is locked by a password, which nobody gives here") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST:
        raise ValueError(f"{file.name} holds no RSA key of at least {SMALLEST} bits")
    certificates = load_pem_x509_certificates(pem) if b"BEGIN CERTIFICATE" in pem else []
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if len(own) != 1:
        raise ValueError(f"{file.name} holds {len(own)} certificates of its key instead of one")
    if not may_sign(own[0]):
        raise ValueError(f"the certificate of {file.name} is not meant for signatures")
    return NoticeKey(key, own[0], tuple(one for one in certificates if one is not own[0]))


def may_sign(certificate: Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def seal_pdf(document: bytes, key: NoticeKey, at: datetime, reason: str) -> bytes:
    """The document followed by its seal; what came before stays as it was, byte for byte.

    `at`: the time that the seal names. ValueError where this is no PDF as `housing.notices.pdf` makes it.
    """
    room = len(key.frame.whole) * 2
    whole = bytearray(document + add_field(document, room, at, reason))
    hole = whole.index(b"/Contents <", len(document)) + len(b"/Contents ")
    after = hole + room + 2
    told = f"[0 {hole:010d} {after:010d} {len(whole) - after:010d}]".encode()
    place = whole.index(RANGE.encode(), len(document))
    whole[place : place + len(RANGE)] = told
    signature = sign_cms(bytes(whole[:hole] + whole[after:]), key).hex().encode()
    if len(signature) != room:
        raise ValueError("the seal has another length than the one before it")
    whole[hole + 1 : hole + 1 + room] = signature
    return bytes(whole)


def add_field(document: bytes, room: int, at: datetime, reason: str) -> bytes:
    """The update that adds a signature to the first page: room for so many hexadecimal digits, and their places."""
    from pikepdf import Pdf, PdfError

    previous = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", document[-64:])
    try:
        pdf = Pdf.open(BytesIO(document), attempt_recovery=False)
    except PdfError:
        raise ValueError("this is no PDF") from None
    if previous is None or pdf.trailer.get("/Type") != "/XRef":
        raise ValueError("the table of the PDF is none that is understood here")
    with pdf:
        catalog, page, trailer = pdf.Root, pdf.pages[0].obj, pdf.trailer
        sig, widget, table = (int(trailer.Size) + nth for nth in range(3))
        start = b"" if document.endswith(b"\n") else b"\n"
        changed = {
            catalog.objgen[0]: add_entry(catalog.unparse(True), f"/AcroForm <</Fields [{widget} 0 R] /SigFlags 3>>"),
            page.objgen[0]: add_entry(page.unparse(True), f"/Annots [{widget} 0 R]"),
            sig: f"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
            f" /M (D:{at.astimezone(UTC):%Y%m%d%H%M%S}Z) /Reason <{pdf_string(reason)}>"
            f" /ByteRange {RANGE} /Contents <{'0' * room}>>>".encode(),
            widget: f"<</Type /Annot /Subtype /Widget /FT /Sig /T (seal) /V {sig} 0 R /P {page.objgen[0]} 0 R"
            f" /Rect [0 0 0 0] /F {WIDGET_FLAGS}>>".encode(),
        }
        entries = b" /Root %d 0 R" % catalog.objgen[0]
        entries += b" /Info %d 0 R" % trailer.Info.objgen[0]
        entries += b" /ID [<%b><%b>]" % (
            bytes(trailer.ID[0]).hex().encode(),
            hashlib.sha256(document).hexdigest()[:32].encode(),
        )
    return start + write_update(changed, len(document + start), table, int(previous[1]), entries)


def write_update(changed: dict[int, bytes], start: int, table: int, previous: int, entries: bytes) -> bytes:
    """Objects by their numbers, and the stream, numbered `table`, that says where they stand (ISO 32000-1, 7.5.8)."""
    update, places = b"", {}
    for one, body in changed.items():
        places[one] = start + len(update)
        update += b"%d 0 obj\n%b\nendobj\n" % (one, body)
    places[table] = start + len(update)
    index = " ".join(f"{one} 1" for one in sorted(places)).encode()
    rows = b"".join(b"\x01" + places[one].to_bytes(4, "big") for one in sorted(places))
    told = b"/Type /XRef /Size %d /W [1 4 0] /Index [%b] /Prev %d" % (table + 1, index, previous)
    told += b"%b /Length %d" % (entries, len(rows))
    update += b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\n" % (table, told, rows)
    return update + b"startxref\n%d\n%%%%EOF\n" % places[table]


def add_entry(dictionary: bytes, entry: str) -> bytes:
    key = entry.split(" ", maxsplit=1)[0].encode()
    if key in dictionary or not dictionary.endswith(b">>"):
        raise ValueError("the PDF bears forms or notes already")
    return dictionary[:-2] + b"\n" + entry.encode() + b">>"


def pdf_string(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def sign_cms(content: bytes, key: NoticeKey) -> bytes:
    """A detached CMS as PAdES wants it: the digest and the signer's certificate are among what is signed."""
    digest = hashlib.sha256(content).digest()
    signature = key.key.sign(key.frame.signed.replace(DIGEST, digest), padding.PKCS1v15(), hashes.SHA256())
    return key.frame.whole.replace(DIGEST, digest).replace(key.frame.signature, signature)


def build_frame(key: NoticeKey) -> SealFrame:
    """ValueError where it would not be certain what to fill in."""
    ders = (one.public_bytes(Encoding.DER) for one in (key.certificate, *key.chain))
    own, *above = map(asn1_x509.Certificate.load, ders)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signed = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [DIGEST]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [certificate_named(own)]}),
        ]
    )
    signature = key.key.sign(signed.dump(), padding.PKCS1v15(), hashes.SHA256())
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number", {"issuer": own.issuer, "serial_number": own.serial_number}
            ),
            "digest_algorithm": sha256,
            "signed_attrs": signed,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [own, *above],
            "signer_infos": [signer],
        }
    )
    whole = bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())
    if {whole.count(DIGEST), whole.count(signature), signed.dump().count(DIGEST)} != {1}:
        raise ValueError("the certificates of the seal bear what is to be filled in")
    return SealFrame(signed.dump(), whole, signature)


def certificate_named(own: asn1_x509.Certificate) -> tsp.SigningCertificateV2:
    """ESS signing-certificate-v2 (RFC 5035): the seal says itself whose it is. SHA-256 is the default and not said."""
    return tsp.SigningCertificateV2({"certs": [{"cert_hash": core.OctetString(hashlib.sha256(own.dump()).digest())}]})
