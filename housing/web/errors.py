"""Error pages: in words, in the language of the person, with a code to quote."""

from __future__ import annotations

import json
import secrets
import traceback
from typing import Any

from flask import Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from housing.config import MAX_BODY
from housing.labels import N_
from housing.web.current import say_in_every_language
from housing.web.origins import origin_of, own_origins
from housing.web.post_redirect_get import redirect_to_reply, reply_address
from housing.web.unavailable import LATER, UnavailableError, fields_to_send_again

ERRORS = (400, 403, 404, 405, 409, 413, 429, 500, 503)
#: To a program.
UNAVAILABLE = N_("Nothing can be answered just now. Ask again a little later.")


def handle_http_error(fault: HTTPException) -> Any:
    """An error page in the person's language, with a code to quote; redirects pass."""
    code = fault.code or 500
    if code < 400:
        return fault
    if isinstance(fault, ServiceUnavailable):
        return handle_unavailable(fault)
    if kept := redirect_to_reply(code, fault):
        return kept
    template = f"errors/{code if code in ERRORS else 500 if code >= 500 else 400}.html"
    # A token is looked at before anybody is met: the code is made here then.
    quoted = g.setdefault("request_code", secrets.token_hex(4))
    # What was refused before it came to a view is told at once; in another language it is told by a GET.
    langs_at = reply_address(code, fault)
    context = {"langs_at": langs_at, "code_to_quote": quoted, "came_from": came_from(), "at_once": MAX_BODY // 1024**2}
    response = make_response(render_template(template, csrf_failed=isinstance(fault, CSRFError), **context), code)
    if retry := getattr(fault, "retry_after", None):
        response.headers["Retry-After"] = str(retry)
    return response


def handle_unavailable(fault: ServiceUnavailable) -> Response:
    """At once and not by a GET of its own: whoever reloads it, or presses its button, sends the same again."""
    quoted = g.setdefault("request_code", secrets.token_hex(4))
    seconds = fault.retry_after if isinstance(fault.retry_after, int) else LATER
    told = fault if isinstance(fault, UnavailableError) else UnavailableError("cannot_save", seconds)
    if request.blueprint == "api":
        said = {"code": "unavailable", "message": say_in_every_language(UNAVAILABLE)}
        return Response(
            json.dumps({"error": said}), 503, {"Retry-After": str(told.seconds)}, mimetype="application/json"
        )
    context = {"why": told.why, "until": told.until, "sent": fields_to_send_again(), "code_to_quote": quoted}
    response = make_response(render_template("errors/503.html", came_from=None, **context), 503)
    response.headers["Retry-After"] = str(told.seconds)
    return response


def came_from() -> str | None:
    """The page of ours from which a form was sent: the way back to it."""
    if "page_above" in g:
        return str(g.page_above)
    ours = request.method == "POST" and origin_of(request.referrer or "") in own_origins()
    return request.referrer if ours else None


def handle_exception(fault: Exception) -> Any:
    """The trace goes to the log with the code to quote; the person sees words."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)[-4:]]
    quoted = g.setdefault("request_code", secrets.token_hex(4))
    # The words of the exception may quote somebody's data; where it happened is enough.
    current_app.logger.error("request %s: %s at %s", quoted, type(fault).__name__, " < ".join(places))
    return handle_http_error(InternalServerError())
