"""A browser's session: how long it lasts, what survives its end, and the way back to where the person was."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Response, current_app, g, redirect, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BuildError

from housing.config import outside

#: Who touched nothing for so long is signed out. The cookie itself stays longer, so that what they send afterwards is
#: known to be theirs and is kept for them.
IDLE = timedelta(minutes=30)
REMEMBERED = timedelta(days=1)


class Memory(NamedTuple):
    """What a page has to know of sessions: who is behind a token, and what was sent to one that had ended."""

    who_is: Callable[[str, datetime], Any]
    keep: Callable[[str, str, dict[str, list[str]], datetime], bool]
    kept: Callable[[str, str, datetime], dict[str, list[str]] | None]


class KeptForm(FlaskForm):
    """A form of a citizen: it shows again what was sent as a session ended."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            given = super().wrap_formdata(form, formdata)
            return g.get("kept") if given is None and formdata is not None else given


def browser_token() -> str:
    """Random words that bind a challenge to this browser before anybody is signed in."""
    if "visitor" not in session:
        session["visitor"] = secrets.token_urlsafe(32)
    return str(session.get("token") or session["visitor"])


def remember(token: str) -> None:
    """A new session for who just signed in; of the one before survives the language, and where the person was."""
    before = {name: session[name] for name in ("language", "wanted", "draft") if name in session}
    session.clear()
    session.permanent = True
    session.update(before, token=token, touched=clock_of_browsers())


def go_on() -> Response:
    """After signing in: where the person was when they had to, or their account."""
    return redirect(session.pop("wanted", None) or url_for("citizen.cabinet"), 303)  # type: ignore[return-value]


def clock_of_browsers() -> float:
    """Seconds since this machine started; not the application's clock, which a demo may move while somebody reads.

    After a restart of the machine nobody counts as idle: the session itself ends by the application's clock.
    """
    return time.monotonic()


def idle() -> bool:
    return bool(clock_of_browsers() - session.get("touched", 0) > IDLE.total_seconds())


def take_up(memory: Memory) -> None:
    """What was sent here as the session ended stands in the form again."""
    if "kept" in request.args and request.method == "GET" and g.who:
        kept = memory.kept(g.who.iin, request.path, outside().clock())
        g.kept = MultiDict(kept) if kept else None


def wanted(memory: Memory) -> str:
    """The screen at which the person was, and whether what they sent there is kept for them."""
    room, module = (request.blueprint or ""), current_app.view_functions[request.endpoint or ""].__module__
    try:
        path = url_for(f"{room}.{module.rpartition('.')[2]}", **(request.view_args or {}) if not request.form else {})
    except BuildError:
        return url_for("citizen.cabinet")
    fields = {name: values for name, values in request.form.lists() if name not in ("csrf_token", "seen")}
    token = session.get("token")
    kept = token and fields and memory.keep(token, path, fields, outside().clock())
    return f"{path}?kept=1" if kept else path
