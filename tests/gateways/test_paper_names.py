"""What a file is called by its owner is shown, and nothing more is done with it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.gateways.papers.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Қорытынды №1 (بناء).pdf", "Қорытынды №1 (بناء).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ә\\Скан.PDF", "Скан.pdf"),
        ("a\u202egnp.exe", "agnp.exe.pdf"),
        ("a\0b\r\n.pdf", "ab.pdf"),
        ("picture.png", "picture.pdf"),
        ("", "document.pdf"), ("..", "document.pdf"), (".pdf", "document.pdf"), ("/", "document.pdf"),
        ("\u200b\u2066.pdf", "document.pdf"),
        ("  two   words .pdf", "two words.pdf"),
        ("и\u0306.pdf", "й.pdf"),
    ],
)  # fmt: skip
def test_a_name_is_made_fit_to_be_shown(given, shown):
    assert clean_name(given, "application/pdf") == shown


def test_a_name_of_three_hundred_letters_is_cut_and_keeps_its_ending():
    name = clean_name("ә" * 300 + ".jpeg", "image/jpeg")
    assert name == "ә" * LONGEST + ".jpg"


@given(st.text(max_size=400), st.sampled_from(["application/pdf", "image/jpeg", "image/png"]))
def test_no_name_bears_a_path_or_what_cannot_be_seen(given, media):
    name = clean_name(given, media)
    assert 5 <= len(name) <= LONGEST + 4 and not set(name) & set("/\\\0\r\n")
    assert not [letter for letter in name if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert name.endswith((".pdf", ".jpg", ".png"))
