"""A stored text read back: every word of it, in order, and what each is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from housing.notices.lines import Piece, break_lines
from housing.notices.reading import read_text


def told(html):
    return [(block.kind, block.words, block.mark) for block in read_text(html)]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p><b>Банк</b><br>Филиал</p>", [("p", "Банк\nФилиал", "")]),
        ("<h3><span>1.</span><span>Негіз</span></h3>", [("h3", "1. Негіз", "")]),
        ("<ol><li>a</li><li>b</li></ol><ul><li>c</li></ul>", [("li", "a", "1."), ("li", "b", "2."), ("li", "c", "•")]),
        ("<dl><div><dt>N</dt><dd>v<br>w</dd></div></dl>", [("term", "N", ""), ("value", "v\nw", "")]),
        ('<p class="small sub">a\n  b</p>', [("small", "a b", "")]),
        ("loose <em>words</em><p>a", [("p", "loose words", ""), ("p", "a", "")]),
        ("<svg><title>x</title></svg><script>y</script><p></p>", []),
    ],
)
def test_each_part_is_what_it_was(html, blocks):
    assert told(html) == blocks


def test_bold_words_and_a_name_in_another_language_keep_that():
    runs = read_text('<p>a <b>b</b> <span lang="kk">Әли</span> c</p>')[0].runs
    assert [(run.words, run.bold, run.language) for run in runs if run.words.strip()] == [
        ("a ", False, ""),
        ("b", True, ""),
        ("Әли", False, "kk"),
        (" c", False, ""),
    ]


SEEN = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(st.lists(SEEN, min_size=1, max_size=8))
def test_no_word_that_a_person_wrote_is_lost_or_becomes_markup(words):
    blocks = read_text(f"<p>{escape(' '.join(words))}</p>")
    assert [block.words for block in blocks] == [" ".join(words)]


@given(st.lists(SEEN, max_size=30), st.integers(1, 40))
def test_lines_hold_every_sign_in_order_and_are_no_wider_than_they_may_be(words, width):
    lines = break_lines([Piece(" ".join(words), "", "")], width, lambda text, style: len(text))
    texts = ["".join(piece.words for piece in line) for line in lines]
    assert "".join(texts) == " ".join(words)
    assert all(len(text.rstrip(" ")) <= width for text in texts)
