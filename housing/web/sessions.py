"""A browser's session: how long it lasts, what survives its end, and the way back to where the person was."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

from flask import Flask, Request, Response, current_app, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BuildError

from housing.config import current_services

#: Who touched nothing for so long is signed out. The cookie itself stays longer, so that what they send afterwards is
#: known to be theirs and is kept for them.
IDLE = timedelta(minutes=30)
#: Of a step that follows another one so closely no note is made; whoever is idle has so much longer.
ACTIVITY_INTERVAL = timedelta(seconds=30)
COOKIE_LIFETIME = timedelta(days=1)
#: The screen at which the work of a role of staff begins.
DESKS = {
    "operator": "operator.queue",
    "supervisor": "operator.queue",
    "head_office": "operator.inbox",
    "administrator": "operator.alarms",
    "auditor": "operator.journal",
    "helpline": "operator.helpline",
}
#: How long a cookie whose seal was right needs no second look.
CACHE_TIME = timedelta(minutes=1)
#: Sessions of which the last step is remembered.
MAX_SESSIONS = 10_000


#: Of what a form sends, what nobody typed.
NOT_TYPED = ("csrf_token", "seen", "whose")


class SessionStore(NamedTuple):
    """What a page has to know of sessions: who is behind a token, and what was sent to one that had ended.

    `store_form` goes by a token, `store_form_of` by an IIN.
    """

    who_is: Callable[[str, datetime], Any]
    store_form: Callable[[str, str, dict[str, list[str]], datetime], bool]
    store_form_of: Callable[[str, str, dict[str, list[str]], datetime], bool]
    load_form: Callable[[str, str, datetime], dict[str, list[str]] | None]


class CachedSessionInterface(SecureCookieSessionInterface):
    """The seal of a cookie is looked at once a minute, and not at every request: what it held is known by its bytes."""

    def __init__(self) -> None:
        self.opened: dict[str, tuple[float, dict[str, Any]]] = {}

    def open_session(self, app: Flask, request: Request) -> Any:
        sealed = request.cookies.get(self.get_cookie_name(app), "")
        known = self.opened.get(sealed)
        if known and monotonic_seconds() - known[0] < CACHE_TIME.total_seconds():
            return self.session_class(deepcopy(known[1]))
        session = super().open_session(app, request)
        if session:
            if len(self.opened) >= MAX_SESSIONS:
                self.opened.clear()
            self.opened[sealed] = monotonic_seconds(), deepcopy(dict(session))
        return session


def session_settings(demo: bool) -> dict[str, Any]:
    """Flask's settings of the session, its cookie and the token of its forms; a demo alone sends it over HTTP.

    By the prefix a browser takes it from this host alone, over TLS, for all of it: no other host of the bank sets one.
    """
    return {
        "SESSION_COOKIE_NAME": "kezek" if demo else "__Host-kezek",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": not demo,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": COOKIE_LIFETIME,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


class KeptForm(FlaskForm):
    """A form of a citizen: it shows again what was sent as a session ended."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            given = super().wrap_formdata(form, formdata)
            return g.get("kept") if given is None and formdata is not None else given


def browser_token() -> str:
    """Random words that bind a challenge to this browser before anybody is signed in."""
    if token := session.get("token"):
        return str(token)
    if "visitor" not in session:
        session["visitor"] = secrets.token_urlsafe(32)
    return str(session["visitor"])


def start_session(token: str) -> None:
    """A new session for who just signed in; of the one before survives the language, and where the person was."""
    before = {name: session[name] for name in ("language", "wanted", "draft", "desk") if name in session}
    session.clear()
    session.permanent = True
    session.update(before, token=token, touched=monotonic_seconds())


def redirect_after_sign_in() -> Response:
    """After signing in: where the person was when they had to, or their account."""
    return redirect(session.pop("wanted", None) or url_for("citizen.cabinet"), 303)  # type: ignore[return-value]


class LastActivity:
    """When each session was last at work: kept in the memory of this process, for to look writes nothing."""

    def __init__(self) -> None:
        self.at: OrderedDict[str, datetime] = OrderedDict()
        self.lock = Lock()

    def record_step(self, session_hash: str, now: datetime) -> None:
        with self.lock:
            self.at[session_hash] = now
            self.at.move_to_end(session_hash)
            while len(self.at) > MAX_SESSIONS:
                self.at.popitem(last=False)

    def starting_with(self, name: str) -> datetime | None:
        """Of the session whose hash begins so; None where nothing was seen since this process began."""
        with self.lock:
            return next((at for one, at in self.at.items() if one.startswith(name)), None)


def last_activity() -> LastActivity:
    found: LastActivity = current_app.extensions.setdefault("last steps", LastActivity())
    return found


def current_screen() -> tuple[str, str] | None:
    """The screen that a request belongs to, of a change the one that it was made on, and its address."""
    module = current_app.view_functions[request.endpoint or ""].__module__
    screen, given = f"{request.blueprint}.{module.rpartition('.')[2]}", request.view_args or {}
    try:
        takes = {name for rule in current_app.url_map.iter_rules(screen) for name in rule.arguments}
        return screen, url_for(screen, **{name: value for name, value in given.items() if name in takes})
    except (BuildError, KeyError):
        return None


def store_staff_return() -> None:
    """The page at which an official was, for after they have signed in."""
    here = current_screen()
    if here and not request.headers.get("HX-Request"):
        path = request.full_path if request.method == "GET" else here[1]
        session["desk"] = [here[0], path.rstrip("?")]


def pop_staff_return(role: str) -> str | None:
    """Where this official was, if their role may be there."""
    endpoint, path = session.pop("desk", None) or ("", "")
    view = current_app.view_functions.get(endpoint)
    return path if view is not None and role in getattr(view, "access", ()) else None


def monotonic_seconds() -> float:
    """Seconds since this machine started; not the application's clock, which a demo may move while somebody reads.

    After a restart of the machine nobody counts as idle: the session itself ends by the application's clock.
    """
    return time.monotonic()


def touch_session() -> None:
    """Notes a step in the cookie, which is sealed and sent anew for it only when the last one is half a minute old."""
    now = monotonic_seconds()
    if now - session.get("touched", 0) > ACTIVITY_INTERVAL.total_seconds():
        session["touched"] = now


def is_idle() -> bool:
    return bool(monotonic_seconds() - session.get("touched", 0) > (IDLE + ACTIVITY_INTERVAL).total_seconds())


def restore_kept_form(memory: SessionStore) -> None:
    """What was sent here as the session ended stands in the form again."""
    if "kept" in request.args and request.method == "GET" and g.who:
        kept = memory.load_form(g.who.iin, request.path, current_services().clock())
        g.kept = MultiDict(kept) if kept else None


def return_address(memory: SessionStore) -> str:
    """The screen at which the person was, and whether what they sent there is kept for them."""
    here = current_screen()
    if here is None:
        return url_for("citizen.cabinet")
    path, fields = here[1], typed_fields()
    token = session.get("token")
    kept = token and fields and memory.store_form(token, path, fields, current_services().clock())
    return f"{path}?kept=1" if kept else path


def typed_fields() -> dict[str, list[str]]:
    """What was typed or chosen in the form that was sent."""
    return {name: values for name, values in request.form.lists() if name not in NOT_TYPED}
