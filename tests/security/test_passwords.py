"""What a password of an official must be."""

from __future__ import annotations

import pytest

from housing.security.passwords import COMMONEST, SHORTEST, WeakPassword, validate_password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short words", "short"),
        ("x" * 201, "long"),
        ("my astana-1 words", "login"),
        ("My ASTANA-1 words", "login"),
        ("aaaabbbbaaaabbbb", "plain"),
        ("Password123456", "common"),
        ("ЙЦУКЕНГШЩЗХЪ", "common"),
    ],
)
def test_a_weak_one_is_named(password, code):
    with pytest.raises(WeakPassword) as weak:
        validate_password(password, "astana-1")
    assert weak.value.code == code


@pytest.mark.parametrize(
    "password", ["жасыл көл үстінде", "correct horse battery", "7h!kQ2#zPw9m", "сөз бен санды " * 6]
)
def test_a_good_one_is_let_be(password):
    validate_password(password, "astana-1")


def test_the_list_holds_only_what_would_pass_by_its_length():
    assert not [one for one in COMMONEST if len(one) < SHORTEST or one != one.casefold()]
