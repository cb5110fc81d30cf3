"""The signatures that a PDF bears (adbe.pkcs7.detached, ETSI.CAdES.detached), read by a process of its own.

What a signature covers is a range of bytes that it names itself: all of the file but the place in which it stands. The
digest of that is made here, beside the reading, for by GOST it takes a second for each half a megabyte.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from housing.gateways.own_process import minimal_environment, module_command
from housing.gateways.papers import HEADER, turn

#: Seconds for all of a file's signatures; how many are looked at; fields of a form.
SECONDS, MOST, FIELDS = 45.0, 10, 10_000
DETACHED = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
PLACE = re.compile(rb"<[0-9A-Fa-f\s]*>")


@dataclass(frozen=True, slots=True)
class EmbeddedSignature:
    """`reach`: whole (all of the file), part (of an earlier state of it), none where its range is no such range, or
    unknown where it could not be read.

    `cms`, `digest` of what it covers: empty where they cannot be read, or not in time.
    """

    reach: str
    cms: bytes = b""
    digest: bytes = b""


def signatures_in(content: bytes) -> list[EmbeddedSignature]:
    """In the order of the fields; of a file that takes too long one that could not be read."""
    if b"/ByteRange" not in content and b"/ObjStm" not in content:
        return []
    with turn:
        try:
            done = subprocess.run(  # noqa: S603 - this very Python and a module of ours
                module_command(__name__),
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                env=minimal_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [EmbeddedSignature("unknown")]
    if done.returncode != 0:
        return [EmbeddedSignature("unknown")]
    return [EmbeddedSignature(reach, *map(base64.b64decode, rest)) for reach, *rest in json.loads(done.stdout)]


def find_signatures(content: bytes) -> list[EmbeddedSignature]:
    """What the process of its own does."""
    from pikepdf import Pdf

    with Pdf.open(BytesIO(content[content.index(HEADER) :])) as given:
        values = [value for value in values_of(given) if str(value.get("/Type", "")) != "/DocTimeStamp"]
        return [one_of(value, content) for value in values[:MOST]]


def values_of(given: Any) -> Iterator[Any]:
    """The values of the signed fields, wherever they hang in the form."""
    waiting = [(field, "") for field in given.Root.get("/AcroForm", {}).get("/Fields", ())]
    for _ in range(FIELDS):
        if not waiting:
            return
        field, kind = waiting.pop(0)
        kind = str(field.get("/FT", kind))
        if kind == "/Sig" and "/ByteRange" in field.get("/V", {}):
            yield field.V
        waiting += [(kid, kind) for kid in field.get("/Kids", ())]


def one_of(value: Any, content: bytes) -> EmbeddedSignature:
    """Offsets count from the file's first byte, or from its header where something stands before that."""
    if str(value.get("/SubFilter", "")) not in DETACHED:
        return EmbeddedSignature("unknown")
    numbers = [int(one) for one in value.ByteRange]
    for body in (content, content[content.index(HEADER) :]):
        with suppress(ValueError):
            return read_signature(body, *numbers) if len(numbers) == 4 else EmbeddedSignature("none")
    return EmbeddedSignature("none")


def read_signature(body: bytes, first: int, length: int, second: int, rest: int) -> EmbeddedSignature:
    """ValueError where the range leaves out anything but the place of the signature itself."""
    end = second + rest
    within = first == 0 and 0 < length < second < end <= len(body)
    if not within or not PLACE.fullmatch(body[length:second]):
        raise ValueError("no such range")
    from housing.gateways.eds.algorithms import digest_of
    from housing.gateways.eds.cms import read_cms
    from housing.gateways.eds.refusals import SignatureRefused

    reach = "part" if body[end:].strip() else "whole"
    cms = without_room(bytes.fromhex(body[length + 1 : second - 1].decode()))
    try:
        return EmbeddedSignature(
            reach, cms, digest_of(read_cms(cms).digest_algorithm, body[:length] + body[second:end])
        )
    except SignatureRefused:
        return EmbeddedSignature(reach, cms)


def without_room(padded: bytes) -> bytes:
    """The signature without the zeros behind it: its own length tells where it ends."""
    if len(padded) < 2 or padded[1] < 0x80:
        return padded[: 2 + padded[1]] if len(padded) > 1 else padded
    size = padded[1] - 0x80
    return padded[: 2 + size + int.from_bytes(padded[2 : 2 + size], "big")] if size else padded.rstrip(b"\0")


def main() -> int:
    from housing.gateways.papers.alone import bind_hands

    content = sys.stdin.buffer.read()
    bind_hands(int(SECONDS))
    with suppress(Exception):  # what the libraries say of a stranger's file is not told to anybody
        told = [
            (one.reach, *(base64.b64encode(part).decode() for part in (one.cms, one.digest)))
            for one in find_signatures(content)
        ]
        sys.stdout.write(json.dumps(told))
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
