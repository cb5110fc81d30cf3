"""Text from outside as it is kept: every letter in one piece (Unicode NFC), so that equal words are equal. Pure.

One place of each door calls it: the request (forms, addresses), a field of a row of reference data (forms and files),
the answer of a state base, the subject of a certificate, the console, the name of a file.
"""

from __future__ import annotations

import unicodedata


def to_nfc(text: str) -> str:
    """The text in Unicode normalization form C."""
    return unicodedata.normalize("NFC", text)
