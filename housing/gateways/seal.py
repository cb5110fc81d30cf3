"""The server's own seal (Ed25519): vouches for a document signed by a one-time code, where no CMS exists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


@dataclass(frozen=True)
class Seal:
    """A private key and what it seals; the public key goes with the evidence, so that an old seal stays checkable."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return self.key.public_key().public_bytes_raw()

    def put(self, content: bytes) -> bytes:
        """64 bytes over the content."""
        return self.key.sign(content)


def holds(public: bytes, seal: bytes, content: bytes) -> bool:
    """Was this seal put on this content by that key?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(seal, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def load_seal(file: Path) -> Seal:
    """The key in a PEM file. ValueError when it is not an open Ed25519 key; OSError when it cannot be read."""
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except TypeError:
        raise ValueError(f"{file.name} is locked by a password, which nobody gives here") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{file.name} holds no Ed25519 key")
    return Seal(key)


def make_seal(file: Path) -> Seal:
    """The key of a demo: made at the first start, then loaded."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        key = Ed25519PrivateKey.generate()
        file.touch(0o600)
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return load_seal(file)
