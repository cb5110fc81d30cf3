"""The file of a backup: a manifest that anybody may read, then the packed database in chunks, then a digest of it all.

    "KEZEK BACKUP 1\\n" | length, header | length, chunk | ... | length, last chunk | SHA-256 of everything before

A length has four bytes; its highest bit says that this chunk is the last. With a key each chunk is sealed by
AES-256-GCM: its nonce is its number and whether it is the last, the header goes in as associated data, and the key is
derived for this file alone. So no chunk can be changed, moved, left out or taken from another file, and the end cannot
be cut off.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from housing.backups.errors import BackupError

MAGIC, PRODUCT = b"KEZEK BACKUP 1\n", "kezek"
CHUNK, LAST, LARGEST_HEADER = 1 << 20, 1 << 31, 1 << 20
#: What AES-GCM adds to a chunk.
TAG = 16
#: Twice as fast as the usual level for a twentieth more bytes, on the database of a filled demo.
LEVEL = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `head_id`, `head_hash`: the last row of the journal, 0 and "" where there is none.

    `made_at`: ISO 8601, UTC; `tables`: rows by table; `size`, `sha256`: of the unpacked database; `keys`: what else the
    instance needs, by name: a backup never holds it. `key_id`: of the key that encrypts the file, "" where none does.
    """

    made_at: str
    version: str
    revision: str
    head_id: int
    head_hash: str
    size: int
    sha256: str
    tables: dict[str, int]
    keys: tuple[str, ...]
    key_id: str = ""
    salt: str = ""
    product: str = PRODUCT


def derive_key(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"kezek backup 1 " + purpose).derive(key)


def key_id_of(key: bytes | None) -> str:
    """By which a key is known and from which it cannot be found; "" for none."""
    return derive_key(key, b"", b"name").hex()[:16] if key else ""


def new_salt(key: bytes | None) -> str:
    return secrets.token_hex(16) if key else ""


class ChunkCipher:
    """Seals and opens the chunks of one file, in their order; without a key they stay as they are."""

    def __init__(self, key: bytes | None, salt: str, header: bytes) -> None:
        self.cipher = AESGCM(derive_key(key, bytes.fromhex(salt), b"chunks")) if key else None
        self.header, self.number = hashlib.sha256(header).digest(), 0

    def nonce(self, last: bool) -> bytes:
        self.number += 1
        return self.number.to_bytes(11, "big") + bytes([last])

    def seal(self, chunk: bytes, last: bool) -> bytes:
        return self.cipher.encrypt(self.nonce(last), chunk, self.header) if self.cipher else chunk

    def open(self, chunk: bytes, last: bool) -> bytes:
        try:
            return self.cipher.decrypt(self.nonce(last), chunk, self.header) if self.cipher else chunk
        except InvalidTag:
            raise BackupError("changed") from None


def write_backup_file(target: Path, database: Path, manifest: Manifest, key: bytes | None) -> None:
    """Written beside under the name and `.part`, flushed, read back, then renamed: under its name it is whole.

    Raises BackupError, OSError.
    """
    part = target.with_name(f"{target.name}.part")
    header = json.dumps(asdict(manifest), ensure_ascii=False).encode()
    cipher, digest = ChunkCipher(key, manifest.salt, header), hashlib.sha256()
    with part.open("wb") as out:

        def put(piece: bytes) -> None:
            digest.update(piece)
            out.write(piece)

        put(MAGIC + len(header).to_bytes(4, "big") + header)
        for chunk, last in pack_chunks(database):
            sealed = cipher.seal(chunk, last)
            put((len(sealed) | (LAST if last else 0)).to_bytes(4, "big") + sealed)
        out.write(digest.digest())
        out.flush()
        os.fsync(out.fileno())
    prove_readable(part, key)
    if target.exists():
        part.unlink()
        raise BackupError("exists", target.name)
    part.rename(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """A name survives a power cut once its folder was flushed; where the system has no such thing it needs none."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def pack_chunks(database: Path) -> Iterator[tuple[bytes, bool]]:
    """The packed database in chunks, each with whether it is the last."""
    packer, waiting = zlib.compressobj(LEVEL), bytearray()
    with database.open("rb") as source:
        while piece := source.read(CHUNK):
            waiting += packer.compress(piece)
            while len(waiting) > CHUNK:
                yield bytes(waiting[:CHUNK]), False
                del waiting[:CHUNK]
    waiting += packer.flush()
    while len(waiting) > CHUNK:
        yield bytes(waiting[:CHUNK]), False
        del waiting[:CHUNK]
    yield bytes(waiting), True


def read_manifest(file: Path) -> Manifest:
    """What the file says of itself, unproven. Raises BackupError, OSError."""
    with file.open("rb") as source:
        return BackupReader(source).manifest


class BackupReader:
    """Reads a file from its beginning, once; whatever does not fit raises BackupError."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.digest = source, hashlib.sha256()
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupError("foreign")
        self.digest.update(MAGIC)
        size = int.from_bytes(self.take(4), "big")
        if size > LARGEST_HEADER:
            raise BackupError("changed")
        self.header = self.take(size)
        self.manifest = parse_manifest(self.header)

    def take(self, size: int) -> bytes:
        found = self.source.read(size)
        if len(found) != size:
            raise BackupError("cut")
        self.digest.update(found)
        return found

    def chunks(self, key: bytes | None) -> Iterator[bytes]:
        """As they were packed; after the last one the digest of the file and its end have been looked at."""
        require_key(self.manifest, key)
        cipher = ChunkCipher(key if self.manifest.key_id else None, self.manifest.salt, self.header)
        last = False
        while not last:
            length = int.from_bytes(self.take(4), "big")
            last, length = bool(length & LAST), length & ~LAST
            if length > CHUNK + TAG:
                raise BackupError("changed")
            yield cipher.open(self.take(length), last)
        wanted = self.digest.digest()
        if self.source.read(len(wanted)) != wanted or self.source.read(1):
            raise BackupError("changed")

    def unpack(self, key: bytes | None, write: Callable[[bytes], Any]) -> None:
        """Hands the database on, piece by piece, and compares it with what the manifest says of it."""
        digest, size, unpacker = hashlib.sha256(), 0, zlib.decompressobj()
        try:
            for chunk in self.chunks(key):
                left = chunk
                while left:
                    piece = unpacker.decompress(left, CHUNK)
                    left, size = unpacker.unconsumed_tail, size + len(piece)
                    if size > self.manifest.size:
                        raise BackupError("changed")
                    digest.update(piece)
                    write(piece)
        except zlib.error:
            raise BackupError("changed") from None
        if not unpacker.eof or (size, digest.hexdigest()) != (self.manifest.size, self.manifest.sha256):
            raise BackupError("changed")


def prove_readable(file: Path, key: bytes | None) -> None:
    """Reads the whole file as a restore would and compares the digests. Raises BackupError, OSError."""
    with file.open("rb") as written:
        BackupReader(written).unpack(key, lambda piece: None)


def parse_manifest(header: bytes) -> Manifest:
    try:
        told = json.loads(header)
        manifest = Manifest(**{**told, "keys": tuple(told["keys"])})
        bytes.fromhex(manifest.salt)
    except (ValueError, TypeError, KeyError):
        raise BackupError("changed") from None
    if manifest.product != PRODUCT:
        raise BackupError("foreign")
    return manifest


def require_key(manifest: Manifest, key: bytes | None) -> None:
    if manifest.key_id and key is None:
        raise BackupError("no_key", f"key {manifest.key_id}")
    if manifest.key_id and manifest.key_id != key_id_of(key):
        raise BackupError("wrong_key", f"it needs {manifest.key_id}, this one is {key_id_of(key)}")
