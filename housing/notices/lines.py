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
#: The width of words in a face.
Measure = Callable[[str, str], float]


def break_lines(pieces: list[Piece], width: float, measure: Measure) -> list[Line]:
    """Lines no wider than `width`, broken at blanks and where a newline stands; a blank at a break stays."""
    lines: list[Line] = [[]]
    left = width
    for piece in pieces:
        for part in re.findall(r"\n|[ ]+|[^ \n]+", piece.words):
            if part == "\n":
                lines.append([])
                left = width
                continue
            for words in split_to_width(part, piece.style, width, measure):
                wide = measure(words, piece.style)
                if wide > left and lines[-1] and words.strip():
                    lines.append([])
                    left = width
                lines[-1].append(piece._replace(words=words))
                left -= wide
    return [merge_pieces(line) for line in lines]


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


def merge_pieces(line: Line) -> Line:
    """Neighbours in the same face and language are one piece."""
    made: Line = []
    for piece in line:
        if made and made[-1][1:] == piece[1:]:
            made[-1] = made[-1]._replace(words=made[-1].words + piece.words)
        else:
            made.append(piece)
    return made
