"""The individual identification number (kk ЖСН, ru ИИН): its form and its check digit, and nothing more.

Since decree No. 853 of 26.08.2013 the digits prove neither birth date nor sex: those the state database alone knows.
"""

from __future__ import annotations

from operator import mul

FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def is_valid_iin(iin: str) -> bool:
    """Twelve ASCII digits whose last is the check digit. A base that yields 10 twice is never issued."""
    if len(iin) != 12 or not iin.isascii() or not iin.isdigit():
        return False
    digits = list(map(int, iin))
    check = weighted_remainder(digits, FIRST_PASS)
    if check == 10:
        check = weighted_remainder(digits, SECOND_PASS)
    return check == digits[11]


def weighted_remainder(digits: list[int], weights: tuple[int, ...]) -> int:
    weighted: int = sum(map(mul, digits, weights))
    return weighted % 11


def birth_year(iin: str) -> int:
    """As the digits have it, for figures: it proves nothing about anybody. 0: they have none."""
    century = iin[6:7]
    return 1800 + (int(century) - 1) // 2 * 100 + int(iin[:2]) if century and century in "123456" else 0


def mask_iin(iin: str) -> str:
    """As staff lists show it: enough to tell two people apart, not enough to copy."""
    return f"{iin[:4]}••••{iin[8:]}" if iin else ""
