"""The name that somebody gave a file: made fit to be shown. Nothing is ever stored or opened by it."""

from __future__ import annotations

import re
import unicodedata

from housing.gateways.papers import ENDINGS
from housing.text.normalization import to_nfc

LONGEST = 120
#: Control characters, invisible ones (also those that turn the direction of writing), halves and private letters.
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
KNOWN = re.compile(r"\.(pdf|jpe?g|png)$", re.IGNORECASE)


def clean_name(given: str, media_type: str) -> str:
    """Without a path, on one line, with the ending of what the file is; "document" where nothing is left of it."""
    last = re.split(r"[/\\]", to_nfc(given[-1000:]))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in UNSEEN)
    stem = KNOWN.sub("", " ".join(seen.split())).strip(" .")
    return f"{stem[:LONGEST].strip(' .') or 'document'}.{ENDINGS[media_type]}"
