"""The catalogues, read from their .po files at start and kept in memory: there is no compiled copy to fall behind."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain

DOMAIN = "messages"


@cache
def translations(po: Path) -> Translations:
    with po.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


def use(babel: Babel, folder: Path, languages: tuple[str, ...]) -> None:
    """English is the language of the message ids: what has no catalogue reads as written."""
    domain = Domain(domain=DOMAIN)
    for language in languages:
        po = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        domain.cache[language, DOMAIN] = translations(po) if po.exists() else Translations()
    babel.domain_instance = domain
