"""The own account: how it is secured, and where it is signed in; each session can be ended."""

from __future__ import annotations

from typing import Any

from flask import abort, g, make_response, request

from housing.actions.signin.end_sessions import end_other_sessions, end_session
from housing.labels import ROLES
from housing.operator import operator
from housing.queries.signin.session import NAME_LENGTH, list_staff_sessions
from housing.queries.staff.staff_accounts import load_account
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page, redirect_to
from housing.web.sessions import last_activity


@operator.get("/operator/sessions")
@access(*ROLES)
def sessions() -> Any:
    rows = [(one, last_activity().starting_with(one.name)) for one in list_staff_sessions(g.who.staff_id, now())]
    own = load_account(g.who.staff_id, now()) or abort(403)
    return page("operator/sessions.html", rows=rows, account=own, here=g.who.session[:NAME_LENGTH])


@operator.post("/operator/sessions/end")
@access(*ROLES)
def sessions_end() -> Any:
    """One of that name; one that is gone already is no fault."""
    end_session(g.who.staff_id, request.form.get("session", ""), g.who.login, now())
    return redirect_to("operator.sessions")


@operator.post("/operator/sessions/end-others")
@access(*ROLES)
def sessions_end_others() -> Any:
    end_other_sessions(g.who.staff_id, g.who.session, g.who.login, now())
    return redirect_to("operator.sessions")


@operator.post("/operator/sessions/stay")
@access(*ROLES)
def sessions_stay() -> Any:
    """Somebody is still there: this request itself is the step that counts. The answer: seconds until the end."""
    if not request.accept_mimetypes.accept_json or request.accept_mimetypes.accept_html:
        return redirect_to("operator.sessions")
    return make_response({"left": int((g.ends - now()).total_seconds())})
