"""A notice on paper: A4, both stored texts word for word, the code and the QR by which anyone may verify it.

The same notice makes the same bytes: the only time in the file is that of the notice. PT Sans (OFL, from its package)
has every Kazakh letter; of it goes along what the notice uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from housing.labels import FILING_TITLES, N_, NOTICE_TITLES
from housing.notices.fonts import FACES, load_face, replace_missing_glyphs
from housing.notices.lines import Line, Piece, break_lines
from housing.notices.qr import dark_runs
from housing.notices.reading import Block, Kind, Run, read_text
from housing.presentation.formats import format_code

#: Millimetres. The left margin is for the folder.
LEFT, RIGHT, TOP, BOTTOM, QR_SIDE, NAME_WIDTH, INDENT = 22.0, 16.0, 16.0, 20.0, 28.0, 58.0, 7.0
#: Size in points, space before in millimetres, what it is to a reader that reads aloud.
STYLES = {
    "h1": (15, 5.0, "H1"), "h2": (12.5, 4.5, "H2"), "h3": (11, 3.5, "H3"), "p": (10.5, 2.4, "P"),
    "small": (9, 2.4, "P"), "li": (10.5, 1.4, "P"), "term": (10, 1.4, "P"), "value": (10, 1.4, "P"),
}  # fmt: skip
LEADING, POINT = 1.32, 25.4 / 72
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
    return bytes(sheet.output())


class Sheet(FPDF):
    """Lays blocks under each other; each is marked as what it is, in its language, and nothing of it is cut off."""

    def __init__(self, paper: Paper, sealed: bool, scale: float = 1.0) -> None:
        super().__init__(format="A4")
        self.paper, self.sealed, self.tongue, self.scale = paper, sealed, paper.language, scale
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(False)
        for style in FACES:
            self.add_font("PTSans", style, load_face(style)[0])
        self.set_creation_date(paper.issued_at)
        self.set_lang(paper.language)
        with force_locale(paper.language):
            self.set_title(f"{_(TITLES[paper.kind])} № {paper.number}")
            self.set_author(_("Housing construction savings bank"))
        self.set_creator("Kezek")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

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
        top, side = self.get_y(), self.w - RIGHT - QR_SIDE
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
        self.set_y(max(self.get_y(), top + (QR_SIDE if first else 0)) + 2)
        self._out("/Artifact BMC")
        self.line(LEFT, self.get_y(), self.w - RIGHT, self.get_y())
        self._out("EMC")

    def draw_qr(self, x: float, y: float) -> None:
        with self.tag_part("Figure", _("QR code of the verification page")):
            for left, top, width, height in dark_runs(self.paper.address, QR_SIDE):
                self.rect(x + left, y + top, width, height, style="F")

    def write_block(self, block: Block, style: str = "", width: float | None = None) -> None:
        style = style or block.kind
        size, before, tag = self.style_of(style)
        indent = INDENT if block.kind == "li" else 0.0
        bold = style in ("h1", "h2", "h3")
        lines = self.break_runs(block.runs, size, (width or self.epw) - indent, bold)
        self.set_y(self.get_y() + before)
        if bold:
            self.ensure_room(len(lines) * line_height(size) + COMPANY)
        mark = [(LEFT, [Piece(block.mark, "", "")])] if block.mark else []
        self.write_rows(
            tag, size, [(mark if at == 0 else []) + [(LEFT + indent, line)] for at, line in enumerate(lines)]
        )

    def write_pair(self, name: Block | None, value: Block) -> None:
        """Name and value side by side; read aloud one after the other."""
        size, before, tag = self.style_of("value")
        left = self.break_runs(name.runs if name else [], size, NAME_WIDTH - 4, False)
        right = self.break_runs(value.runs, size, self.epw - NAME_WIDTH, False)
        self.set_y(self.get_y() + before)
        rows = []
        for at in range(max(len(left), len(right))):
            row = [(LEFT, left[at])] if at < len(left) else []
            rows.append(row + ([(LEFT + NAME_WIDTH, right[at])] if at < len(right) else []))
        self.write_rows(tag, size, rows)

    def footer(self) -> None:
        """Number and page: not part of the text, so a reader that reads aloud passes it by."""
        self._out("/Artifact BMC")
        self.set_font("PTSans", "", 8.5)
        self.set_xy(LEFT, -13)
        self.cell(self.epw / 2, 5, replace_missing_glyphs(f"№ {self.paper.number} · {format_code(self.paper.code)}"))
        self.cell(self.epw / 2, 5, f"{self.page_no()} / {{nb}}", align="R")
        self._out("EMC")

    # ------------------------------------------------------------------------------------------------ how it is laid

    def style_of(self, name: str) -> tuple[float, float, str]:
        size, before, tag = STYLES[name]
        return size * self.scale, before * self.scale, tag

    def break_runs(self, runs: list[Run], size: float, width: float, bold: bool) -> list[Line]:
        def measure_width(words: str, style: str) -> float:
            self.set_font("PTSans", style, size)
            return float(self.get_string_width(words))

        pieces = [
            Piece(replace_missing_glyphs(run.words, style), style, run.language)
            for run in runs
            for style in ["B" if bold or run.bold else ""]
        ]
        return break_lines(pieces, width, measure_width)

    def write_rows(self, tag: str, size: float, rows: list[list[tuple[float, Line]]]) -> None:
        """Lines under each other, as many as the page takes; the rest on the next, marked as the same kind of thing."""
        step = line_height(size)
        while rows:
            self.ensure_room(step)
            fit = max(1, int((self.h - BOTTOM - self.get_y()) / step + 0.001))
            with self.tag_part(tag):
                for row in rows[:fit]:
                    self.draw_row(row, size, step)
            rows = rows[fit:]

    def draw_row(self, row: list[tuple[float, Line]], size: float, step: float) -> None:
        top = self.get_y()
        for x, line in row:
            self.set_x(x)
            for piece in line:
                self.set_font("PTSans", piece.style, size)
                with self.switch_language(piece.language):
                    self.cell(self.get_string_width(piece.words), step, piece.words)
        self.set_y(top + step)

    def ensure_room(self, wanted: float) -> None:
        if self.get_y() + wanted > self.h - BOTTOM:
            self.add_page()

    @contextmanager
    def tag_part(self, kind: str, instead: str | None = None) -> Iterator[None]:
        """What is drawn inside is a part of the document's structure: a heading, a paragraph, a picture."""
        mark = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=f"/{kind}", mcid=mark, alt_text=instead)
        self._out(f"/{kind} <</MCID {mark} /Lang ({self.tongue})>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def switch_language(self, code: str) -> Iterator[None]:
        """A name keeps its language in a text of the other."""
        if code not in ("kk", "ru") or code == self.tongue:
            yield
            return
        self._out(f"/Span <</Lang ({code})>> BDC")
        yield
        self._out("EMC")


def line_height(size: float) -> float:
    return size * LEADING * POINT
