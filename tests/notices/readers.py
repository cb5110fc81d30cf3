"""Reads a sealed PDF with nothing of ours: `pypdf` for its words, `asn1crypto` and `cryptography` for its seal."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, tsp
from bs4 import BeautifulSoup
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from pypdf import PdfReader

assert tsp  # teaches asn1crypto the attribute signing-certificate-v2


@dataclass(frozen=True)
class Sealed:
    """A seal as it stands in the file: which bytes it covers, the CMS, whose certificate."""

    whole: bytes
    parts: tuple[int, int, int, int]
    signed: Any

    @property
    def covered(self) -> bytes:
        first, length, second, rest = self.parts
        return self.whole[first : first + length] + self.whole[second : second + rest]

    @property
    def hole(self) -> bytes:
        return self.whole[self.parts[1] : self.parts[2]]

    @property
    def signer(self) -> Any:
        assert len(self.signed["signer_infos"]) == 1
        return self.signed["signer_infos"][0]

    @property
    def certificate(self) -> x509.Certificate:
        serial = self.signer["sid"].chosen["serial_number"].native
        own = [one.chosen for one in self.signed["certificates"] if one.chosen.serial_number == serial]
        assert len(own) == 1
        return x509.load_der_x509_certificate(own[0].dump())

    @property
    def attributes(self) -> dict[str, Any]:
        return {one["type"].native: one["values"][0] for one in self.signer["signed_attrs"]}


def words_of(content: bytes) -> str:
    """Every word of every page, with single blanks."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def sentences(html: str) -> list[str]:
    """What stands in each innermost block of a stored text; a line break is a blank, as in a reader's answer."""
    soup = BeautifulSoup(re.sub(r"<br\s*/?>", " ", html), "html.parser")
    blocks = soup.select("p, li, dt, dd, h2, h3")
    found = [squeezed(block.get_text(" " if block.name == "h3" else "")) for block in blocks]
    return [one for one in found if one]


def sealed(content: bytes) -> Sealed:
    """The one seal of the file. AssertionError where there is none, or more than one."""
    ranges = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", content)
    assert len(ranges) == 1, "one seal"
    parts = tuple(int(number) for number in ranges[0])
    hole = content[parts[1] : parts[2]]
    assert hole.startswith(b"<") and hole.endswith(b">")
    info = cms.ContentInfo.load(bytes.fromhex(hole[1:-1].decode()))
    assert info["content_type"].native == "signed_data"
    return Sealed(content, parts, info["content"])  # type: ignore[arg-type]


def verify(seal: Sealed) -> None:
    """Raises where the digest, the signature or the name of the certificate do not belong to this file."""
    attributes = seal.attributes
    assert attributes["message_digest"].native == hashlib.sha256(seal.covered).digest(), "another document"
    named = attributes["signing_certificate_v2"]["certs"][0]["cert_hash"].native
    assert named == seal.certificate.fingerprint(hashes.SHA256()), "another certificate"
    signed = seal.signer["signed_attrs"].untag().dump()
    seal.certificate.public_key().verify(seal.signer["signature"].native, signed, padding.PKCS1v15(), hashes.SHA256())
