"""A file becomes a paper: its pages, made anew, and nothing else of it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from housing.gateways.papers import LARGEST, PaperRejected, clean_paper
from tests import papers
from tests.papers import pdf, picture


def read(content):
    return pikepdf.open(BytesIO(content))


def seen(content):
    """Everything that the pages draw, one after another."""
    with read(content) as made:
        return [b"".join(part.read_bytes() for part in parts(page)) for page in made.pages]


def parts(page):
    contents = page.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_the_pages_of_a_pdf_stay_as_they_were():
    made = clean_paper(pdf(3))
    assert made.media_type == "application/pdf" and made.pages == 3
    assert seen(made.content) == [papers.TEXT] * 3


def test_the_same_file_makes_the_same_paper():
    assert clean_paper(pdf()).content == clean_paper(pdf()).content != clean_paper(pdf(2)).content


def test_what_is_stamped_on_a_page_stays_to_be_seen():
    with read(clean_paper(papers.stamped()).content) as made:
        page = made.pages[0]
        assert "/Annots" not in page
        assert b"(STAMP)" in page.obj.Resources.XObject["/Fxo1"].read_bytes()


@pytest.mark.parametrize("need", [True, False])
def test_what_was_filled_into_a_form_stays_to_be_seen(need):
    with read(clean_paper(papers.filled_form(drawn=True, need=need)).content) as made:
        drawn = [thing.read_bytes() for thing in made.objects if isinstance(thing, pikepdf.Stream)]
        assert any(b"(EMERGENCY)" in one for one in drawn) and "/AcroForm" not in made.Root


@pytest.mark.parametrize("need", [True, False])
def test_what_was_filled_in_and_not_drawn_is_not_lost_in_silence(need):
    assert refused(papers.filled_form(drawn=False, need=need)) == "differs"


def test_a_pdf_that_opens_without_a_password_is_kept_without_its_lock():
    made = clean_paper(papers.encrypted(""))
    assert not read(made.content).is_encrypted and seen(made.content) == [papers.TEXT]


@pytest.mark.parametrize(("kind", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_stays_the_picture_that_it_was(kind, media):
    made = clean_paper(picture(kind))
    with Image.open(BytesIO(made.content)) as image:
        assert (image.format, image.size, made.media_type, made.pages) == (kind, (40, 30), media, 1)
        red, green, blue = image.convert("RGB").getpixel((20, 15))
        assert abs(red) < 5 and abs(green - 128) < 5 and abs(blue - 128) < 5


def test_a_photograph_is_turned_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(BytesIO(clean_paper(picture("JPEG", exif=turned.tobytes())).content)) as image:
        assert image.size == (30, 40) and not image.getexif()


def test_what_is_transparent_stands_on_white():
    made = clean_paper(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    assert Image.open(BytesIO(made.content)).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_pictures_of_every_depth_are_taken(mode):
    out = BytesIO()
    Image.new(mode, (9, 9)).save(out, "PNG")
    assert clean_paper(out.getvalue()).media_type == "image/png"


def test_a_picture_of_a_printing_house_is_taken():
    assert clean_paper(picture("JPEG", mode="CMYK", colour=(0, 99, 0, 0))).media_type == "image/jpeg"


def test_the_picture_of_a_large_camera_is_taken_and_made_smaller():
    made = clean_paper(picture("JPEG", (8000, 6000), mode="L", colour=7))
    assert Image.open(BytesIO(made.content)).size == (4000, 3000)


def test_the_content_says_what_a_file_is():
    assert clean_paper(picture("PNG")).media_type == "image/png"  # whatever its name was: it is not even asked


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\0", b"<html>", b"<?xml version='1.0'?><svg/>", b"GIF89a", b"PK\x03\x04", b" " * 1024 + b"%PDF-", b"\0\0"],
)
def test_what_is_none_of_the_three_is_refused(content):
    assert refused(content) == "kind"


def test_what_is_empty_and_what_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr("housing.gateways.papers.subprocess", None)
    assert refused(b"") == "empty" and refused(pdf() + b"x" * LARGEST) == "size"


def refused(content):
    with pytest.raises(PaperRejected) as bad:
        clean_paper(content)
    return bad.value.reason
