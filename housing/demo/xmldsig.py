"""Whether what the bank sent is signed by its key: the stage verifies by hand, with nothing of what signs."""

from __future__ import annotations

import base64
import hashlib
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from lxml import etree

from housing.gateways.seal import write_new_file

DS = "{http://www.w3.org/2000/09/xmldsig#}"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


def is_signed_by(certificate: x509.Certificate, element: Any) -> bool:
    """Is the whole element, and nothing but it, signed by the key of this certificate?"""
    signatures = element.findall(f"{DS}Signature")
    references = element.findall(f"{DS}Signature/{DS}SignedInfo/{DS}Reference")
    if len(signatures) != 1 or len(references) != 1 or references[0].get("URI") != f"#{element.get('Id')}":
        return False
    info = signatures[0].find(f"{DS}SignedInfo")
    if info.find(f"{DS}SignatureMethod").get("Algorithm") != RSA_SHA256:
        return False
    bare = deepcopy(element)
    bare.remove(bare.find(f"{DS}Signature"))
    digest = base64.b64encode(hashlib.sha256(canonical(bare)).digest()).decode()
    if digest != references[0].findtext(f"{DS}DigestValue"):
        return False
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    try:
        value = base64.b64decode(signatures[0].findtext(f"{DS}SignatureValue"))
        key.verify(value, canonical(info), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def canonical(element: Any) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


def make_key(file: Path, now: datetime) -> Path:
    """The bank's key at the stage, with a certificate that it gave itself; made once."""
    if file.exists():
        return file
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Kezek demo")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_new_file(file, pem + certificate.public_bytes(Encoding.PEM))
    return file
