"""The pages that explain are read by everybody: short sentences, and no words of officials."""

from __future__ import annotations

import re

import pytest

PAGES = ("/", "/hints", "/help", "/accessibility", "/data")
AVERAGE, LONGEST = 15, 25
#: Beginnings of words that a form is written in and nobody speaks.
OFFICIALESE = {
    "en": ("pursuant", "hereby", "herein", "thereof", "aforementioned", "in accordance", "in the event", "utilis",
           "shall "),
    "ru": ("в соответствии", "осуществл", "надлежащ", "вышеуказан", "нижеследующ", "посредством", "в целях", "является",
           "в случае", "вышеизложен", "услугополучател", "услугодател"),
    "kk": ("болып табылады", "жүзеге асыр", "жоғарыда көрсетіл", "жоғарыда аталған", "белгіленген тәртіп", "шеңберінде",
           "көрсетілетін қызметті алушы", "көрсетілетін қызметті беруші", "мақсатында"),
}  # fmt: skip


def sentences(page):
    """Of the part that explains; a heading, an item, a cell is a sentence of its own."""
    for block in page.select("main :is(h1, h2, h3, p, li, dt, dd, legend, label)"):
        if not block.select("p, li, h3"):
            text = " ".join(block.get_text(" ").split())
            yield from (one for one in re.split(r"(?<=[.?!:;])\s+", text) if re.search(r"\w", one))


def length(sentence):
    return len(re.findall(r"[\w–-]*\w[\w–-]*", sentence))


@pytest.mark.parametrize("language", OFFICIALESE)
@pytest.mark.parametrize("path", PAGES)
def test_sentences_are_short(world, path, language):
    told = list(sentences(world.visitor_in(language).get(path)))
    spoken = [length(one) for one in told if length(one) > 3]
    assert len(spoken) > 10, "does this test still find the words?"
    assert [one for one in told if length(one) > LONGEST] == []
    assert sum(spoken) / len(spoken) <= AVERAGE


@pytest.mark.parametrize("language", OFFICIALESE)
@pytest.mark.parametrize("path", PAGES)
def test_no_words_of_officials(world, path, language):
    text = world.visitor_in(language).get(path).one("main").lower()
    assert [word for word in OFFICIALESE[language] if word in text] == []
