"""Sign-out, of citizens and of officials: the session ends on the server, not only in the browser."""

from __future__ import annotations

from flask import Response, g, session

from housing.actions.sign_in import sign_out as end_session
from housing.post_redirect_get import answers
from housing.signin import signin
from housing.visit import browser_token
from housing.web import ANYONE, access, back_to, now


@signin.post("/sign-out")
@access(ANYONE)
def sign_out() -> Response:
    who, language = g.who, session.get("language")
    answers().forget(browser_token())
    if who:
        end_session(session["token"], who.login or "citizen", now())
    session.clear()
    if language:
        session["language"] = language
    return back_to("operator.sign_in" if who and who.kind == "staff" else "public.start")
