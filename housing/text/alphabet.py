"""The order of the Kazakh alphabet, in which people read every list of names. Pure.

Code points put Ә, Ғ, Қ, Ө and their like behind Я; the alphabet has each behind the letter it came from. It holds the
Russian one in its own order, so that lists in Russian are sorted by it as well.
"""

from __future__ import annotations

import unicodedata

#: Source: the alphabet of 1940, as it is taught; both cases are one letter.
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
#: Each letter by a code point behind what other alphabets people write in here: bytes sort them so, two a letter.
PLACES = {ord(letter): 0x500 + place for place, letter in enumerate(LETTERS)}


def order_key(words: str) -> str:
    """What to sort by, in Python and, stored, in SQL: blanks and signs before digits, Latin letters, then ours."""
    seen = "".join(sign for sign in words if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split())).casefold().translate(PLACES)
