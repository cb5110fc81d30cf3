"""DER cut by hand, for what the general parsers stumble over, and because every signature passes here.

Strict: a length is written in one way only, and nothing stands behind a value. The faults are in `cms.UNREADABLE`.
"""

from functools import lru_cache

from asn1crypto import core

INTEGER, BIT_STRING, OCTET_STRING, SEQUENCE = 0x02, 0x03, 0x04, 0x30
_LONGEST = 64  # bytes


def split_items(der: bytes) -> list[bytes]:
    """The encoded values directly inside a constructed one."""
    at, end = _content_span(der, 0)
    _check_complete(der, end)
    found = []
    while at < end:
        _, after = _content_span(der, at)
        found.append(der[at:after])
        at = after
    return found


def unwrap_value(der: bytes, tag: int) -> bytes:
    """What one value of this tag holds."""
    start, end = _content_span(der, 0)
    _check_complete(der, end)
    if der[0] != tag:
        raise ValueError("another kind of value was expected")
    return der[start:end]


def parse_integer(der: bytes) -> int:
    return int.from_bytes(unwrap_value(der, INTEGER), "big", signed=True)


def whole_bytes(bit_string: bytes) -> bytes:
    """Without the count of unused bits, which must be none: else one certificate could be written in several ways."""
    held = unwrap_value(bit_string, BIT_STRING)
    if held[0] != 0:
        raise ValueError("a signature of whole bytes was expected")
    return held[1:]


@lru_cache(maxsize=256)
def format_oid(identifier: bytes) -> str:
    """An encoded object identifier as people write it; the same few are met in every certificate."""
    if len(identifier) > _LONGEST:  # else a stranger could fill the memory with what is remembered
        raise ValueError("an object identifier of that length is none of ours")
    return str(core.ObjectIdentifier.load(identifier, strict=True).dotted)


def join_items(tag: int, *parts: bytes) -> bytes:
    """One value of this tag around these encoded ones, or around bare bytes."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 + len(length))) + length + content


def encode_integer(number: int) -> bytes:
    return join_items(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def _content_span(der: bytes, at: int) -> tuple[int, int]:
    """Where the contents of the value at `at` begin and end."""
    length, start = der[at + 1], at + 2
    if length >= 0x80:
        size = length - 0x80
        start += size
        length = int.from_bytes(der[at + 2 : start], "big")
        if length < 0x80 or der[at + 2] == 0:
            raise ValueError("a length that is indefinite or could be shorter")
    if der[at] & 0x1F == 0x1F or start + length > len(der):
        raise ValueError("a tag of several bytes, or less than the length promises")
    return start, start + length


def _check_complete(der: bytes, end: int) -> None:
    if end != len(der):
        raise ValueError("something stands behind the value")
