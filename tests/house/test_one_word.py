"""One word for one thing in both catalogues: quoted labels as they stand, one spelling of roles, laws and "you"."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from tests.house.house import ROOT, tell

QUOTED = re.compile("“([^”]+)”")
#: A polite "you" is small on a page, wherever it does not begin a sentence; notices, which are letters, are no pages.
CAPITAL_YOU = re.compile(r"[\w,;)%–-] (Вы|Вас|Вам|Вами|Ваш\w*|Сіз\w*)\b")
#: What is not said, and what is said instead.
BANNED = {
    "ru": {
        r"\bработник": "сотрудник", r"раб\. дн": "рабочих дней", r"нуждающихся в жилище": "нуждающихся в жилье",
        r"«О праздниках»": "«О праздниках в Республике Казахстан»",
        r"«О персональных данных»": "«О персональных данных и их защите»",
    },
    "kk": {
        r"(?<!банк )(?<!осы )қызметкер (?!әрекет)": "лауазымды адам",
        r"тұрғын үйге мұқтаж": "тұрғынжайға мұқтаж", r"кері қайтарыл(?!ып)": "кері қайтарып алын-",
    },
}  # fmt: skip


def first(words):
    return words if isinstance(words, str) else words[0]


def catalogue(language):
    """Message ids with their translations, as one text each."""
    with (ROOT / f"translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return [
            (first(one.id), one.string if isinstance(one.string, str) else " | ".join(one.string))
            for one in read_po(file, locale=language)
            if one.id
        ]


def misquoted(messages):
    """Texts that quote a label, as the English does, by other words than the label bears."""
    labels = {}
    for key, words in messages:
        labels.setdefault(key, []).append(words.lower())
    return [
        f"{words} (the label is {' or '.join(labels[label])})"
        for key, words in messages
        for label in QUOTED.findall(key)
        if label in labels and not any(one in words.lower() for one in labels[label])
    ]


def banned(language, texts):
    return [
        f"{words} (say: {instead})"
        for words in texts
        for pattern, instead in BANNED[language].items()
        if re.search(pattern, words, re.IGNORECASE)
    ]


@pytest.mark.parametrize("language", BANNED)
def test_a_label_is_quoted_as_it_stands_on_the_page(language):
    tell("Nobody finds these labels:", misquoted(catalogue(language)))


@pytest.mark.parametrize("language", BANNED)
def test_you_is_small_on_every_page(language):
    tell("Small letter:", [words for _key, words in catalogue(language) if CAPITAL_YOU.search(words)])


@pytest.mark.parametrize("language", BANNED)
def test_one_thing_has_one_word(language):
    tell("Another word:", banned(language, [words for _key, words in catalogue(language)]))


def test_the_three_can_fail():
    label = ("Add", "Қосу")
    assert misquoted([label, ("Press “Add”", "«Енгізу» дегенді басыңыз")])
    assert not misquoted([label, ("Press “Add”", "«Қосу» дегенді басыңыз")])
    assert CAPITAL_YOU.search("если Вы подаёте") and not CAPITAL_YOU.search("Подано. Вы ждёте")
    assert banned("ru", ["решает работник"]) and banned("kk", ["Хабарды қызметкер қайта жіберді"])
    assert not banned("kk", ["банк қызметкері сұрамайды", "кері қайтарып алынған", "Қызметкерлердің есептік жазбалары"])
