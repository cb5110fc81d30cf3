"""Who asks, and whether they may: every request meets this before its view."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, abort, current_app, g, request, session, url_for

from housing.config import LANGUAGES, current_services
from housing.web.current import now
from housing.web.origins import is_cross_site
from housing.web.post_redirect_get import REPLY_ARG, replay_reply
from housing.web.responses import go_to
from housing.web.sessions import (
    IDLE,
    SessionStore,
    is_idle,
    last_activity,
    restore_kept_form,
    return_address,
    store_staff_return,
    touch_session,
)

View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger("kezek.access")
ANYONE = "anyone"
CITIZEN = "citizen"


def access(*roles: str) -> Callable[[View], View]:
    """Who may call a view. A view without this answers nobody."""

    def decorate(view: View) -> View:
        view.access = roles  # type: ignore[attr-defined]
        return view

    return decorate


def authenticate(memory: SessionStore) -> Any:
    g.request_code = secrets.token_hex(4)
    if is_cross_site():
        return abort(400)
    if request.args.get("lang") in LANGUAGES:
        session["language"] = request.args["lang"]
    token = session.get("token")
    g.who = memory.who_is(token, now()) if token and not is_idle() else None
    # A page that refreshes itself is nobody's touch: an official who went home is signed out all the same.
    if g.who and not (g.who.kind == "staff" and "seen" in request.args):
        record_activity()
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    roles = getattr(view, "access", ())
    if may_call(view):
        g.came_to_view = True
        return require_account_setup(roles) or at_view(memory)
    if g.who or not roles:
        # Whoever tries doors is to be seen by somebody: by the number of the account, never by a name.
        account = (g.who.role, g.who.staff_id) if g.who else ("nobody", None)
        log.warning("request %s: %s was refused to %s %s", g.request_code, request.endpoint, *account)
        return abort(403)
    if CITIZEN in roles:
        session["wanted"] = return_address(memory)
    else:
        store_staff_return()
    return redirect_to_sign_in(CITIZEN not in roles)


def at_view(memory: SessionStore) -> Any:
    """What was kept for the form stands in it again; then the answer that the address names, if it does."""
    restore_kept_form(memory)
    return replay_kept_answer()


def may_call(view: Any) -> bool:
    roles = getattr(view, "access", ())
    return ANYONE in roles or bool(g.who and g.who.role in roles)


def replay_kept_answer() -> Any:
    """What a form was answered, for whoever reloads it, comes back to it or reads it in another language."""
    return replay_reply(may_call) if REPLY_ARG in request.args and request.method == "GET" else None


def record_activity() -> None:
    """Notes the step, and when an official will be signed out if it stays the last one."""
    touch_session()
    if g.who.until:
        g.ends = min(g.who.until, now() + IDLE)
        last_activity().record_step(g.who.session, now())


def require_account_setup(roles: tuple[str, ...]) -> Response | None:
    """An official chooses a password of their own before anything else, and in production enrols an authenticator."""
    if ANYONE in roles or g.who.kind != "staff":
        return None
    if g.who.must_change:
        wanted_first = "operator.password"
    elif not g.who.secured and not current_services().settings.demo:
        wanted_first = "operator.authenticator"
    else:
        return None
    return None if (request.endpoint or "").startswith(wanted_first) else go_to(url_for(wanted_first))


def redirect_to_sign_in(staff: bool) -> Response:
    """To the sign-in page."""
    return go_to(url_for("operator.sign_in" if staff else "signin.sign_in", ended=1 if session.get("token") else None))
