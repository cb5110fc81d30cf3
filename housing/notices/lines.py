"""Breaks words into lines of a width. What is longer than a line is cut where it must be: nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Piece(NamedTuple):
    """Words in one face. `language`: where it is not that of the text around."""

    words: str
    style: str
    language: str


Line = list[Piece]
#: A newline, blanks, a word.
PARTS = re.compile(r"\n|[ ]+|[^ \n]+")
#: The width of words in a face.
Measure = Callable[[str, str], float]


def break_lines(pieces: list[Piece], width: float, measure: Measure) -> list[Line]:
    """Lines no wider than `width`, broken at blanks and where a newline stands; a blank at a break stays."""
    lines: list[Line] = [[]]
    left = width
    for piece in pieces:
        begun: list[str] = []  # of this piece, on the last line
        for part in PARTS.findall(piece.words):
            for words in [part] if part == "\n" else split_to_width(part, piece.style, width, measure):
                wide = 0.0 if words == "\n" else measure(words, piece.style)
                if words == "\n" or (wide > left and (begun or lines[-1]) and not words.isspace()):
                    end_piece(lines[-1], piece, begun)
                    lines.append([])
                    begun, left = [], width
                if words != "\n":
                    begun.append(words)
                    left -= wide
        end_piece(lines[-1], piece, begun)
    return lines


def end_piece(line: Line, piece: Piece, begun: list[str]) -> None:
    """Neighbours in the same face and language are one piece."""
    words = "".join(begun)
    if line and line[-1][1:] == piece[1:]:
        line[-1] = line[-1]._replace(words=line[-1].words + words)
    elif words:
        line.append(piece._replace(words=words))


def split_to_width(word: str, style: str, width: float, measure: Measure) -> list[str]:
    """The word, or its parts where no line could hold it."""
    parts = [""]
    if measure(word, style) <= width:
        return [word]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign, style) > width:
            parts.append("")
        parts[-1] += sign
    return parts
