"""The PDF says word for word what was issued, and an independent reader finds every letter of it."""

from __future__ import annotations

import io
import logging
import re
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from housing.notices import compose_notice
from housing.notices.pdf import Paper, make_pdf
from tests.notices.readers import sentences, squeezed, words_of
from tests.notices.test_registered import data

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
#: Turns the order of letters round, joins, hides, or is seen by nobody.
UNSEEN = "\u202e\u202d\u200b\u200c\u200d\u2066\u2069\ufeff\u00ad\x07\x1b"


def paper(texts, **changed):
    given = {
        "kind": "registered", "number": "2611-Е-000001", "code": "7KQM4T2X9DAB", "texts": texts,
        "fingerprint": "0123 4567 89ab cdef", "issued_at": AT, "language": "kk",
        "address": "https://kezek.example/verify/7KQM4T2X9DAB",
    }  # fmt: skip
    return Paper(**{**given, **changed})


@pytest.fixture
def printed(app):
    """The stored texts of a notice and its PDF."""

    def make(language="kk", **changed):
        with app.app_context():
            texts = compose_notice(data(**changed))
            return texts, make_pdf(paper(texts, language=language), sealed=False)

    return make


def html(body):
    return {"kk": body, "ru": body}


@pytest.fixture
def words(app):
    """The words of a PDF of this HTML."""

    def read(body, **changed):
        with app.app_context():
            return words_of(make_pdf(paper(html(body), **changed), sealed=False))

    return read


def test_every_sentence_of_both_texts_stands_in_it(printed):
    texts, content = printed()
    found = words_of(content)
    missing = [one for text in texts.values() for one in sentences(text) if not stands(one, found)]
    assert not missing and len(sentences(texts["kk"])) > 20


def stands(sentence, found):
    """A name and its value stand side by side, so their lines mix: there every word must stand."""
    return sentence in found or all(word in found for word in sentence.split())


def test_every_kazakh_letter_is_found_by_another_reader(words):
    found = words(f"<p>{KAZAKH}</p>")
    assert KAZAKH in found and "?" * len(KAZAKH) != KAZAKH * 1


@pytest.mark.parametrize(("language", "first"), [("kk", "Құрметті"), ("ru", "Уважаем")])
def test_the_language_of_the_applicant_comes_first(printed, language, first):
    pages = PdfReader(io.BytesIO(printed(language)[1])).pages
    assert first in pages[0].extract_text() and len(pages) == 2


def test_the_same_notice_makes_the_same_bytes(printed):
    assert printed()[1] == printed()[1]


def test_title_author_language_and_structure_are_told_to_readers_that_read_aloud(printed):
    reader = PdfReader(io.BytesIO(printed()[1]))
    catalog = reader.trailer["/Root"]
    assert "2611-Е-000001" in reader.metadata.title and reader.metadata.author
    assert reader.metadata.creation_date == AT and catalog["/Lang"] == "kk"
    assert catalog["/MarkInfo"]["/Marked"] and catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    parts = [kid.get_object() for kid in catalog["/StructTreeRoot"]["/K"][0].get_object()["/K"]]
    kinds = [part["/S"] for part in parts]
    assert {"/H1", "/H2", "/P", "/Figure"} <= set(kinds) and kinds.count("/H1") == 2
    assert all(part["/Alt"] for part in parts if part["/S"] == "/Figure")


def fonts_of(content):
    """By the name among the resources: the font and its only descendant."""
    fonts = PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/Font"].items()
    return {name: (font.get_object(), font.get_object()["/DescendantFonts"][0].get_object()) for name, font in fonts}


def test_fonts_go_along_and_only_the_part_that_is_used(printed):
    content = printed()[1]
    fonts = fonts_of(content)
    assert set(fonts) == {"/R", "/B"} and len(content) < 20_000
    for whole, font in fonts.values():
        assert "PTSans" in whole["/BaseFont"] and "+" in whole["/BaseFont"]
        assert font["/FontDescriptor"]["/FontFile3"].get_data()


def test_a_long_notice_goes_over_several_pages_and_loses_nothing(app):
    lines = [f"Жол {number}: " + "ұзақ сөйлем " * 9 for number in range(120)]
    body = (
        "<ul>"
        + "".join(f"<li>{line}</li>" for line in lines)
        + "</ul><dl><div><dt>Факт</dt><dd>"
        + "<br>".join(f"дерек-{number}" for number in range(150))
        + "</dd></div></dl>"
    )
    with app.app_context():
        content = make_pdf(paper(html(body)), sealed=False)
    pages, found = PdfReader(io.BytesIO(content)).pages, words_of(content)
    assert len(pages) > 10 and f"1 / {len(pages)}" in found and f"{len(pages)} / {len(pages)}" in found
    unbroken = squeezed(re.sub(r"№ 2611-Е-000001 · 7KQM-4T2X-9DAB \d+ / \d+", "", found))
    assert all(unbroken.count(squeezed(line)) == 2 for line in lines)
    assert all(f"дерек-{number}" in found for number in range(150))


def test_what_looks_like_a_program_is_words(words):
    found = words("<p>&lt;script&gt;alert(1)&lt;/script&gt; **жуан** (a) \\n [x](y)</p><script>alert(2)</script>")
    assert "<script>alert(1)</script> **жуан** (a) \\n [x](y)" in found and "alert(2)" not in found


def test_nothing_in_it_acts(printed):
    content = printed(applicant="</p><a href='javascript:x'>(/JS) /OpenAction << /URI</a>")[1]
    with pikepdf.open(io.BytesIO(content)) as made:
        objects = b"\n".join(one.unparse(resolved=True) for one in made.objects)
    assert b"/StructElem" in objects
    assert not re.search(rb"/(JS|JavaScript|URI|Launch|EmbeddedFile|AA|S /GoTo)\b", objects)
    opens = PdfReader(io.BytesIO(content)).trailer["/Root"]["/OpenAction"]
    assert opens[1] == "/FitH", "a place on the page, no action"


def test_a_name_longer_than_a_line_is_cut_and_not_lost(words):
    name = "Ұ" * 400
    assert words(f"<p>{name}</p>").replace(" ", "").count("Ұ") == 800


def test_signs_that_nobody_sees_do_not_reach_the_paper(words):
    found = words(f"<p>Ах{UNSEEN}метова</p>")
    assert "Ахметова" in found and not set(UNSEEN) & set(found)


def test_what_the_font_lacks_is_seen_to_lack_and_not_logged(words, caplog):
    with caplog.at_level(logging.DEBUG):
        assert "Ким \N{LOZENGE}\N{LOZENGE}\N{LOZENGE}" in words("<p>Ким שלך</p>")
    assert "ש" not in caplog.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_whatever_a_person_wrote_makes_a_readable_pdf(app, written):
    with app.app_context():
        content = make_pdf(paper(compose_notice(data(automatic=False, note=written))), sealed=False)
    assert "2611-Е-000001" in words_of(content)
