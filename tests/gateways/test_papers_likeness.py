"""What the sender's reader shows is what is kept, or the file is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Dictionary, Pdf, String
from PIL import Image

from housing.gateways.papers import PaperRejected, clean_paper
from tests import papers
from tests.papers import field, layered, noted, picture


def outcome(content):
    """How many points the kept page has drawn in the lower half, or the reason."""
    try:
        return papers.ink(clean_paper(content).content)
    except PaperRejected as bad:
        return bad.reason


def test_a_filled_field_whose_drawing_is_empty_is_refused():
    assert outcome(field("1 250 000", drawn="", need=True)) == "differs"


@pytest.mark.parametrize(("said", "drawn"), [("unfit", "fit"), ("1908", "1968"), ("5", "6"), ("no.", "no")])
def test_a_field_that_says_other_words_than_it_draws_is_refused(said, drawn):
    assert outcome(field(said, drawn=drawn, need=True)) == "differs"
    assert outcome(field(said, drawn=drawn, need=False)) > 0, "no reader draws it anew: it is as it is drawn"


def test_a_field_that_a_reader_would_only_draw_a_little_beside_is_taken():
    assert outcome(field("Wall of 1968", drawn="Wall of 1968", need=True)) > 50


@pytest.mark.parametrize("colour", ["1 g", "3 Tr"])
def test_a_field_whose_words_are_in_the_file_and_not_to_be_seen_is_refused(colour):
    assert outcome(field("Wall of 1968", drawn="Wall of 1968", need=True, how=colour)) == "differs"


@pytest.mark.parametrize("kind", ["Stamp", "Ink", "FreeText", "Square", "Text", "Highlight"])
def test_a_remark_is_kept_as_it_is_drawn_with_the_flag_to_print_and_without(kind):
    assert outcome(noted(kind, flags=4)) == outcome(noted(kind, flags=0)) > 100


@pytest.mark.parametrize("kind", ["Stamp", "Ink", "FreeText", "Line", "Polygon", "Text", "Highlight", "Caret"])
def test_a_remark_that_is_not_drawn_in_the_file_is_refused(kind):
    assert outcome(noted(kind, drawn=False)) == "differs"


@pytest.mark.parametrize("flags", [2, 6, 32, 36])
def test_a_remark_that_no_screen_shows_stays_unseen(flags):
    assert outcome(noted("Stamp", flags=flags)) == outcome(noted("Ink", flags=flags, drawn=False)) == 0


def test_a_note_that_stands_open_beside_the_page_is_refused():
    assert outcome(noted("Text", Open=True)) == "differs"


@pytest.mark.parametrize("how", ["OFF", "BaseState"])
def test_a_hidden_layer_stays_hidden_and_another_is_seen(how):
    assert outcome(layered(how)) == 0 and outcome(layered("ON")) > 100


def test_a_remark_on_a_layer_is_seen_where_the_layer_is_and_refused_where_readers_do_not_agree():
    assert outcome(layered("ON", remark=True)) > 100
    assert outcome(layered("OFF", remark=True)) == "differs"


def test_of_the_layers_nothing_is_kept_by_which_they_could_be_switched():
    with Pdf.open(BytesIO(clean_paper(layered("OFF")).content)) as made:
        assert "/Order" not in made.Root.OCProperties.D and str(made.Root.OCProperties.OCGs[0].Name) == ""


@pytest.mark.parametrize("name", ["NeedsRendering", "Collection"])
def test_pages_that_only_stand_in_for_something_else_are_refused(name):
    made = papers.blank()
    made.Root[f"/{name}"] = True if name == "NeedsRendering" else Dictionary(D=String("a list of files"))
    assert outcome(papers.written(made)) == "differs"


@pytest.mark.parametrize("lead", [b"\n", b"\xef\xbb\xbf\r\n", b"From a mail: " * 78])
def test_a_pdf_may_begin_a_little_later(lead):
    assert clean_paper(lead + papers.pdf()).content == clean_paper(papers.pdf()).content


def test_a_pdf_that_begins_too_late_is_none():
    assert outcome(b" " * 1024 + papers.pdf()) == "kind"


DETAILED = Image.effect_noise((160, 120), 90).convert("RGB")


def jpeg(**how):
    out = BytesIO()
    DETAILED.save(out, "JPEG", **how)
    return out.getvalue()


@pytest.mark.parametrize("how", [{}, {"progressive": True}, {"quality": 30}, {"restart_marker_rows": 1}], ids=str)
def test_a_jpeg_without_its_end_mark_is_the_picture_that_it_was(how):
    whole = jpeg(**how)
    assert clean_paper(whole[:-2]).content == clean_paper(whole).content
    assert clean_paper(picture("JPEG", (401, 307))[:-2]).media_type == "image/jpeg"


@pytest.mark.parametrize("how", [{}, {"progressive": True}], ids=str)
@pytest.mark.parametrize("lost", [4, 10, 200, 1000, 4000])
def test_a_jpeg_that_lacks_more_than_its_end_mark_is_refused(how, lost):
    assert outcome(jpeg(**how)[:-lost]) == "broken"


def test_a_progressive_jpeg_that_lacks_its_last_round_is_refused():
    whole = jpeg(progressive=True)
    assert outcome(whole[: whole.rindex(b"\xff\xda")]) == "broken"
