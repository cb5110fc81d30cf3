"""Reads the stored text of a notice back into what it is made of, so that paper says word for word what was issued.

It knows only what our own templates write (`templates/notices/`). What it does not know it takes for running words:
no sentence is lost. Nothing here follows a link, runs a script or fetches a picture.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

Kind = Literal["h2", "h3", "p", "small", "li", "term", "value"]
#: Tags that begin a block of their own; `div` and the like only end the one before.
KINDS: dict[str, Kind] = {"h2": "h2", "h3": "h3", "p": "p", "li": "li", "dt": "term", "dd": "value"}
ENDING = {"div", "dl", "ul", "ol", "section", *KINDS}
#: Drawings and programs bear no words of the notice. A text of ours has the first only, as an icon.
UNREAD = {"svg", "script", "style"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight and one language; a newline in them is a line break."""

    words: str
    bold: bool = False
    language: str = ""


@dataclass(slots=True)
class Block:
    """A heading, paragraph, line of a list, or the name or the value of a pair. `mark`: what stands before a line."""

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    mark: str = ""

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)


def read_text(html: str) -> list[Block]:
    """The blocks of a stored text, in order, none of them empty."""
    reader = NoticeParser()
    reader.feed(html)
    reader.close()
    reader.finish_block()
    return [block for block in map(normalize_block, reader.blocks) if block.runs]


class NoticeParser(HTMLParser):
    """Gathers blocks; `bold` and `languages` follow the tags that are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.current: Block | None = None
        self.bold = self.unread = 0
        self.languages: list[str] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in UNREAD:
            self.unread += 1
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag in ("b", "strong"):
            self.bold += 1
        elif tag == "span":
            self.languages.append(given.get("lang") or "")
            self.separate_title()
        elif tag == "br":
            self.append_text("\n")
        if tag in ENDING:
            self.finish_block()
        if tag in KINDS:
            small = tag == "p" and "small" in (given.get("class") or "").split()
            self.current = Block("small" if small else KINDS[tag], mark=self.next_mark() if tag == "li" else "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.append_text("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("b", "strong"):
            self.bold = max(0, self.bold - 1)
        elif tag == "span" and self.languages:
            self.languages.pop()
        if tag in ENDING:
            self.finish_block()

    def handle_data(self, data: str) -> None:
        """White space of the source is one blank, as a browser shows it."""
        if data and not self.unread:
            words = " ".join(data.split())
            before, after = " " * data[0].isspace(), " " * data[-1].isspace()
            self.append_text(f"{before}{words}{after}" if words else " ")

    def append_text(self, words: str) -> None:
        if self.current is None:
            if not words.strip():
                return
            self.current = Block("p")
        language = next((one for one in reversed(self.languages) if one), "")
        self.current.runs.append(Run(words, bool(self.bold), language))

    def separate_title(self) -> None:
        """The number of a ground and its title are two boxes in a row, with no blank between them in the source."""
        if self.current and self.current.kind == "h3" and self.current.runs:
            self.append_text(" ")

    def next_mark(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "•"
        self.lists[-1] += 1
        return f"{self.lists[-1]}."

    def finish_block(self) -> None:
        if self.current:
            self.blocks.append(self.current)
        self.current = None


def normalize_block(block: Block) -> Block:
    """Without blanks at the ends and next to line breaks, and without signs that nobody sees.

    Those could turn the order of the letters round, or hide a part of a name.
    """
    runs: list[Run] = []
    for run in block.runs:
        words = run.words
        if not words.isprintable():
            words = "".join(strip_invisible(sign) for sign in words)
        if not runs or runs[-1].words.endswith(("\n", " ")):
            words = words.lstrip(" ")
        if words.startswith("\n") and runs:
            runs[-1] = Run(runs[-1].words.rstrip(" "), runs[-1].bold, runs[-1].language)
        if words:
            runs.append(Run(words, run.bold, run.language))
    while runs and not runs[-1].words.rstrip():
        runs.pop()
    if runs:
        runs[-1] = Run(runs[-1].words.rstrip(), runs[-1].bold, runs[-1].language)
    return Block(block.kind, runs, block.mark)


def strip_invisible(sign: str) -> str:
    """A sign as it may stand on paper: controls and formatting signs are left out, but for the line break."""
    return sign if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn") else ""
