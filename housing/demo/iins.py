"""Invented IINs: valid ones, each once, of people born between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from housing.law.iin import FIRST_PASS, SECOND_PASS, weighted_remainder

BORN = date(1950, 1, 1), date(2008, 1, 1)
#: They go downwards from here: above stand the demo's own people.
SERIALS = range(9899, 8999, -1)
#: Where the digits of the day of birth end.
DAY = 6


def iins(random: Random, born: tuple[date, date] = BORN, serials: range = SERIALS) -> Iterator[tuple[str, str]]:
    """(IIN, sex), each once: a serial of every day of birth, then the next serial."""
    days = [born[0] + timedelta(days=n) for n in range((born[1] - born[0]).days)]
    random.shuffle(days)
    known = [(f"{day:%y%m%d}", 3 if day.year < 2000 else 5, *sums_of(f"{day:%y%m%d}", 0)) for day in days]
    for serial in serials:
        ends = {digit: (f"{digit}{serial:04}", *sums_of(f"{digit}{serial:04}", DAY)) for digit in (3, 4, 5, 6)}
        for nth, (day, century, first, second) in enumerate(known):
            female = (nth + serial) % 2
            end, more, again = ends[century + female]
            check = (first + more) % 11
            check = (second + again) % 11 if check == 10 else check
            if check != 10:
                yield f"{day}{end}{check}", "female" if female else "male"


def sums_of(digits: str, place: int) -> tuple[int, int]:
    """What these digits add to both sums from which the check digit follows. `place`: of the first of them."""
    found = [int(digit) for digit in digits]
    return (
        sum(digit * FIRST_PASS[place + n] for n, digit in enumerate(found)),
        sum(digit * SECOND_PASS[place + n] for n, digit in enumerate(found)),
    )


def iin_of(born: date, female: bool, serial: int) -> str | None:
    """With its check digit; None where this serial has none."""
    base = f"{born:%y%m%d}{(3 if born.year < 2000 else 5) + female}{serial:04}"
    digits = [int(digit) for digit in base]
    check = weighted_remainder(digits, FIRST_PASS)
    check = weighted_remainder(digits, SECOND_PASS) if check == 10 else check
    return f"{base}{check}" if check != 10 else None


def birth_day(iin: str) -> str:
    """The day of an invented IIN, as facts have it."""
    return f"{19 if iin[6] in '34' else 20}{iin[:2]}-{iin[2:4]}-{iin[4:6]}"
