"""A PDF of pages that are drawn: the faces embedded, the structure, and whose it is.

Written by pikepdf: what is no stream is packed together (ISO 32000-1, 7.5.7), and the same pages make the same bytes.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream, String

from housing.notices.font_program import make_font_program
from housing.notices.fonts import FACES, load_face
from housing.notices.pages import FONT_NAMES, HEIGHT, POINT, WIDTH, Element, PageContent

#: Flags of a font descriptor (table 123): symbolic, for it has signs beyond Latin; forced bold, from this weight on.
SYMBOLIC, FORCE_BOLD, BOLD_WEIGHT = 4, 1 << 18, 600
#: A subset bears six letters before its name (9.6.4).
SUBSET = "KEZEKA+"
TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
#: So many ranges one list may have.
RANGES = 100


@dataclass(frozen=True, slots=True)
class Description:
    """`language`: of the whole, where a part does not say another."""

    title: str
    author: str
    created: datetime
    language: str


def make_document(pages: list[PageContent], said: Description) -> bytes:
    """The PDF of pages, at least one."""
    pdf = Pdf.new()
    resources = pdf.make_indirect(Dictionary(Font=embed_fonts(pdf, pages)))
    box = Array([0, 0, round(WIDTH / POINT, 2), round(HEIGHT / POINT, 2)])
    for nth, page in enumerate(pages):
        made = Dictionary(Type=Name.Page, MediaBox=box, Resources=resources, StructParents=nth, Tabs=Name.S)
        made.Contents = pack_stream(pdf, b"\n".join(page.operators))
        pdf.pages.append(Page(made))
    root = pdf.Root
    root.Lang, root.MarkInfo = String(said.language), Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OpenAction = Array([pdf.pages[0].obj, Name.FitH, None])
    root.StructTreeRoot = build_structure(pdf, pages, said.language)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(said.title),
            Author=String(said.author),
            Creator=String("Kezek"),
            CreationDate=String(f"D:{said.created.astimezone(UTC):%Y%m%d%H%M%S}Z"),
        )
    )
    written = BytesIO()
    pdf.save(written, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


# -------------------------------------------------------------------------------------------------------- structure


def build_structure(pdf: Pdf, pages: list[PageContent], language: str) -> Object:
    """The tree of parts in their order, and by page and mark which of them is drawn there."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    parts: list[Object] = []
    numbered: list[Object | int] = []
    for nth, (page, drawn) in enumerate(zip(pdf.pages, pages, strict=True)):
        made = [
            pdf.make_indirect(build_element(element, whole, page.obj, mark, language))
            for mark, element in enumerate(drawn.elements)
        ]
        parts += made
        numbered += [nth, Array(made)]
    whole.K, root.K = Array(parts), Array([whole])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbered)))
    return root


def build_element(element: Element, whole: Object, page: Object, mark: int, language: str) -> Dictionary:
    made = Dictionary(Type=Name.StructElem, S=Name(f"/{element.kind}"), P=whole, Pg=page, K=mark)
    if element.language != language:
        made.Lang = String(element.language)
    if element.instead:
        made.Alt = String(element.instead)
    return made


# ------------------------------------------------------------------------------------------------------------ fonts


def embed_fonts(pdf: Pdf, pages: list[PageContent]) -> Dictionary:
    """The faces that something is written in, each with the signs that are used."""
    used = {style: sorted(set().union(*(page.signs[style] for page in pages))) for style in FACES}
    meant = pack_stream(pdf, map_to_unicode(set().union(*used.values())).encode())
    return Dictionary(
        {
            f"/{FONT_NAMES[style].decode()}": embed_face(pdf, style, signs, meant)
            for style, signs in used.items()
            if signs
        }
    )


def embed_face(pdf: Pdf, style: str, signs: list[str], meant: Stream) -> Object:
    """Codes of its text are code points."""
    face = load_face(style)
    called = SUBSET + face.name
    name = Name(f"/{called}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=SYMBOLIC | (FORCE_BOLD if face.weight >= BOLD_WEIGHT else 0),
        FontBBox=Array(face.box),
        ItalicAngle=0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.cap_height,
        StemV=50 + int((face.weight / 65) ** 2),
        FontFile3=pack_stream(pdf, make_font_program(face, called, signs), Subtype=Name.CIDFontType0C),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array(list_widths(signs, face.advances)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(font)]),
            ToUnicode=meant,
        )
    )


def list_widths(signs: list[str], advances: dict[str, int]) -> list[Object | int]:
    """Runs of neighbouring codes, each with the widths of its signs (9.7.4.3)."""
    listed: list[Object | int] = []
    for _, run in groupby(enumerate(signs), lambda one: ord(one[1]) - one[0]):
        found = [sign for _, sign in run]
        listed += [ord(found[0]), Array([advances[sign] for sign in found])]
    return listed


def map_to_unicode(signs: set[str]) -> str:
    """Every code is its own code point; a range may not leave its row of 256."""
    rows = sorted({ord(sign) >> 8 for sign in signs})
    ranges = [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>\n" for row in rows]
    lots = [ranges[at : at + RANGES] for at in range(0, len(ranges), RANGES)]
    return TO_UNICODE.format("".join(f"{len(lot)} beginbfrange\n{''.join(lot)}endbfrange\n" for lot in lots))


def pack_stream(pdf: Pdf, content: bytes, **entries: Object) -> Stream:
    return Stream(pdf, zlib.compress(content, 9), Filter=Name.FlateDecode, **entries)
