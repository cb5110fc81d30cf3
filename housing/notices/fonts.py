"""The font of what is printed: PT Sans, read once a process, and what stands for a sign that it lacks."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

FONT = ("fontpkg-pt-sans", "fontpkg_pt_sans/files/PT_Sans-Web-{}.ttf")
FACES = {"": "Regular", "B": "Bold"}
MISSING, LIKE = "\N{LOZENGE}", {"\u018f": "\u04d8", "\u0259": "\u04d9", "\u2192": "\u2013"}
#: What nearly every notice is made of, the Kazakh code table (ST RK 1048), is prepared at one go; for what is rare the
#: file is opened again.
USUAL = frozenset(bytes(range(0x20, 0x100)).decode("kz1048", "ignore"))
#: The unit of outlines and widths is a thousandth of the size of type; the private dictionary of a font program
#: counts widths from here (Adobe technical note 5176, table 23).
UNITS, NOMINAL_WIDTH = 1000, 550
#: By so much, of a thousandth of the size, the cubic curve may leave the quadratic one: a tenth of a dot of a printer
#: at 600 dots an inch. A program of cubic curves is a fifth smaller.
TOLERANCE = 1.0
NOTDEF = 0


class Face:
    """A face: the signs that it has, their widths, and their outlines, each prepared once.

    Outlines are Type 2 charstrings, without hints. What is kept is bounded by the number of signs of the face.
    """

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont

        self.path = path
        self.lock = threading.Lock()
        self.outlines: dict[int, bytes] = {}
        with TTFont(path, lazy=True) as font:
            if font["head"].unitsPerEm != UNITS:
                raise ValueError(f"{path.name} is drawn in other units than thousandths")
            self.glyph_names: dict[int, str] = font.getBestCmap()
            widths = font["hmtx"].metrics
            self.name = str(font["name"].getDebugName(6))
            self.box = [getattr(font["head"], side) for side in ("xMin", "yMin", "xMax", "yMax")]
            self.ascent, self.descent = int(font["hhea"].ascent), int(font["hhea"].descent)
            self.cap_height, self.weight = int(font["OS/2"].sCapHeight), int(font["OS/2"].usWeightClass)
        self.signs = frozenset(self.glyph_names)
        #: By sign, in thousandths of the size of type.
        self.advances = {chr(code): int(widths[name][0]) for code, name in self.glyph_names.items()}
        self.glyph_names[NOTDEF] = ".notdef"

    def measure(self, words: str) -> int:
        """Width in thousandths of the size of type. KeyError where the face lacks a sign."""
        return sum(map(self.advances.__getitem__, words))

    def draw_outlines(self, codes: Iterable[int]) -> list[bytes]:
        """The charstrings of signs of this face, in their order; `NOTDEF` is what stands for none."""
        wanted = list(codes)
        if not self.outlines.keys() >= set(wanted):
            with self.lock:
                usual = self.glyph_names.keys() & {NOTDEF, *map(ord, USUAL)}
                self.prepare_outlines({*wanted, *usual} - self.outlines.keys())
        return [self.outlines[code] for code in wanted]

    def prepare_outlines(self, codes: set[int]) -> None:
        from fontTools.misc.psCharStrings import T2CharString
        from fontTools.pens.qu2cuPen import Qu2CuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.t2CharStringPen import T2CharStringPen
        from fontTools.ttLib import TTFont

        with TTFont(self.path, lazy=True) as font:
            glyphs = font.getGlyphSet()
            for code in sorted(codes):
                glyph = glyphs[self.glyph_names[code]]
                parts, made = DecomposingRecordingPen(glyphs), T2CharStringPen(glyph.width - NOMINAL_WIDTH, None)
                glyph.draw(parts)
                parts.replay(Qu2CuPen(made, TOLERANCE, all_cubic=True))
                outline: T2CharString = made.getCharString()
                outline.compile()
                self.outlines[code] = bytes(outline.bytecode)


@cache
def load_face(style: str) -> Face:
    """`style`: a key of `FACES`."""
    package, file = FONT
    return Face(Path(str(distribution(package).locate_file(file.format(FACES[style])))))


def replace_missing_glyphs(words: str, style: str = "") -> str:
    """Of a sign that the font lacks, in somebody's name or in words of before, what it is made of or looks like."""
    face = load_face(style)
    if face.advances.keys() >= set(words):
        return words
    return "".join(
        sign if sign == "\n" or ord(sign) in face.signs else substitute_glyph(sign, face.signs) for sign in words
    )


def substitute_glyph(sign: str, known: frozenset[int]) -> str:
    """A mark seen by everyone where there is nothing like it, rather than nothing."""
    parts = LIKE.get(sign) or "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known)
    return parts or MISSING
