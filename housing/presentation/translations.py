"""The catalogues, read from their .po files at start and kept in memory; compiled copies are known by what they are of.

A page of staff says a hundred words: in templates they are looked up on a short way.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain, get_locale
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from housing.presentation.compiled_files import CompiledFiles, TemplateCache

DOMAIN = "messages"


def load_translations(po: Path, compiled: CompiledFiles | None) -> Translations:
    return parse_translations(po.read_bytes(), f"{po.parent.parent.name}.mo", compiled)


@lru_cache(maxsize=8)
def parse_translations(written: bytes, name: str, compiled: CompiledFiles | None) -> Translations:
    content = compiled.load(name, written) if compiled else None
    if content is None:
        content = compile_catalogue(written)
        if compiled:
            compiled.store(name, written, content)
    return Translations(io.BytesIO(content), DOMAIN)


def compile_catalogue(written: bytes) -> bytes:
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(written)))
    return compiled.getvalue()


def install_translations(babel: Babel, pages: Environment, folder: Path, languages: tuple[str, ...]) -> None:
    """English is the language of the message ids: what has no catalogue reads as written."""
    domain, kept = Domain(domain=DOMAIN), pages.bytecode_cache
    compiled = kept.files if isinstance(kept, TemplateCache) else None
    for language in languages:
        po = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        domain.cache[language, DOMAIN] = load_translations(po, compiled) if po.exists() else Translations()
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
