"""The keys of people's data: by which IINs and phone numbers are encrypted, and by which they are looked for.

The key of number 0 makes the tokens by which encrypted values are compared; it never changes. Of the others the newest
encrypts, all of them decrypt. docs/adr/0049-data-at-rest.md says why so.
"""

from __future__ import annotations

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

from housing.encryption.key_file import KeyFile, KeyRingError

LOOK_UP = 0
#: Characters of a token, and what stands between it and the number of the key: in no token, and in no IIN.
TOKEN, SEPARATOR = 16, "."
#: Begins encrypted bytes; the number of the key follows, then the nonce.
MARK = b"\x00e"
HEAD, NONCE, TAG = len(MARK) + 1, 12, 16
#: Bytes by which what is encrypted is longer than what was.
OVERHEAD = HEAD + NONCE + TAG
#: So many values are kept at hand each way: those of some hundred pages.
KEPT = 8_192


class UnreadableValueError(Exception):
    """An encrypted value was changed, or its key is not in the file."""


class UnknownKeyError(UnreadableValueError):
    """Its key is not in the file, as far as this process has read it."""


class Cipher(NamedTuple):
    """What is derived from one key. `fingerprint` tells which it is, and no more."""

    text: AESSIV
    blob: AESGCM
    blob_key: bytes
    fingerprint: str


class DataKeys:
    """The file as it was read once. An empty value stays empty, and what is not encrypted is read as it is."""

    def __init__(self, lines: list[tuple[int, bytes]]) -> None:
        masters = dict(lines)
        self.look_up = derive(masters[LOOK_UP], "look-up")
        self.ciphers = {number: derive_cipher(master) for number, master in lines if number != LOOK_UP}
        self.newest = max(self.ciphers)
        self.fingerprints = {number: fingerprint_of(master) for number, master in lines}
        self.text_head = f"{SEPARATOR}{self.newest:02x}"
        self.blob_head = MARK + bytes((self.newest,))
        self.make_token = lru_cache(KEPT)(self.reckon_token)
        self.encrypt_text = lru_cache(KEPT)(self.seal_text)
        self.decrypt_text = lru_cache(KEPT)(self.open_text)

    def reckon_token(self, value: str) -> str:
        digest = hmac.digest(self.look_up, value.encode("utf-8", "surrogatepass"), "sha256")
        return urlsafe_b64encode(digest[: TOKEN * 3 // 4]).decode("ascii")

    def seal_text(self, value: str) -> str:
        if not value:
            return value
        token = self.make_token(value)
        sealed = self.ciphers[self.newest].text.encrypt(value.encode("utf-8", "surrogatepass"), [token.encode()])
        return f"{token}{self.text_head}{urlsafe_b64encode(sealed).decode('ascii').rstrip('=')}"

    def open_text(self, kept: str) -> str:
        """Raises UnreadableValueError."""
        if kept[TOKEN : TOKEN + 1] != SEPARATOR:
            return kept
        token, number, sealed = kept[:TOKEN], kept[TOKEN + 1 : TOKEN + 3], kept[TOKEN + 3 :]
        try:
            cipher = self.ciphers[int(number, 16)]
            plain = cipher.text.decrypt(urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), [token.encode()])
            return plain.decode("utf-8", "surrogatepass")
        except KeyError:
            raise UnknownKeyError from None
        except (InvalidTag, ValueError):
            raise UnreadableValueError from None

    def encrypt_bytes(self, value: bytes) -> bytes:
        nonce = os.urandom(NONCE)
        return self.blob_head + nonce + self.ciphers[self.newest].blob.encrypt(nonce, value, self.blob_head)

    def decrypt_bytes(self, kept: bytes) -> bytes:
        """Raises UnreadableValueError."""
        if kept[: len(MARK)] != MARK:
            return kept
        try:
            cipher = self.ciphers[kept[HEAD - 1]].blob
        except (KeyError, IndexError):
            raise UnknownKeyError from None
        return open_bytes(cipher, kept)

    @property
    def blob_keys(self) -> dict[int, str]:
        """In hexadecimal digits, for another process that reads and neither writes nor looks anybody up."""
        return {number: cipher.blob_key.hex() for number, cipher in self.ciphers.items()}


def open_bytes(cipher: AESGCM, kept: bytes) -> bytes:
    """Raises UnreadableValueError."""
    try:
        return cipher.decrypt(kept[HEAD : HEAD + NONCE], kept[HEAD + NONCE :], kept[:HEAD])
    except (InvalidTag, ValueError):
        raise UnreadableValueError from None


def open_kept(ciphers: Mapping[int, AESGCM], kept: str | bytes) -> str | bytes:
    """By the keys that another process was given; what is not encrypted as it is. Raises UnreadableValueError."""
    if not isinstance(kept, bytes) or kept[: len(MARK)] != MARK:
        return kept
    if kept[HEAD - 1] not in ciphers:
        raise UnknownKeyError
    return open_bytes(ciphers[kept[HEAD - 1]], kept)


@dataclass
class DataKeyRing(KeyFile):
    """`keys`: as they were read last; `seen`: which state of the file that was."""

    keys: DataKeys | None = None
    seen: tuple[int, ...] = ()

    WHOSE = "The keys of people's data"
    SETTING = "KEZEK_DATA_KEYS"
    FIRST = (LOOK_UP, 1)

    @property
    def is_there(self) -> bool:
        return self.file.exists()

    def load(self) -> DataKeys:
        """Raises KeyRingError."""
        keys = self.keys
        if keys is None:
            seen, lines = self.look(), self.read_lines()
            numbers = {number for number, _ in lines}
            if LOOK_UP not in numbers or numbers == {LOOK_UP}:
                raise KeyRingError(f"{self.SETTING}: {self.file} must hold key {LOOK_UP} and one that encrypts.")
            keys, self.seen = DataKeys(lines), seen
            self.keys = keys
        return keys

    def look(self) -> tuple[int, ...]:
        try:
            found = self.file.stat()
        except OSError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def refresh(self) -> None:
        """Another process may have added a key, or taken one out. A file that is gone is not missed before a start."""
        found = self.look()
        if found and found != self.seen:
            self.keys = None

    def forget(self) -> None:
        self.keys = None

    def decrypt_text(self, kept: str) -> str:
        """Raises UnreadableValueError, KeyRingError."""
        try:
            return self.load().decrypt_text(kept)
        except UnknownKeyError:
            self.refresh()
            return self.load().decrypt_text(kept)

    def decrypt_bytes(self, kept: bytes) -> bytes:
        """Raises UnreadableValueError, KeyRingError."""
        try:
            return self.load().decrypt_bytes(kept)
        except UnknownKeyError:
            self.refresh()
            return self.load().decrypt_bytes(kept)


def derive(master: bytes, purpose: str, digest: str = "sha256") -> bytes:
    return hmac.digest(master, f"kezek data {purpose}".encode(), digest)


def fingerprint_of(master: bytes) -> str:
    return derive(master, "fingerprint").hex()[:16]


def derive_cipher(master: bytes) -> Cipher:
    blob = derive(master, "blob")
    return Cipher(AESSIV(derive(master, "text", "sha512")), AESGCM(blob), blob, fingerprint_of(master))
