"""PDFs signed by people of the demo's authority and by strangers; pyHanko signs, so that nothing of ours made them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pikepdf import Pdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from housing.demo.people import CertificateSubject
from tests.papers import blank, written

#: Invented: whose key signs.
EXPERT = CertificateSubject("850505300011", "САРАПШЫ", "СЫНАҚ")
WAYS = {"ETSI.CAdES.detached": SigSeedSubFilter.PADES, "adbe.pkcs7.detached": SigSeedSubFilter.ADOBE_PKCS7_DETACHED}


def signer_of(pair: tuple[Any, Any]) -> signers.SimpleSigner:
    """Of a key and its certificate, as `demo.authority` makes them."""
    key, certificate = pair
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def signed_pdf(authority: Any, way: str = "ETSI.CAdES.detached", content: bytes = b"", who: Any = EXPERT) -> bytes:
    """A page of text, or `content`, signed once more by that person's signing key."""
    document = IncrementalPdfFileWriter(BytesIO(content or written(blank())))
    number = len(document.prev.embedded_signatures) + 1
    told = PdfSignatureMetadata(field_name=f"Signature{number}", subfilter=WAYS[way], md_algorithm="sha256")
    signer = signer_of(authority.certificate_for(who, purposes=("signing",)))
    return bytes(signers.sign_pdf(document, told, signer=signer).getbuffer())


def added_to(content: bytes) -> bytes:
    """The same file with something behind it, as an editor saves a change."""
    document = IncrementalPdfFileWriter(BytesIO(content))
    document.root["/Changed"] = document.root["/Type"]
    document.update_root()
    out = BytesIO()
    document.write(out)
    return out.getvalue()


def changed_in(content: bytes) -> bytes:
    """The same file with one letter of its page changed."""
    assert content.count(b"(An invented conclusion)") == 1
    return content.replace(b"(An invented conclusion)", b"(An invented conclusioN)")


def saved_anew(content: bytes) -> bytes:
    """As a program saves it that knows nothing of signatures: every byte stands elsewhere."""
    out = BytesIO()
    with Pdf.open(BytesIO(content)) as given:
        given.save(out)
    return out.getvalue()
