"""The server's own seal (Ed25519): vouches for a document signed by a one-time code, where no CMS exists."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
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

    def sign_bytes(self, content: bytes) -> bytes:
        """64 bytes over the content."""
        return self.key.sign(content)


def verify_seal(public: bytes, seal: bytes, content: bytes) -> bool:
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
    """The key of a demo: made at the first start, then loaded. Where two start at once, the first one's key stays."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_new_file(file, pem)
    return load_seal(file)


def write_new_file(file: Path, content: bytes) -> None:
    """Whole or not at all: written beside, readable by its owner only, then linked if the name is still free."""
    whole = write_beside(file, content)
    with suppress(FileExistsError):
        os.link(whole, file)
    whole.unlink()


def write_beside(file: Path, content: bytes) -> Path:
    """The whole content in a file of its own in the same folder, to be put in the place of `file` in one step.

    It is on the disk when this returns, and readable by its owner only.
    """
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)
