"""Of a face goes along what a notice uses, drawn and wide as in the face; what is kept of it shows in no notice."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from housing.notices.font_program import make_font_program
from housing.notices.fonts import FACES, USUAL, Face, load_face
from housing.notices.pdf import make_pdf
from tests.notices.readers import words_of
from tests.notices.test_pdf import fonts_of, html, paper

#: The face has them, and hardly any notice: of Abkhaz, Romanian, German, Polish, old Russian.
RARE = "ҼșßŁѣ"


@pytest.fixture
def pdf_of(app):
    def make(body, **changed):
        with app.app_context():
            return make_pdf(paper(html(body), **changed), sealed=False)

    return make


def read_program(content):
    read = CFFFontSet()
    read.decompile(io.BytesIO(content), None)
    return read[0]


@pytest.mark.parametrize("style", FACES)
def test_an_outline_stays_where_the_face_has_it(style):
    """Within the two thousandths that a curve may be moved and a point be rounded by."""
    face, signs = load_face(style), sorted("Әұғй№Wg8" + RARE)
    drawn = read_program(make_font_program(face, "SUBSET+Name", signs)).CharStrings
    with TTFont(face.path, lazy=True) as font:
        glyphs = font.getGlyphSet()
        for sign in signs:
            wanted, found = BoundsPen(glyphs), BoundsPen(drawn)
            glyphs[face.glyph_names[ord(sign)]].draw(wanted)
            drawn[f"cid{ord(sign):05d}"].draw(found)
            assert found.bounds == pytest.approx(wanted.bounds, abs=2), sign
            assert drawn[f"cid{ord(sign):05d}"].width == face.advances[sign], sign


def test_widths_are_those_of_the_face(pdf_of):
    for name, (_, font) in fonts_of(pdf_of(f"<p>Әріп <b>Әріп</b> {RARE}</p>")).items():
        listed = font["/W"]
        runs = zip(listed[::2], listed[1::2], strict=True)
        told = {start + nth: width for start, widths in runs for nth, width in enumerate(widths)}
        face = load_face("B" if name == "/B" else "")
        assert {ord(sign) for sign in "Әріп"} <= told.keys()
        assert told == {code: face.advances[chr(code)] for code in told}


def words_of_pdfium(content):
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize("reader", [words_of, words_of_pdfium])
def test_a_rare_sign_of_a_name_is_printed(pdf_of, reader):
    assert RARE not in USUAL and RARE in reader(pdf_of(f"<p>Ким{RARE}</p>"))


def ink_of(content):
    """Dark dots of the first page."""
    page = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil().convert("L")
    return sum(page.histogram()[:128])


def test_a_rare_sign_is_seen(pdf_of):
    without = ink_of(pdf_of("<p>Ким</p>"))
    assert all(ink_of(pdf_of(f"<p>Ким{sign}</p>")) > without + 10 for sign in RARE)


def test_nothing_of_one_notice_is_in_another(pdf_of):
    """Neither does what was made before change what is made now."""
    before = pdf_of("<p>Бірінші</p>")
    pdf_of(f"<p>Екінші {RARE}</p>", number="2611-Ж-777777")
    after = pdf_of("<p>Бірінші</p>")
    assert after == before
    for whole, font in fonts_of(after).values():
        program = read_program(font["/FontDescriptor"]["/FontFile3"].get_data())
        used = {chr(int(name[3:])) for name in program.charset if name != ".notdef"}
        assert not used & set(RARE + "Ж") and whole["/Encoding"] == "/Identity-H"


def test_faces_are_prepared_by_several_at_once():
    path, signs = load_face("").path, sorted(load_face("").advances.keys() & USUAL | set(RARE))
    face = Face(path)
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: make_font_program(face, "SUBSET+Name", signs), range(16)))
    assert made == {make_font_program(load_face(""), "SUBSET+Name", signs)}


def test_what_is_kept_of_a_face_is_bounded():
    face = Face(load_face("").path)
    face.draw_outlines(face.signs)
    kept = sum(map(len, face.outlines.values()))
    assert len(face.outlines) == len(face.signs) + 1 and kept < 60_000


def test_a_file_is_opened_once_for_usual_notices(monkeypatch):
    face, opened = Face(load_face("").path), []
    prepare = face.prepare_outlines
    monkeypatch.setattr(face, "prepare_outlines", lambda codes: (opened.append(codes), prepare(codes)))
    for words in ("Құрметті", "Уважаемый", "PDF 2026"):
        face.draw_outlines(map(ord, words))
    assert len(opened) == 1
    face.draw_outlines(map(ord, RARE))
    assert len(opened) == 2 and opened[1] == set(map(ord, RARE))
