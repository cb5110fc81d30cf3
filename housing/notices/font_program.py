"""The part of a face that a document uses, as a font program: the Compact Font Format (Adobe technical note 5176).

Its signs are numbered by their code points (a CID-keyed font): the text of a page is then UTF-16, and the same face
needs no table of its own in each document. fontTools reads and changes such programs, and builds none.
"""

from __future__ import annotations

from housing.notices.fonts import NOMINAL_WIDTH, NOTDEF, Face

#: Operators of dictionaries (tables 9, 10 and 23); what two bytes name has the first of 12.
CHARSET, CHAR_STRINGS, PRIVATE, BOX, NOMINAL = b"\x0f", b"\x11", b"\x12", b"\x05", b"\x15"
ROS, CID_COUNT, FD_ARRAY, FD_SELECT = b"\x0c\x1e", b"\x0c\x22", b"\x0c\x24", b"\x0c\x25"
#: The first two strings of a program's own: after those that every reader knows (appendix A).
ADOBE, IDENTITY = 391, 392
CIDS = 0x10000


def make_font_program(face: Face, name: str, signs: list[str]) -> bytes:
    """`signs`: of the basic plane, each once, in the order of their codes; the same ones make the same bytes."""
    codes = [ord(sign) for sign in signs]
    outlines = pack_index(face.draw_outlines([NOTDEF, *codes]))
    charset = b"\x00" + b"".join(code.to_bytes(2, "big") for code in codes)
    # Format 3: one range from glyph 0 to the end, all of the one font dictionary.
    select = b"\x03\x00\x01\x00\x00\x00" + (len(codes) + 1).to_bytes(2, "big")
    private = number(NOMINAL_WIDTH) + NOMINAL
    head = b"\x01\x00\x04\x04" + pack_index([name.encode()])
    strings = pack_index([b"Adobe", b"Identity"]) + pack_index([])

    def dictionary(charset_at: int, select_at: int, outlines_at: int, array_at: int) -> bytes:
        entries = number(ADOBE) + number(IDENTITY) + number(0) + ROS
        entries += b"".join(map(number, face.box)) + BOX + number(CIDS) + CID_COUNT
        entries += number(charset_at) + CHARSET + number(select_at) + FD_SELECT
        return pack_index([entries + number(outlines_at) + CHAR_STRINGS + number(array_at) + FD_ARRAY])

    charset_at = len(head) + len(dictionary(0, 0, 0, 0)) + len(strings)
    select_at = charset_at + len(charset)
    outlines_at = select_at + len(select)
    private_at = outlines_at + len(outlines)
    array = pack_index([number(len(private)) + number(private_at) + PRIVATE])
    told = dictionary(charset_at, select_at, outlines_at, private_at + len(private))
    return head + told + strings + charset + select + outlines + private + array


def number(value: int) -> bytes:
    """Always of five bytes: what stands where does not depend on where it stands."""
    return b"\x1d" + value.to_bytes(4, "big", signed=True)


def pack_index(items: list[bytes]) -> bytes:
    """An INDEX (chapter 5): how many, where each begins and the last ends, themselves."""
    if not items:
        return b"\x00\x00"
    ends = [1]
    for item in items:
        ends.append(ends[-1] + len(item))
    size = (ends[-1].bit_length() + 7) // 8
    offsets = b"".join(end.to_bytes(size, "big") for end in ends)
    return len(items).to_bytes(2, "big") + bytes([size]) + offsets + b"".join(items)
