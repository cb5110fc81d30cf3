"""A new session of an official in this browser, after the password alone or after the code."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, request, url_for

from housing.config import current_services
from housing.operator._login_throttle import trusted_device
from housing.queries.signin.session import load_session_person
from housing.security import device_cookie
from housing.security.client_info import ClientInfo, describe_client
from housing.web.current import now, secret_key
from housing.web.sessions import DESKS, pop_staff_return, start_session


def open_staff_session(token: str) -> Any:
    """A new session in this browser, which is known from now on; to the page where the person was, or to their desk."""
    start_session(token)
    g.who = load_session_person(token, now())
    target = pop_staff_return(g.who.role) or url_for(DESKS[g.who.role])
    answer = redirect(target, 303)
    known = device_cookie.add_login(trusted_device(), g.who.login, secret_key())
    tls = not current_services().settings.demo
    name, path = device_cookie.cookie_place(tls=tls)
    answer.set_cookie(
        name,
        device_cookie.write_cookie(known, secret_key()),
        max_age=device_cookie.KEPT_SECONDS,
        path=path,
        secure=tls,
        httponly=True,
        samesite="Lax",
    )
    return answer


def client_info() -> ClientInfo:
    return describe_client(request.remote_addr or "", request.user_agent.string)
