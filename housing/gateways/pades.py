"""The bank's seal on a PDF: PAdES baseline B-B (ETSI EN 319 142-1), put on by an incremental update.

Nothing is asked of anybody: no time stamp, no revocation. RSA with PKCS #1 v1.5 and SHA-256, and no time among what is
signed but that of the notice: the same document sealed twice is the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

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
#: Room for the signature with its certificates, in hexadecimal digits.
ROOM = 24_576
RANGE = "[0 0000000000 0000000000 0000000000]"
#: Invisible, printed and locked (PDF 32000-1, table 165).
WIDGET_FLAGS = 132


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
    update, start = with_field(document, at, reason)
    whole = bytearray(document + update)
    hole = whole.index(b"/Contents <", start) + len(b"/Contents ")
    after = hole + ROOM + 2
    told = f"[0 {hole:010d} {after:010d} {len(whole) - after:010d}]".encode()
    place = whole.index(RANGE.encode(), start)
    whole[place : place + len(RANGE)] = told
    signature = sign_cms(bytes(whole[:hole] + whole[after:]), key).hex().encode()
    if len(signature) > ROOM:
        raise ValueError("the certificates of the seal need more room than there is")
    whole[hole + 1 : hole + 1 + len(signature)] = signature
    return bytes(whole)


def with_field(document: bytes, at: datetime, reason: str) -> tuple[bytes, int]:
    """The update that adds an empty signature to the first page, and where it begins."""
    previous, trailer = last_trailer(document)
    size, root = read_number(rb"/Size (\d+)", trailer), read_number(rb"/Root (\d+) 0 R", trailer)
    info = re.search(rb"/Info \d+ 0 R", trailer)
    identity = re.search(rb"/ID \[<(\w+)><\w+>\]", trailer)
    catalog, offsets = body_of(document, root, previous), {}
    page = first_page(document, catalog, previous)
    sig, widget = size, size + 1
    update = bytearray(b"" if document.endswith(b"\n") else b"\n")
    changed = {
        root: add_entry(catalog, f"/AcroForm <</Fields [{widget} 0 R] /SigFlags 3>>"),
        page: add_entry(body_of(document, page, previous), f"/Annots [{widget} 0 R]"),
        sig: f"<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
        f" /M (D:{at.astimezone(UTC):%Y%m%d%H%M%S}Z) /Reason <{pdf_string(reason)}>"
        f" /ByteRange {RANGE} /Contents <{'0' * ROOM}>>>".encode(),
        widget: f"<</Type /Annot /Subtype /Widget /FT /Sig /T (seal) /V {sig} 0 R /P {page} 0 R /Rect [0 0 0 0]"
        f" /F {WIDGET_FLAGS}>>".encode(),
    }
    for one, body in changed.items():
        offsets[one] = len(document) + len(update)
        update += b"%d 0 obj\n%b\nendobj\n" % (one, body)
    new = hashlib.sha256(document).hexdigest()[:32].encode()
    ids = b" /ID [<%b><%b>]" % (identity[1], new) if identity else b""
    ids += b" " + info[0] if info else b""
    table = len(document) + len(update)
    update += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (one, offsets[one]) for one in sorted(offsets))
    update += b"trailer\n<</Size %d /Root %d 0 R /Prev %d%b>>\n" % (size + 2, root, previous, ids)
    update += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(update), len(document)


def last_trailer(document: bytes) -> tuple[int, bytes]:
    """Where the table of the file's objects stands, and what follows it."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", document[-64:])
    if not document.startswith(b"%PDF-") or not found:
        raise ValueError("this is no PDF")
    table = int(found[1])
    return table, document[document.index(b"trailer", table) :]


def read_number(pattern: bytes, text: bytes) -> int:
    found = re.search(pattern, text)
    if not found:
        raise ValueError(f"the PDF lacks {pattern.decode()}")
    return int(found[1])


def body_of(document: bytes, wanted: int, table: int) -> bytes:
    """An object between `obj` and `endobj`, found by a table of one section, as a freshly made document has it."""
    head = re.compile(rb"xref\s+0 (\d+)\s+").match(document, table)
    if not head or not 0 < wanted < int(head[1]):
        raise ValueError("the table of the PDF is none that is understood here")
    entry = document[head.end() + wanted * 20 : head.end() + wanted * 20 + 10]
    body = re.compile(rb"%d 0 obj\s*(.*?)\s*endobj" % wanted, re.DOTALL).match(document, int(entry))
    if not body:
        raise ValueError("the table of the PDF points beside its objects")
    return body[1]


def first_page(document: bytes, catalog: bytes, table: int) -> int:
    pages = body_of(document, read_number(rb"/Pages (\d+) 0 R", catalog), table)
    return read_number(rb"/Kids \[(\d+) 0 R", pages)


def add_entry(dictionary: bytes, entry: str) -> bytes:
    key = entry.split(" ", maxsplit=1)[0].encode()
    if key in dictionary or not dictionary.endswith(b">>"):
        raise ValueError("the PDF bears forms or notes already")
    return dictionary[:-2] + b"\n" + entry.encode() + b">>"


def pdf_string(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()


def sign_cms(content: bytes, key: NoticeKey) -> bytes:
    """A detached CMS as PAdES wants it: the digest and the signer's certificate are among what is signed."""
    own, *above = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in (key.certificate, *key.chain)]
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    signed = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
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
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def certificate_named(own: asn1_x509.Certificate) -> tsp.SigningCertificateV2:
    """ESS signing-certificate-v2 (RFC 5035): the seal says itself whose it is. SHA-256 is the default and not said."""
    return tsp.SigningCertificateV2({"certs": [{"cert_hash": core.OctetString(hashlib.sha256(own.dump()).digest())}]})
