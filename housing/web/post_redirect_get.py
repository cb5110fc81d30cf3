"""POST, redirect, GET: a page that answers a form is shown by a GET of its own.

So it can be reloaded, left by Back and come back to, and read in another language. What was sent, and what the actions
said to it, is kept in the memory of this process for the session that sent it; the address bears a random key alone.
The GET runs the same view over it: `call_once` hands it what was said instead of acting again, and the rest is shown as
it stands now. A restart forgets it: then the page says so, and what was sent can be sent again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, current_app, g, redirect, request, url_for
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from housing.web.reply_store import KeptReply, reply_store
from housing.web.sessions import DESKS, browser_token

Said = TypeVar("Said")
Fault = TypeVar("Fault", bound=Exception)
#: The name of the key in an address.
REPLY_ARG = "answer"
#: What may be said beside an answer: the number of a case, on which work has ended that began there.
DONE_ARG = "done"
#: Letters of a form that is kept; a longer one is answered at once, as a program is.
MAX_FORM_LENGTH = 50_000
#: What is typed into these is never kept; equal ones stay equal and as long as they were.
SECRET_FIELDS = ("password", "old", "new", "again")


class ReplyNotKept(Exception):
    """The view came further than it did when the form was sent: there is nothing to show again."""


def call_once(verb: Callable[..., Said], *given: Any, **named: Any) -> Said:
    """Calls an action for a form that is sent; for a page that shows the answer again, what it said then.

    Every action of a view that may answer with a page is called so: a GET acts on nothing.
    """
    said = g.get("said_then")
    if said is None:
        return call_and_record(verb, *given, **named)
    try:
        value, fault = next(said)
    except StopIteration:
        raise ReplyNotKept from None
    if fault:
        raise strip_traceback(fault)
    return value  # type: ignore[no-any-return]


def call_and_record(verb: Callable[..., Said], *given: Any, **named: Any) -> Said:
    said: list[tuple[Any, Exception | None]] = g.setdefault("said", [])
    try:
        value = verb(*given, **named)
    except Exception as fault:
        said.append((None, strip_traceback(fault)))
        raise
    said.append((value, None))
    return value


def strip_traceback(fault: Fault) -> Fault:
    """The same fault without what was at work when it was raised, on which it would hold."""
    made = type(fault).__new__(type(fault))
    made.args = fault.args
    vars(made).update(vars(fault))
    return made


def redirect_to_reply(status: int, fault: HTTPException | None = None) -> Response | None:
    """303 to where the answer under way is shown; None where it is shown at once: to HTMX, to programs, by a GET.

    A request that never came to its view (a forged one, one of somebody who may not) is told so at once too.
    """
    if fault and "came_to_view" not in g:
        return None
    address = reply_address(status, fault)
    return redirect(address, 303) if address else None  # type: ignore[return-value]


def reply_address(status: int, fault: HTTPException | None = None) -> str | None:
    """Where the answer under way is shown by a GET; None where it is no answer to a form of a browser, or too long."""
    if request.method != "POST" or is_replay() or not is_browser_form():
        return None
    sent = MultiDict[str, str]() if fault else masked_form()
    if sum(map(len, sent.values())) > MAX_FORM_LENGTH:
        return None
    args = MultiDict((name, value) for name, value in request.args.items(multi=True) if name not in (REPLY_ARG, "lang"))
    names = MultiDict[str, str]() if fault else MultiDict((n, f.filename or "") for n, f in request.files.items(True))
    made = KeptReply(
        browser_token(),
        request.endpoint or "",
        dict(request.view_args or {}),
        args,
        sent,
        names,
        g.get("said", []),
        status,
        strip_traceback(fault) if fault else None,
        g.setdefault("request_code", secrets.token_hex(4)),
    )
    return f"{parent_page_path()}?{urlencode([*args.items(multi=True), (REPLY_ARG, reply_store().store_reply(made))])}"


def is_replay() -> bool:
    """Is the request under way one that shows an answer once more?"""
    return "said_then" in g


def is_browser_form() -> bool:
    """A browser sent it and shows what comes: neither HTMX, nor a script of a page, nor a program without cookies."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return False
    if request.htmx or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":  # type: ignore[attr-defined]
        return False
    return not request.accept_mimetypes or request.accept_mimetypes.accept_html


def masked_form() -> MultiDict[str, str]:
    salt = secrets.token_hex(8)

    def mask_secret(name: str, value: str) -> str:
        if name not in SECRET_FIELDS:
            return value
        mask = hashlib.sha256((salt + value).encode()).hexdigest()
        return (mask * (len(value) // len(mask) + 1))[: len(value)]

    return MultiDict((name, mask_secret(name, value)) for name, value in request.form.items(multi=True))


def parent_page_path() -> str:
    """The address of a page at or above that of the request; of an official who has none, their desk."""
    path, adapter = request.path, current_app.create_url_adapter(request)
    while path and adapter:
        try:
            adapter.match(path, method="GET")
            return path
        except (HTTPException, RequestRedirect):
            path = path.rpartition("/")[0]
    who = g.get("who")
    return url_for(DESKS[who.role]) if who and who.role in DESKS else "/"


def replay_reply(may: Callable[[Any], bool]) -> Any:
    """The answer that the address names, made by its view; None where there is none any more, or not for this person.

    `may`: whether they may call that view.
    """
    key = request.args[REPLY_ARG]
    found = reply_store().load_reply(key, browser_token())
    view = found and current_app.view_functions.get(found.endpoint)
    if found is None or (found.fault is None and (view is None or not may(view))):
        g.answer_lost = True
        return None
    if found.fault:
        g.request_code, g.page_above = found.code, request.path
        raise strip_traceback(found.fault)
    restore_request(found, key)
    try:
        return current_app.ensure_sync(view)(**found.view_args)  # type: ignore[arg-type]
    except ReplyNotKept:
        return redirect(request.path, 303)


def restore_request(answer: KeptReply, key: str) -> None:
    """The request under way is taken for the one that was answered: so the view's forms are filled and judged anew."""
    g.said_then, g.csrf_valid = iter(answer.said), True
    request.method, request.view_args = "POST", answer.view_args
    request.url_rule = next(current_app.url_map.iter_rules(answer.endpoint))
    beside = [(DONE_ARG, value) for value in request.args.getlist(DONE_ARG)]
    files = [(name, FileStorage(BytesIO(), filename, name)) for name, filename in answer.files.items(multi=True)]
    vars(request).update(
        args=MultiDict([*answer.args.items(multi=True), (REPLY_ARG, key), *beside]),
        form=answer.form,
        files=MultiDict(files),
    )
