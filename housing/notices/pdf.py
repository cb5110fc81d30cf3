"""A notice on paper: A4, both stored texts word for word, the code and the QR by which anyone may verify it.

The same notice makes the same bytes: the only time in the file is that of the notice. PT Sans (OFL, from its package)
has every Kazakh letter; of it goes along what the notice uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from housing.labels import FILING_TITLES, N_, NOTICE_TITLES
from housing.notices.document import Description, make_document
from housing.notices.fonts import UNITS, load_face, replace_missing_glyphs
from housing.notices.lines import Line, Piece, break_lines
from housing.notices.pages import HEIGHT, POINT, WIDTH, PageContent, snap
from housing.notices.qr import dark_rows
from housing.notices.reading import Block, Kind, Run, read_text
from housing.presentation.formats import format_code

#: Millimetres. The left margin is for the folder; text begins a little right of it.
LEFT, RIGHT, TOP, BOTTOM, QR_SIDE, NAME_WIDTH, INDENT, PADDING = 22.0, 16.0, 16.0, 20.0, 28.0, 58.0, 7.0, 1.0
TEXT_WIDTH = WIDTH - LEFT - RIGHT
#: Of the line at the foot of each page: its size in points, its height in millimetres, how far from the edge it begins.
FOOT_SIZE, FOOT_HEIGHT, FOOT = 8.5, 5.0, 13.0
#: Size in points, space before in millimetres, what it is to a reader that reads aloud.
STYLES = {
    "h1": (15, 5.0, "H1"), "h2": (12.5, 4.5, "H2"), "h3": (11, 3.5, "H3"), "p": (10.5, 2.4, "P"),
    "small": (9, 2.4, "P"), "li": (10.5, 1.4, "P"), "term": (10, 1.4, "P"), "value": (10, 1.4, "P"),
}  # fmt: skip
#: Height of a line, and how far below its middle letters stand, by their size.
LEADING, DROP = 1.32, 0.3
#: A heading is not left alone at the foot of a page: so much must have room below it.
COMPANY = 14.0
TITLES = NOTICE_TITLES | FILING_TITLES
#: What stands before the address: of a notice, of another paper.
VERIFY = {True: N_("Anyone may verify this notice:"), False: N_("Anyone may verify this paper:")}


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed. `texts`: the stored HTML by language; `language`: of the applicant, whose text comes first."""

    kind: str
    number: str
    code: str
    texts: dict[str, str]
    fingerprint: str
    issued_at: datetime
    language: str
    address: str


def make_pdf(paper: Paper, sealed: bool) -> bytes:
    """`sealed`: the bank's seal will be put on it, and the page says so."""
    sheet = Sheet(paper, sealed)
    order = ("ru", "kk") if paper.language == "ru" else ("kk", "ru")
    for language in order:
        with force_locale(language):
            sheet.add_language(language, read_text(paper.texts[language]), first=language == order[0])
    return sheet.to_bytes()


class Sheet:
    """Lays blocks under each other; each is marked as what it is, in its language, and nothing of it is cut off."""

    def __init__(self, paper: Paper, sealed: bool, scale: float = 1.0) -> None:
        self.paper, self.sealed, self.tongue, self.scale = paper, sealed, paper.language, scale
        self.pages: list[PageContent] = []
        self.y = TOP

    @property
    def page(self) -> PageContent:
        return self.pages[-1]

    def to_bytes(self) -> bytes:
        for nth, page in enumerate(self.pages, 1):
            self.draw_foot(page, f"{nth} / {len(self.pages)}")
        with force_locale(self.paper.language):
            title = f"{_(TITLES[self.paper.kind])} № {self.paper.number}"
            author = _("Housing construction savings bank")
        return make_document(self.pages, Description(title, author, self.paper.issued_at, self.paper.language))

    # ------------------------------------------------------------------------------------------------ what is printed

    def add_language(self, language: str, blocks: list[Block], first: bool) -> None:
        """One language, from the top of a page."""
        self.tongue = language
        self.add_page()
        self.draw_letterhead(first)
        self.write_block(Block("p", [Run(_(TITLES[self.paper.kind]), True)]), style="h1")
        if self.sealed:
            bears = _("This document bears the bank's electronic seal, which any PDF reader checks.")
            self.write_block(Block("small", [Run(bears)]))
        name: Block | None = None
        for block in blocks:
            if block.kind == "value":
                self.write_pair(name, block)
            elif block.kind != "term":
                self.write_block(block)
            name = block if block.kind == "term" else None

    def draw_letterhead(self, first: bool) -> None:
        """The code in words beside its picture."""
        top, side = self.y, WIDTH - RIGHT - QR_SIDE
        if first:
            self.draw_qr(side, top)
        code = format_code(self.paper.code)
        lines: list[tuple[Kind, list[Run]]] = [
            ("p", [Run(_("Center for Housing Provision"), True)]),
            ("small", [Run(_("Verification code") + ": "), Run(code, True)]),
            ("small", [Run(_("Text fingerprint") + ": " + self.paper.fingerprint)] if self.paper.fingerprint else []),
            ("small", [Run(_(VERIFY[self.paper.kind in NOTICE_TITLES]) + " " + self.paper.address)]),
        ]
        for kind, runs in (line for line in lines if line[1]):
            self.write_block(Block(kind, runs), width=side - LEFT - 6)
        self.y = max(self.y, top + (QR_SIDE if first else 0)) + 2
        self.page.end_text()
        with self.page.tag_artifact():
            self.page.draw_line(LEFT, WIDTH - RIGHT, self.y)

    def draw_qr(self, x: float, y: float) -> None:
        rows = dark_rows(self.paper.address)
        with self.page.tag_figure(self.tongue, _("QR code of the verification page")):
            self.page.draw_dots(x, y, QR_SIDE / len(rows), rows)

    def write_block(self, block: Block, style: str = "", width: float = TEXT_WIDTH) -> None:
        style = style or block.kind
        size, before, tag = self.style_of(style)
        indent = INDENT if block.kind == "li" else 0.0
        bold = style in ("h1", "h2", "h3")
        lines = break_runs(block.runs, size, width - indent, bold)
        self.y += before
        if bold:
            self.ensure_room(len(lines) * line_height(size) + COMPANY)
        mark = [(LEFT, [Piece(block.mark, "", "")])] if block.mark else []
        self.write_rows(
            tag, size, [(mark if at == 0 else []) + [(LEFT + indent, line)] for at, line in enumerate(lines)]
        )

    def write_pair(self, name: Block | None, value: Block) -> None:
        """Name and value side by side; read aloud one after the other."""
        size, before, tag = self.style_of("value")
        left = break_runs(name.runs if name else [], size, NAME_WIDTH - 4, False)
        right = break_runs(value.runs, size, TEXT_WIDTH - NAME_WIDTH, False)
        self.y += before
        rows = []
        for at in range(max(len(left), len(right))):
            row = [(LEFT, left[at])] if at < len(left) else []
            rows.append(row + ([(LEFT + NAME_WIDTH, right[at])] if at < len(right) else []))
        self.write_rows(tag, size, rows)

    def draw_foot(self, page: PageContent, numbered: str) -> None:
        """Number and page: not part of the text, so a reader that reads aloud passes it by."""
        baseline = baseline_of(HEIGHT - FOOT, FOOT_HEIGHT, FOOT_SIZE)
        said = replace_missing_glyphs(f"№ {self.paper.number} · {format_code(self.paper.code)}")
        right = WIDTH - RIGHT - PADDING - load_face("").measure(numbered) / UNITS * FOOT_SIZE * POINT
        page.begin_text()
        with page.tag_artifact():
            page.write_line(LEFT + PADDING, baseline, FOOT_SIZE, [Piece(said, "", "")])
            page.write_line(right, baseline, FOOT_SIZE, [Piece(numbered, "", "")])
        page.end_text()

    # ------------------------------------------------------------------------------------------------ how it is laid

    def add_page(self) -> None:
        self.pages.append(PageContent())
        self.y = TOP

    def style_of(self, name: str) -> tuple[float, float, str]:
        size, before, tag = STYLES[name]
        return size * self.scale, snap(before * self.scale), tag

    def write_rows(self, tag: str, size: float, rows: list[list[tuple[float, Line]]]) -> None:
        """Lines under each other, as many as the page takes; the rest on the next, marked as the same kind of thing."""
        step = line_height(size)
        while rows:
            self.ensure_room(step)
            fit = max(1, int((HEIGHT - BOTTOM - self.y) / step + 0.001))
            with self.page.tag_text(tag, self.tongue):
                for row in rows[:fit]:
                    for x, line in row:
                        self.page.write_line(x + PADDING, baseline_of(self.y, step, size), size, self.mark_names(line))
                    self.y += step
            rows = rows[fit:]

    def mark_names(self, line: Line) -> Line:
        """A name keeps its language in a text of the other."""
        return [
            piece if piece.language in ("kk", "ru") and piece.language != self.tongue else piece._replace(language="")
            for piece in line
        ]

    def ensure_room(self, wanted: float) -> None:
        if self.y + wanted > HEIGHT - BOTTOM:
            self.add_page()


def break_runs(runs: list[Run], size: float, width: float, bold: bool) -> list[Line]:
    """Lines no wider than so many millimetres."""
    pieces = [
        Piece(replace_missing_glyphs(run.words, style), style, run.language)
        for run in runs
        for style in ["B" if bold or run.bold else ""]
    ]
    return break_lines(pieces, width / (size * POINT) * UNITS, measure_words)


def measure_words(words: str, style: str) -> int:
    return load_face(style).measure(words)


def baseline_of(top: float, height: float, size: float) -> float:
    return top + height / 2 + DROP * size * POINT


def line_height(size: float) -> float:
    return snap(size * LEADING * POINT)
