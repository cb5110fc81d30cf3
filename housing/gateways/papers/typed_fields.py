"""Fields of a form that readers draw anew: whether the words drawn in the file are those that the field says."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from ctypes import byref, c_int, c_ushort
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[int, int, int, int]
TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
#: Fields of a page; a form of any ministry has fewer.
MOST = 500


def same_words(document: pypdfium2.PdfDocument, page: Any, kept: Any, size: tuple[int, int]) -> list[Box]:
    """Where, on a drawing of that size, a field of `page` says the very words that `kept` bears in its place.

    A reader that is told to draw fields itself sets them a little differently than the file does.
    """
    if document.formenv is None:
        return []
    text = kept.get_textpage()
    return [
        box
        for said, place, box in typed_fields(document.formenv.raw, page.raw, size)
        if said and said == letters_only(text.get_text_bounded(*place))
    ]


def typed_fields(form: Any, page: Any, size: tuple[int, int]) -> Iterator[tuple[str, tuple[float, ...], Box]]:
    """What each field says, where it stands on the page, and where on the drawing."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        try:
            if pdfium.FPDFAnnot_GetFormFieldType(form, note) in TYPED:
                place = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(note, byref(place))
                around = place.left, place.bottom, place.right, place.top
                yield field_value(form, note), around, on_drawing(page, around, size)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def field_value(form: Any, note: Any) -> str:
    size = pdfium.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    room = (c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetFormFieldValue(form, note, room, size)
    return letters_only(bytes(room).decode("utf-16-le", "replace"))


def on_drawing(page: Any, around: tuple[float, ...], size: tuple[int, int]) -> Box:
    left, bottom, right, top = around
    corners = []
    for x, y in ((left, bottom), (right, top)):
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, byref(across), byref(down))
        corners.append((across.value, down.value))
    (first, second), (third, fourth) = corners
    return min(first, third), min(second, fourth), max(first, third), max(second, fourth)


def letters_only(words: str) -> str:
    """The letters alone: where a line ends is the reader's business."""
    return "".join(unicodedata.normalize("NFC", words).replace("\0", "").split())
