"""The first sheet of a workbook (XLSX), row by row: of whatever size, never more than a few rows of it in memory.

Nothing is reckoned and nothing fetched: of a formula what the program saved beside it, of an entity nothing. Words that
a workbook keeps aside (shared strings) are held as bytes in one piece.
"""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Iterator
from typing import IO, Any, BinaryIO

from lxml import etree

from housing.presentation.csv_import import UnreadableTableError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TARGETS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
ROW, ITEM, TEXT, RUN, VALUE, INLINE = (f"{MAIN}{name}" for name in ("row", "si", "t", "r", "v", "is"))
#: Entities stay as they are written, nothing is loaded from elsewhere, and a tree too deep is an error.
CAREFUL = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
#: Bytes of a part, unpacked; of the small parts; and of the words that are held.
LARGEST, SMALL, MOST_WORDS = 4 << 30, 8 << 20, 64 << 20
MOST_COLUMNS = 200
SPOILED = (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, IndexError, RuntimeError, EOFError)


class SharedWords:
    """The words of a workbook by their number."""

    def __init__(self) -> None:
        self.bytes, self.ends = bytearray(), array("Q", [0])

    def add(self, words: str) -> None:
        self.bytes += words.encode()
        self.ends.append(len(self.bytes))
        if len(self.bytes) > MOST_WORDS:
            raise UnreadableTableError("too_large")

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        return self.bytes[self.ends[number] : self.ends[number + 1]].decode()


class Workbook:
    """Raises UnreadableTableError("spoiled" or "too_large"), when it is opened and when it is read."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self.parts = zipfile.ZipFile(file)
            book = self.tree("xl/workbook.xml")
            properties = book.find(f"{MAIN}workbookPr")
            self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
            self.sheet = self.first_sheet(book)
            self.size = self.checked(self.sheet, LARGEST).file_size
            self.words = self.shared_words()
        except SPOILED:
            raise UnreadableTableError("spoiled") from None

    def checked(self, name: str, most: int) -> zipfile.ZipInfo:
        info = self.parts.getinfo(name)
        if info.file_size > most:
            raise UnreadableTableError("too_large")
        return info

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.parts.read(self.checked(name, SMALL)), etree.XMLParser(**CAREFUL))

    def first_sheet(self, book: Any) -> str:
        wanted = book.find(f"{MAIN}sheets/{MAIN}sheet").get(RELATION)
        targets = {one.get("Id"): one.get("Target") for one in self.tree("xl/_rels/workbook.xml.rels").iter(TARGETS)}
        path = str(targets[wanted])
        return path.lstrip("/") if path.startswith("/") else f"xl/{path}"

    def shared_words(self) -> SharedWords:
        words = SharedWords()
        if "xl/sharedStrings.xml" in self.parts.namelist():
            with self.parts.open(self.checked("xl/sharedStrings.xml", LARGEST)) as part:
                for item in elements(part, ITEM):
                    words.add(plain_text(item))
        return words

    def rows(self) -> Iterator[tuple[int, list[str | float], int]]:
        """The number of a row, its cells, and how many bytes of the sheet were read."""
        number = 0
        try:
            with self.parts.open(self.sheet) as part:
                for row in elements(part, ROW):
                    number = int(row.get("r") or number + 1)
                    yield number, self.cells(row), part.tell()
        except SPOILED:
            raise UnreadableTableError("spoiled", str(number + 1)) from None

    def cells(self, row: Any) -> list[str | float]:
        found: list[str | float] = []
        for cell in row:
            place = column_of(cell.get("r")) if cell.get("r") else len(found)
            if place < MOST_COLUMNS:
                found += [""] * (place - len(found))
                found[place:] = [self.value(cell)]
        return found

    def value(self, cell: Any) -> str | float:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return plain_text(inline) if inline is not None else ""
        value = cell.findtext(VALUE)
        if not value:
            return ""
        if kind == "s":
            return self.words[int(value)]
        return float(value) if kind == "n" else value


def elements(part: IO[bytes], tag: str) -> Iterator[Any]:
    """Each, and nothing of those before it stays."""
    for _event, element in etree.iterparse(part, events=("end",), tag=tag, **CAREFUL):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def plain_text(element: Any) -> str:
    """The words of a string, with its runs, without what is written above them to be read aloud."""
    direct = element.iterchildren(TEXT, RUN)
    return "".join((one.text if one.tag == TEXT else one.findtext(TEXT)) or "" for one in direct)


def column_of(reference: str, known: dict[str, int] = {}) -> int:  # noqa: B006 - kept on purpose: a few hundred names
    """0 of A1, 26 of AA1."""
    letters = reference.rstrip("0123456789")
    place = known.get(letters)
    if place is None:
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64
        place = known[letters] = place - 1
    return place
