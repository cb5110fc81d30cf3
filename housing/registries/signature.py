"""The bank's signature under what it asks: XML-DSig, RSA with SHA-256, exclusive canonical form, inside what is signed.

Assumed, as the gateway's own rules are unpublished: an enveloped signature that refers to the signed element by its
`Id` and brings its certificate along. Where the authority's GOST key is demanded, only this file changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate
from lxml.etree import _Element

SMALLEST = 2048


@dataclass(frozen=True)
class Signer:
    """The key of the bank at the gateway, and its certificate."""

    key: RSAPrivateKey = field(repr=False)
    certificate: Certificate

    def sign_element(self, element: _Element) -> _Element:
        """A copy of the element, which must bear an `Id`, with the signature as its last part."""
        from signxml import CanonicalizationMethod, DigestAlgorithm, SignatureMethod, XMLSigner, methods

        signer = XMLSigner(
            method=methods.enveloped,
            signature_algorithm=SignatureMethod.RSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        return signer.sign(element, key=self.key, cert=[self.certificate], reference_uri=f"#{element.get('Id')}")


def load_signer(file: Path) -> Signer:
    """Key and certificate of one PEM file. ValueError where they are not an RSA pair; OSError: cannot be read."""
    pem = file.read_bytes()
    key, certificate = load_pem_private_key(pem, None), load_pem_x509_certificate(pem)
    if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST:
        raise ValueError(f"{file.name} holds no RSA key of at least {SMALLEST} bits")
    if certificate.public_key() != key.public_key():
        raise ValueError(f"the certificate of {file.name} belongs to another key")
    return Signer(key, certificate)
