"""What every page has in common: who asks, whether they may, language, headers, and one way to answer."""

from __future__ import annotations

import re
import secrets
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from housing.config import LANGUAGES, outside
from housing.form_owner import led_back
from housing.incoming_request import Incoming
from housing.origins import from_elsewhere, origin_of, own_origins
from housing.post_redirect_get import NAME, address_of_answer, by_get, shown_again, shows_again
from housing.visit import IDLE, Memory, desk_wanted, idle, last_steps, take_up, touch, wanted

View = TypeVar("View", bound=Callable[..., Any])
ANYONE = "anyone"
CITIZEN = "citizen"
#: What no page uses is off. The way to this computer is not: without it Chromium would not even ask the person whether
#: a page may reach NCALayer. Its first name was local-network-access.
DEVICES = "camera=(), geolocation=(), microphone=(), loopback-network=(self), local-network-access=(self)"
ERRORS = (400, 403, 404, 405, 409, 413, 429, 500)


def access(*roles: str) -> Callable[[View], View]:
    """Who may call a view. A view without this answers nobody."""

    def mark(view: View) -> View:
        view.access = roles  # type: ignore[attr-defined]
        return view

    return mark


def now() -> datetime:
    """The time of the application: the server's, or the demo's."""
    return outside().clock()


def phone_time() -> datetime:
    """The time as telephones keep it: a demo's clock may have been moved away from it."""
    ahead = getattr(outside().clock, "ahead", None)
    return now() - ahead if isinstance(ahead, timedelta) else now()


def page(template: str, status: int = 200, fragment: str | None = None, **context: Any) -> Response:
    """The whole page, or for HTMX the part of it; never cached, for it may bear somebody's data.

    What answers a form is shown by a GET (`post_redirect_get`), and there is nothing wrong with that request.
    """
    if (kept := by_get(status)) is not None:
        return kept
    partial = fragment and request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    status = 200 if shows_again() else status
    response = make_response(render_template(fragment if partial else template, **context), status)
    response.headers["Vary"] = "HX-Request"
    return response


def back_to(endpoint: str, **values: Any) -> Response:
    """After a POST: go and see (303)."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value]


def shut_in(content: bytes, media_type: str, name: str) -> Response:
    """What a stranger filed, under a name for whoever saves it: it runs nothing here and reaches nothing."""
    plain = re.sub(r"[^A-Za-z0-9._() -]", "_", name)
    headers = {
        "Content-Disposition": f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return Response(content, mimetype=media_type, headers=headers)


def to_save(content: bytes, name: str) -> Response:
    """A file that no browser is to open: the name is ours, and of what it is nothing is said."""
    answer = shut_in(content, "application/octet-stream", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def key() -> str:
    """The server's secret."""
    return str(current_app.config["SECRET_KEY"])


def chosen_language() -> str:
    """Asked for in the URL, remembered, or Kazakh."""
    asked = request.args.get("lang") if request else None
    return asked if asked in LANGUAGES else str(session.get("language", LANGUAGES[0]))


def init_app(app: Flask, memory: Memory) -> None:
    app.request_class = Incoming
    app.before_request(lambda: meet(memory))
    app.after_request(harden)
    app.register_error_handler(HTTPException, sorry)
    # A form whose session or cookie is gone: its owner goes on at the same question, with what they typed.
    app.register_error_handler(CSRFError, lambda fault: led_back(memory) or sorry(fault))
    if not app.debug:
        app.register_error_handler(Exception, broken)


def meet(memory: Memory) -> Any:
    g.request_code = secrets.token_hex(4)
    if from_elsewhere():
        return abort(400)
    if request.args.get("lang") in LANGUAGES:
        session["language"] = request.args["lang"]
    token = session.get("token")
    g.who = memory.who_is(token, now()) if token and not idle() else None
    # A page that refreshes itself is nobody's touch: an official who went home is signed out all the same.
    if g.who and not (g.who.kind == "staff" and "seen" in request.args):
        at_work()
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    roles = getattr(view, "access", ())
    if may_call(view):
        g.came_to_view = True
        return first_step(roles) or take_up(memory) or answer_of_the_address()
    if g.who or not roles:
        return abort(403)
    if CITIZEN in roles:
        session["wanted"] = wanted(memory)
    else:
        desk_wanted()
    return go_and_sign_in(CITIZEN not in roles)


def may_call(view: Any) -> bool:
    roles = getattr(view, "access", ())
    return ANYONE in roles or bool(g.who and g.who.role in roles)


def answer_of_the_address() -> Any:
    """What a form was answered, for whoever reloads it, comes back to it or reads it in another language."""
    return shown_again(may_call) if NAME in request.args and request.method == "GET" else None


def at_work() -> None:
    """Notes the step, and when an official will be signed out if it stays the last one."""
    touch()
    if g.who.until:
        g.ends = min(g.who.until, now() + IDLE)
        last_steps().note(g.who.session, now())


def first_step(roles: tuple[str, ...]) -> Response | None:
    """An official chooses a password of their own before anything else, and in production enrols an authenticator."""
    if ANYONE in roles or g.who.kind != "staff":
        return None
    if g.who.must_change:
        wanted_first = "operator.password"
    elif not g.who.secured and not outside().settings.demo:
        wanted_first = "operator.authenticator"
    else:
        return None
    return None if (request.endpoint or "").startswith(wanted_first) else go_to(url_for(wanted_first))


def go_and_sign_in(staff: bool) -> Response:
    """To the sign-in page."""
    return go_to(url_for("operator.sign_in" if staff else "signin.sign_in", ended=1 if session.get("token") else None))


def go_to(target: str) -> Response:
    """A fragment is told to take the whole page there."""
    if request.htmx:  # type: ignore[attr-defined]
        return make_response("", 200, {"HX-Redirect": target})
    return redirect(target)  # type: ignore[return-value]


def harden(response: Response) -> Response:
    signer = outside().settings.signer_url
    connect = "'self'" if signer.startswith("/") else f"'self' {signer}"
    policy = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self'; connect-src {connect}"
    )
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers.setdefault("Permissions-Policy", DEVICES)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cache-Control", "no-store")
    if not outside().settings.demo:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def sorry(fault: HTTPException) -> Any:
    """An error page in the person's language, with a code to quote; redirects pass."""
    code = fault.code or 500
    if code < 400:
        return fault
    if kept := by_get(code, fault):
        return kept
    template = f"errors/{code if code in ERRORS else 500 if code >= 500 else 400}.html"
    # A token is looked at before anybody is met: the code is made here then.
    quoted = g.setdefault("request_code", secrets.token_hex(4))
    # What was refused before it came to a view is told at once; in another language it is told by a GET.
    langs_at = address_of_answer(code, fault)
    context = {"langs_at": langs_at, "code_to_quote": quoted, "came_from": came_from()}
    response = make_response(render_template(template, csrf_failed=isinstance(fault, CSRFError), **context), code)
    if retry := getattr(fault, "retry_after", None):
        response.headers["Retry-After"] = str(retry)
    return response


def came_from() -> str | None:
    """The page of ours from which a form was sent: the way back to it."""
    if "page_above" in g:
        return str(g.page_above)
    ours = request.method == "POST" and origin_of(request.referrer or "") in own_origins()
    return request.referrer if ours else None


def broken(fault: Exception) -> Any:
    """The trace goes to the log with the code to quote; the person sees words."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)[-4:]]
    quoted = g.setdefault("request_code", secrets.token_hex(4))
    # The words of the exception may quote somebody's data; where it happened is enough.
    current_app.logger.error("request %s: %s at %s", quoted, type(fault).__name__, " < ".join(places))
    return sorry(InternalServerError())
