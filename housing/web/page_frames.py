"""Pages whose frame is kept: all of it but what is put in anew at each answer.

What may be kept: what stands alike for everybody who has the same role in the same branch, in one language. Never the
session's token, a name, an IIN, a row of a list or a time: those are slots. Where they stand is marked as the frame is
made, for the template gets marks instead of them; the token is found by itself, wherever a macro has put it. For how
long: until there are more than `MAX_FRAMES`. Who hears of a change: nobody need, since the key names all that the frame
shows; reference data stands in it by edition or by its words.

Measured on 30 November 2026: see "Frames" in docs/performance.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, g, render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from housing.presentation.formats import format_datetime, language
from housing.web.gzip_parts import KeptText, Parts
from housing.web.page_state import IdleTimes, common_slots

#: Frames kept at most, of some 30 KB each with what is packed of them; the oldest makes room.
MAX_FRAMES = 256
#: Whom a page speaks of where it cannot be kept: a form that had ended with its session, whom a draft is filled in for.
UNKEPT = ("answer_lost", "kept", "draft")
#: What is put in, by name: words, markup, or HTML in UTF-8.
Slots = Mapping[str, str | bytes]


class Frame:
    """Kept texts, and the names of the slots between them."""

    def __init__(self, text: str) -> None:
        pieces = re.split("\0([a-z_]+)\0", hide_token(text))
        self.texts, self.slots = [KeptText(one.encode()) for one in pieces[::2]], pieces[1::2]

    def fill(self, values: Slots) -> Parts:
        """The parts of a page. Raises KeyError where a slot has no value."""
        put_in = {name: encode_slot(values[name]) for name in set(self.slots)}
        parts: list[KeptText | bytes] = [*self.texts[:1]]
        for name, text in zip(self.slots, self.texts[1:], strict=True):
            parts += (put_in[name], text)
        return parts


def encode_slot(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else escape(value).encode()


def plain_slots(slots: Slots) -> dict[str, str]:
    """As a template takes them that is not kept."""
    return {name: Markup(one.decode()) if isinstance(one, bytes) else one for name, one in slots.items()}  # noqa: S704


def hide_token(text: str) -> str:
    """With a slot wherever a token of this session stands; they differ by when they were signed."""
    payload = generate_csrf().rsplit(".", 2)[0]
    return re.sub(re.escape(payload) + r"\.[\w-]+\.[\w-]+", mark("csrf"), text)


def mark(name: str) -> Markup:
    return Markup(f"\0{name}\0")  # noqa: S704


def fill_frame(template: str, key: tuple[Any, ...], slots: Slots, **context: Any) -> Parts:
    """The parts of a page of staff. `key`: what `context` says; `slots`: what the template gets a mark for."""
    frames, whole = current_app.extensions.setdefault("page_frames", {}), (template, *key, *name_surroundings())
    found: Frame | None = frames.get(whole)
    if found is None:
        while len(frames) >= MAX_FRAMES:
            frames.pop(next(iter(frames), None), None)
        found = frames[whole] = Frame(render_frame(template, slots, context))
    return found.fill({**common_slots(), **slots, "csrf": generate_csrf()})


def name_surroundings() -> tuple[Any, ...]:
    """What every page shows of whoever asks: language, role, branch; of a demonstration what its clock shows."""
    who, demo = g.who, g.get("demo")
    clock = demo and (format_datetime(demo.now), demo.shifted, demo.began)
    return language(), who and (who.kind, who.role, who.branch_code), "ends" in g, clock, g.get("technical_break")


def may_be_kept() -> bool:
    """Not where the page says something of this one request."""
    return not any(g.get(name) for name in UNKEPT)


def render_frame(template: str, slots: Slots, context: Mapping[str, Any]) -> str:
    marks: dict[str, Any] = {name: mark(name) for name in (*common_slots(), *slots)}
    if g.who:
        marks["who"] = replace(g.who, name=mark("user_name"), iin="", login="", session="")
    idle = IdleTimes(mark("idle_left"), mark("idle_last"), mark("idle_ends")) if "ends" in g else None
    g.makes_frame = True
    try:
        return render_template(template, **context, **marks, idle=idle)
    finally:
        del g.makes_frame
