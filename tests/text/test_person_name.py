"""A name in its parts: who has no patronymic is greeted without one, and nobody by the surname alone."""

from __future__ import annotations

import pytest

from housing.text.person_name import parse_name


@pytest.mark.parametrize(
    ("full", "parts", "ru", "kk", "sex"),
    [
        ("Сейітов Ермек Болатұлы", ("Сейітов", "Ермек", "Болатұлы"), "Ермек Болатұлы", "Ермек", "m"),
        ("Ли Анна Викторовна", ("Ли", "Анна", "Викторовна"), "Анна Викторовна", "Анна", "f"),
        ("Сейітова Гүлнұр", ("Сейітова", "Гүлнұр", ""), "Гүлнұр", "Гүлнұр", ""),
        ("Цой Мин Хо", ("Цой", "Мин Хо", ""), "Мин Хо", "Мин Хо", ""),
        ("Цой Мин Хо Ильич", ("Цой", "Мин Хо", "Ильич"), "Мин Хо Ильич", "Мин Хо", "m"),
        ("Гасанов Эльдар Рашид оглы", ("Гасанов", "Эльдар", "Рашид оглы"), "Эльдар Рашид оглы", "Эльдар", "m"),
        ("Сейітұлы Ермек", ("Сейітұлы", "Ермек", ""), "Ермек", "Ермек", ""),
        ("Сейіт Болатқызы", ("Сейіт", "Болатқызы", ""), "Болатқызы", "Болатқызы", ""),
        ("Сухарто", ("Сухарто", "", ""), "", "", ""),
        ("", ("", "", ""), "", "", ""),
    ],
)
def test_a_name_is_taken_apart_and_greeted(full, parts, ru, kk, sex):
    name = parse_name(full)
    assert (tuple(name), name.full, name.greeting("ru"), name.greeting("kk"), name.sex) == (parts, full, ru, kk, sex)
