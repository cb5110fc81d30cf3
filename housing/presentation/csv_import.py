"""A table as people's programs save it: its letters, its cells and its head.

Excel with Kazakh or Russian settings saves CSV with semicolons, in Windows-1251 or KZ-1048, or as "Unicode text":
UTF-16 with tabs. KZ-1048 differs from Windows-1251 in the letters that only Kazakh has; in their places Windows-1251
has letters that no name in Kazakhstan has, so bytes there mean KZ-1048. What was read wrongly before it came here, and
what a program put a "?" for, is refused: wrong letters are worse than none.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence

SEPARATORS = (",", ";", "\t")
#: Letters of Windows-1251 where KZ-1048 has the Kazakh ones, and those of other languages beside them.
FOREIGN = bytes.fromhex("8d8e9d9ea1a2a3a5aaafb4babcbdbebf 80908183 8a9a8c9c8f9f").decode("cp1251")
STRANGE = re.compile(rf"\w*[{FOREIGN}\ufffd]\w*")
#: A letter that the code page of a program does not have, for which it wrote a question mark.
LOST = re.compile(r"\w*\?+\w+")
WORKBOOK = b"PK\x03\x04"


class UnreadableTableError(Exception):
    """`why`: workbook, no_text, strange, lost; `words`: what stands there, where it is a word."""

    def __init__(self, why: str, words: str = "") -> None:
        super().__init__(why)
        self.why, self.words = why, words


def decode_table(content: bytes) -> str:
    """The file as text. Raises Unreadable."""
    if content.startswith(WORKBOOK):
        raise UnreadableTableError("workbook")
    try:
        text = decode_bytes(content)
    except UnicodeDecodeError:
        raise UnreadableTableError("no_text") from None
    if "\0" in text:
        raise UnreadableTableError("no_text")
    if found := STRANGE.search(text):
        raise UnreadableTableError("strange", found.group())
    return text


def decode_bytes(content: bytes) -> str:
    """Raises UnicodeDecodeError, Unreadable."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("kz1048" if STRANGE.search(content.decode("cp1251")) else "cp1251")
    if found := LOST.search(text):
        raise UnreadableTableError("lost", found.group())
    return text


def parse_table(text: str, wanted: Sequence[str]) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names of the columns, and each row that is not empty with its number, as a spreadsheet counts.

    `wanted`: names of columns; what stands between cells is what makes the most of them. Raises csv.Error.
    """
    named = re.match(r"sep=(.)\r?\n", text)  # so Excel is told, and so some programs tell it
    text, before = (text[named.end() :], 1) if named else (text, 0)
    head = next(iter(text.splitlines()), "")
    by = named.group(1) if named else max(SEPARATORS, key=lambda one: count_known_columns(head, one, wanted))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=by, strict=True)
    columns = [name.strip() for name in next(rows, [])]
    found = []
    for line, row in enumerate(rows, 2 + before):
        if any(cell.strip() for cell in row):
            found.append((line, dict(zip(columns, row, strict=False))))
    return columns, found


def count_known_columns(head: str, separator: str, wanted: Sequence[str]) -> int:
    cells = {cell.strip().strip('"') for cell in head.split(separator)}
    return len(cells & set(wanted))
