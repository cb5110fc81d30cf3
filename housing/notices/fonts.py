"""The font of what is printed: PT Sans, and what stands for a sign that it lacks."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from fontTools.ttLib import TTFont

FONT = ("fontpkg-pt-sans", "fontpkg_pt_sans/files/PT_Sans-Web-{}.ttf")
FACES = {"": "Regular", "B": "Bold"}
MISSING, LIKE = "\N{LOZENGE}", {"\u018f": "\u04d8", "\u0259": "\u04d9", "\u2192": "\u2013"}


@cache
def load_face(style: str) -> tuple[Path, frozenset[int]]:
    """The file of a face and the signs that it has."""
    package, file = FONT
    path = Path(str(distribution(package).locate_file(file.format(FACES[style]))))
    with TTFont(path, lazy=True) as font:
        return path, frozenset(font.getBestCmap())


def replace_missing_glyphs(words: str, style: str = "") -> str:
    """Of a sign that the font lacks, in somebody's name or in words of before, what it is made of or looks like."""
    known = load_face(style)[1]
    return "".join(sign if sign == "\n" or ord(sign) in known else substitute_glyph(sign, known) for sign in words)


def substitute_glyph(sign: str, known: frozenset[int]) -> str:
    """A mark seen by everyone where there is nothing like it, rather than nothing."""
    parts = LIKE.get(sign) or "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in known)
    return parts or MISSING
