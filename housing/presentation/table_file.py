"""A table in a file, CSV or workbook, of whatever size: its digest, its letters, and its rows one after another."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Generator
from datetime import date
from typing import BinaryIO, NamedTuple

from housing.presentation.csv_import import FOREIGN, LOST, SEPARATORS, WORKBOOK, UnreadableTableError

CHUNK = 1 << 20
#: Letters of a text that was read in wrong letters before.
WRONG = re.compile(f"[{FOREIGN}\ufffd\0]")
#: How many bytes a line of CSV may have that is no table.
LONGEST_HEAD = 1 << 16
#: The day 0 of the days of a workbook; other programs for other machines began in 1904.
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class FileKind(NamedTuple):
    """`form`: csv or xlsx; `letters`: of a CSV, how it is encoded."""

    form: str
    sha256: str
    size: int
    letters: str = ""


class TableLine(NamedTuple):
    """A row that is not empty. `number`: as a spreadsheet counts; `read`: how much of the file, in a hundred."""

    number: int
    cells: list[str | float]
    read: int


def inspect_file(file: BinaryIO) -> FileKind:
    """Reads it once. Raises UnreadableTableError."""
    head = file.read(4)
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    form = "xlsx" if head == WORKBOOK else "csv"
    return FileKind(form, digest.hexdigest(), size, find_letters(file) if form == "csv" else "")


def find_letters(file: BinaryIO) -> str:
    """UTF-8 or UTF-16 by what stands there; else Windows-1251, or KZ-1048, which has the Kazakh letters."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return checked_letters(file, "utf-16")
    try:
        return checked_letters(file, "utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return checked_letters(file, "cp1251", LOST)
    except UnreadableTableError as fault:
        if fault.why != "strange":
            raise
    except UnicodeDecodeError:
        pass
    try:
        return checked_letters(file, "kz1048", LOST)
    except UnicodeDecodeError:
        raise UnreadableTableError("no_text") from None


def checked_letters(file: BinaryIO, letters: str, wrong_too: re.Pattern[str] | None = None) -> str:
    """Raises UnicodeDecodeError, UnreadableTableError."""
    file.seek(0)
    decoder, over = codecs.getincrementaldecoder(letters)(), False
    while not over:
        chunk = file.read(CHUNK)
        over = not chunk
        text = decoder.decode(chunk, over)
        if found := WRONG.search(text):
            raise UnreadableTableError("no_text" if found.group() == "\0" else "strange")
        if wrong_too and wrong_too.search(text):
            raise UnreadableTableError("lost")
    return letters


class TableFile:
    """`epoch`: the day 0 of its days. Raises UnreadableTableError, when it is opened and when it is read."""

    def __init__(self, file: BinaryIO, kind: FileKind) -> None:
        self.file, self.kind, self.epoch = file, kind, EPOCH
        file.seek(0)
        if kind.form == "xlsx":
            # Late: what reads a workbook is for the few who bring one.
            from housing.presentation.xlsx_import import Workbook

            self.book = Workbook(file)
            self.epoch = EPOCH_1904 if self.book.from_1904 else EPOCH

    def lines(self) -> Generator[TableLine, None, None]:
        """The first of them is the head."""
        return self.workbook_lines() if self.kind.form == "xlsx" else self.csv_lines()

    def workbook_lines(self) -> Generator[TableLine, None, None]:
        for number, cells, at in self.book.rows():
            if any(cell != "" for cell in cells):
                yield TableLine(number, cells, min(100 * at // max(self.book.size, 1), 100))

    def csv_lines(self) -> Generator[TableLine, None, None]:
        text = io.TextIOWrapper(self.file, self.kind.letters, newline="")
        try:
            before, by = read_separator(text)
            number = before
            rows = csv.reader(text, delimiter=by, strict=True)
            for number, row in enumerate(rows, 1 + before):
                if any(map(str.strip, row)):
                    yield TableLine(number, list(row), min(100 * self.file.tell() // max(self.kind.size, 1), 100))
        except csv.Error:
            raise UnreadableTableError("spoiled", str(number + 1)) from None
        finally:
            text.detach()


def read_separator(text: io.TextIOWrapper) -> tuple[int, str]:
    """How many lines stand before the table, and what stands between its cells; the text is at the table then.

    A first line `sep=;` says it, as Excel has it; else what the head has most of outside quotes.
    """
    head = text.readline(LONGEST_HEAD)
    if named := re.fullmatch(r"sep=(.)\r?\n", head):
        return 1, named.group(1)
    text.seek(0)
    bare = re.sub(r'"[^"]*"', "", head)
    return 0, max(SEPARATORS, key=bare.count)
