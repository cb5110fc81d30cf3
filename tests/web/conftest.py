"""The world of a template by itself: no application, no database, words instead of dates and no translation."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from housing import labels
from housing.law.parameters import PARAMETERS
from housing.web.page_state import language_link
from housing.web.sessions import DESKS

TEMPLATES, AT = Path(__file__).parents[2] / "templates", datetime(2026, 10, 27, 4, 0, tzinfo=UTC)
BANK = Thing(work="9–18", lunch="", closes="18", days=Thing(no_housing=1, emergency_housing=3, orphan_documents=3))


@pytest.fixture
def env():
    """Templates as the application sets them up, with words instead of dates and no translation."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_translations(NullTranslations(), newstyle=True)
    env.filters.update(format_time_left=lambda minutes: f"{minutes} min", say_when=str, insert_law_numbers=str)
    env.globals.update(office_hours=lambda: BANK, law_today=lambda: PARAMETERS[0], form_owner_seal=str)
    env.filters["when"] = lambda at, style="stamp": Markup("<time>{} {}</time>").format(at.isoformat(), style)
    env.filters["name"] = lambda name: Markup('<span lang="kk">{}</span>').format(name)
    env.globals.update(
        cached_fragment=lambda *key, caller: caller(),
        csrf_token=lambda: "TOKEN",
        htmx_src="/vendor/htmx.js",
        labels=labels,
        asset="/static/{}".format,
        url_for=lambda at, key="": f"/{at}/{key}/dispute",
        DESKS=DESKS,
    )
    return env


@pytest.fixture
def html(env):
    parts = ("parts.html", "forms.html", "queue_parts.html", "fact_parts.html", "notice_parts.html")
    names = {name: re.findall(r"{% macro (\w+)", (TEMPLATES / name).read_text(encoding="utf-8")) for name in parts}
    imports = "".join(f'{{% from "{name}" import {", ".join(names[name])} with context %}}' for name in names)
    around = {"lang": "ru", "draft": Thing(id=1, version=1, papers=())}
    return lambda line, **given: env.from_string(imports + line).render(around | given)


@pytest.fixture
def page(env):
    """Renders a whole page as somebody sees it; q is the query of its address."""

    def render(name, q=(), **given):
        request = Thing(path="/here", args=MultiDict(q), full_path="/here?", query_string=bool(q))
        around = dict.fromkeys(("who", "demo", "kept", "filling_in", "idle", "answer_lost")) | {"request": request}
        around |= {"page_time": "NOW", "language_link": language_link(request.args), "page_path": request.full_path}
        return env.get_template(name).render(around | {"server_now": AT, "code_to_quote": "R5", "lang": "ru"} | given)

    return render
