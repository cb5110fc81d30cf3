"""Sign-out, of citizens and of officials: the session ends on the server, not only in the browser."""

from __future__ import annotations

from flask import Response, g, session

from housing.actions.signin.sign_in import sign_out as end_session
from housing.signin import signin
from housing.web.access import ANYONE, access
from housing.web.current import now
from housing.web.reply_store import reply_store
from housing.web.responses import redirect_to
from housing.web.sessions import browser_token


@signin.post("/sign-out")
@access(ANYONE)
def sign_out() -> Response:
    who, language = g.who, session.get("language")
    reply_store().forget_session(browser_token())
    if who:
        end_session(session["token"], who.login or "citizen", now())
    session.clear()
    if language:
        session["language"] = language
    return redirect_to("operator.sign_in" if who and who.kind == "staff" else "public.start")
