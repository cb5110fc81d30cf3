"""The catalogues, read from their .po files at start and kept in memory: there is no compiled copy to fall behind.

A page of staff says a hundred words: in templates they are looked up on a short way.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain, get_locale
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

DOMAIN = "messages"


@cache
def load_translations(po: Path) -> Translations:
    with po.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


def install_translations(babel: Babel, pages: Environment, folder: Path, languages: tuple[str, ...]) -> None:
    """English is the language of the message ids: what has no catalogue reads as written."""
    domain = Domain(domain=DOMAIN)
    for language in languages:
        po = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        domain.cache[language, DOMAIN] = load_translations(po) if po.exists() else Translations()
    babel.domain_instance = domain
    pages.globals["_"] = make_gettext({language: domain.cache[language, DOMAIN].ugettext for language in languages})


def make_gettext(words_in: dict[str, Any]) -> Any:
    """What `_` is in a template: the words in the language of the page, with what they name put in and escaped."""

    @pass_context
    def look_up(context: Context, words: str, **named: Any) -> str:
        language = context.get("lang") or getattr(get_locale(), "language", "en")
        found = words_in[language](words)
        found = Markup(found) if context.eval_ctx.autoescape else found  # noqa: S704
        return found % named if named or "%" in found else found

    return look_up
