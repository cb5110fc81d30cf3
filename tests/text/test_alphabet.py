"""The order of the Kazakh alphabet: in words, and in every list that people read."""

from __future__ import annotations

import ast
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.queries.reference.settlements import settlement_choices
from housing.text.alphabet import LETTERS, order_key
from tests.house.house import modules, tree

KAZAKH = [*"аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"]
SORTS = {"sorted", "sort", "order_by", "dictsort"}


def test_the_letters_follow_one_another_as_in_the_alphabet():
    assert [*LETTERS] == KAZAKH == sorted(reversed(KAZAKH), key=order_key)
    assert sorted(map(str.upper, KAZAKH), key=order_key) == [letter.upper() for letter in KAZAKH]


@pytest.mark.parametrize("words", [
    ["Абай", "Ақтау", "Аягөз", "Әйтеке би", "Балқаш"], ["Зайсаң", "Ивановка", "Йошкино", "Келес", "Құлсары", "Лепсі"],
    ["Орал", "Отар", "Өскемен", "Павлодар"], ["Ушарал", "Ұлытау", "Үшарал", "Фёдоровка", "Хантау", "Һаким", "Цех"],
    ["Шымкент", "Ығайтау", "Іле", "Эмба"], ["Ақ", "Ақ Бұлақ", "Ақ-Жар", "Ақай"], ["almaty-1", "Zhetisu", "Абай"],
])  # fmt: skip
def test_words_stand_in_that_order_however_they_came(words):
    assert sorted(reversed(words), key=order_key) == words
    assert sorted([unicodedata.normalize("NFD", word) for word in words], key=order_key) == [
        unicodedata.normalize("NFD", word) for word in words
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_database_sorts_the_key_by_its_bytes_as_we_do(one, other):
    """SQLite compares text byte by byte."""
    one, other = order_key(one), order_key(other)
    assert (one < other) == (one.encode() < other.encode())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_settlements_are_offered_in_that_order_after_the_three_cities(world, language):
    with world.app.app_context():
        names = [name.split(",")[0] for code, name in settlement_choices(language)]
    assert names[3:] == sorted(names[3:], key=order_key) and names[3:] != sorted(names[3:])


def test_no_list_of_names_is_sorted_by_code_points():
    """Whatever sorts by a name does so by the alphabet; gateways sort files."""
    wrong = [
        f"{path.name}:{call.lineno}"
        for path in modules()
        if "gateways" not in path.parts
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and by_plain_name(call)
    ]
    assert wrong == []


def by_plain_name(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
    asked = [*call.args, *(word.value for word in call.keywords)]
    words = " ".join(ast.unparse(one) for one in asked)
    names = any(f".{end}" in f"{words} " for end in ("name ", "name,", "name)", "name(", "name.", "title"))
    return name in SORTS and (names or "casefold" in words) and "order_key" not in words
