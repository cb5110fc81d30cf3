"""A page while it is drawn: text, lines and dots as PDF writes them, each part marked as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from housing.notices.fonts import FACES
from housing.notices.lines import Line
from housing.notices.qr import DotRun

#: A4 in millimetres; a point in millimetres.
WIDTH, HEIGHT, POINT = 210.0, 297.0, 25.4 / 72
#: Names of the faces among the resources of a page.
FONT_NAMES = {"": b"R", "B": b"B"}
#: Ends of lines square; their width in points.
PEN = b"2 J 0.57 w"
#: What a string between brackets may not bear as it is.
ESCAPED = ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"))


class Element(NamedTuple):
    """A part of the structure: its kind (H1, P, Figure), its language, what stands for it where it is a picture."""

    kind: str
    language: str
    instead: str


class PageContent:
    """Places are millimetres from the top left corner, sizes of type points."""

    def __init__(self) -> None:
        self.operators: list[bytes] = [PEN]
        self.elements: list[Element] = []
        self.signs: dict[str, set[str]] = {style: set() for style in FACES}
        #: Where the last line of text began, in hundredths of a point; None outside of text. Face and size as set.
        self.line_start: tuple[int, int] | None = None
        self.font: tuple[str, float] | None = None

    @contextmanager
    def tag_text(self, kind: str, language: str) -> Iterator[None]:
        """Lines written inside are a part of the document's structure: a heading, a paragraph."""
        self.begin_text()
        with self.mark_part(Element(kind, language, "")):
            yield

    @contextmanager
    def tag_figure(self, language: str, instead: str) -> Iterator[None]:
        """What is drawn inside is a picture."""
        self.end_text()
        with self.mark_part(Element("Figure", language, instead)):
            yield

    @contextmanager
    def mark_part(self, element: Element) -> Iterator[None]:
        self.operators.append(b"/%b<</MCID %d>>BDC" % (element.kind.encode(), len(self.elements)))
        self.elements.append(element)
        yield
        self.operators.append(b"EMC")

    @contextmanager
    def tag_artifact(self) -> Iterator[None]:
        """What is written or drawn inside is no part of the text: a reader that reads aloud passes it by."""
        self.operators.append(b"/Artifact BMC")
        yield
        self.operators.append(b"EMC")

    def begin_text(self) -> None:
        """Lines count from one another while nothing is drawn: what repeats itself is packed better."""
        if self.line_start is None:
            self.operators.append(b"BT")
            self.line_start = (0, 0)

    def end_text(self) -> None:
        if self.line_start is not None:
            self.operators.append(b"ET")
            self.line_start = None

    def write_line(self, x: float, baseline: float, size: float, line: Line) -> None:
        """Between the beginning and the end of text. A piece that has a language of its own is marked so."""
        left, low = self.line_start or (0, 0)
        self.line_start = x_to, y_to = to_hundredths(x), to_hundredths(HEIGHT - baseline)
        self.operators.append(b"%b %b Td" % (write_number(x_to - left), write_number(y_to - low)))
        for piece in line:
            if (piece.style, size) != self.font:
                self.font = piece.style, size
                self.operators.append(b"/%b %b Tf" % (FONT_NAMES[piece.style], write_number(round(size * 100))))
            self.signs[piece.style].update(piece.words)
            shown = b"(%b)Tj" % escape_string(piece.words.encode("utf-16-be"))
            if piece.language:
                shown = b"/Span<</Lang(%b)>>BDC %b EMC" % (piece.language.encode(), shown)
            self.operators.append(shown)

    def draw_line(self, left: float, right: float, y: float) -> None:
        """Outside of text."""
        ends = (left, HEIGHT - y, right, HEIGHT - y)
        self.operators.append(b"%b %b m %b %b l S" % tuple(write_number(to_hundredths(end)) for end in ends))

    def draw_dots(self, x: float, y: float, dot: float, rows: list[list[DotRun]]) -> None:
        """Dark dots of a grid whose corner and step are given, outside of text."""
        step, left, top = (b"%.4f" % (length / POINT) for length in (dot, x, HEIGHT - y))
        self.operators.append(b"q %b 0 0 -%b %b %b cm" % (step, step, left, top))
        for row in rows:
            self.operators.append(b"".join(b"%d 0 %d 1 re " % run for run in row) + b"f 1 0 0 1 0 1 cm")
        self.operators.append(b"Q")


def to_hundredths(length: float) -> int:
    """Millimetres in hundredths of a point."""
    return round(length / POINT * 100)


def write_number(value: int) -> bytes:
    """A number given in hundredths, as short as it can be written."""
    return (b"%.2f" % (value / 100)).rstrip(b"0").rstrip(b".")


def escape_string(content: bytes) -> bytes:
    for sign, instead in ESCAPED:
        content = content.replace(sign, instead)
    return content


def snap(length: float) -> float:
    """The nearest length that is written exactly: sums of such lengths are as well."""
    return to_hundredths(length) / 100 * POINT
