"""Before whatever else looks at a request: a technical break, and a clock that has jumped, keep what they must out."""

from __future__ import annotations

from flask import Flask, g, request

from housing.config import current_services
from housing.queries.journal.maintenance import load_break
from housing.web.clock_watch import find_clock_fault
from housing.web.unavailable import LATER, UnavailableError

#: What answers all the same: pages for machines, files for browsers, and what an administrator needs to end a break.
SERVED = ("public.health_alive", "public.health_ready", "public.health_metrics", "static", "htmx", "signin.sign_out")
SERVED_SCREENS = (
    *("operator.sign_in", "operator.code", "operator.authenticator", "operator.password"),
    *("operator.maintenance", "demo."),
)
#: Seconds after which a browser or a program asks again, at the least and at most.
SOONEST, LATEST = 60, 3600


def init_app(app: Flask) -> None:
    app.before_request(refuse_in_break)


def refuse_in_break() -> None:
    """Raises UnavailableError: its page bears what was sent, so that an open form loses nothing."""
    now = current_services().clock()
    g.technical_break = planned = load_break(now)
    endpoint = request.endpoint or ""
    if endpoint in SERVED or endpoint.startswith(SERVED_SCREENS):
        return
    if planned and planned.is_under_way(now):
        left = int((planned.ends_at - now).total_seconds())
        raise UnavailableError("maintenance", min(max(left, SOONEST), LATEST), planned.ends_at)
    if request.method == "POST" and find_clock_fault():
        raise UnavailableError("clock", LATER)
