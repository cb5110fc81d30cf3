"""What was made of files of ours (templates, catalogues of words) at an earlier start, so that it is not made again.

Each stands under a seal of what it was made of, by what, and of itself: where anything differs, it is as if it were not
there. Where Python is told to write no compiled files none are written here either.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

HOUSING = Path(__file__).resolve().parents[1]
SEAL = hashlib.sha256().digest_size
#: Beside what is compiled: the versions of what compiles it, and how that is set.
COMPILERS = ("lock.txt", "web/templating.py", "presentation/translations.py", "presentation/compiled_files.py")


@cache
def hash_compilers() -> bytes:
    return hashlib.sha256(b"".join((HOUSING / name).read_bytes() for name in COMPILERS)).digest()


class CompiledFiles:
    """A folder of them, by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str, source: bytes) -> bytes | None:
        """What was made of this source."""
        with suppress(OSError):
            kept = (self.folder / name).read_bytes()
            if kept[:SEAL] == seal_content(source, kept[SEAL:]):
                return kept[SEAL:]
        return None

    def store(self, name: str, source: bytes, content: bytes) -> None:
        """Whole or not at all; where that cannot be (a full disk), it is made again the next time."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(seal_content(source, content) + content)
            Path(file.name).replace(self.folder / name)


def seal_content(source: bytes, content: bytes) -> bytes:
    lengths = b"%d %d " % (len(source), len(content))
    return hashlib.sha256(hash_compilers() + lengths + source + content).digest()


class TemplateCache(BytecodeCache):
    """Templates compiled at an earlier start. Jinja names one by a digest of its name, and another is its source's."""

    def __init__(self, files: CompiledFiles) -> None:
        self.files = files

    def load_bytecode(self, bucket: Bucket) -> None:
        found = self.files.load(f"{bucket.key}.jinja", bucket.checksum.encode())
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.files.store(f"{bucket.key}.jinja", bucket.checksum.encode(), bucket.bytecode_to_string())


def jinja_options(instance: Path) -> dict[str, Any]:
    """Of the application's templates: all stay in memory, and compiled ones in this folder."""
    return {"cache_size": -1, "bytecode_cache": TemplateCache(CompiledFiles(instance / "compiled"))}
